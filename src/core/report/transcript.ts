import type { EngineName } from "../engines/engine";
import type { Ending, Exchange, Hop, ResponseRecord, Transaction } from "../exchange/exchange";
import { leadOf } from "../exchange/exchange";
import type { Header, RequestContext } from "../exchange/networkEvent";
import { printed } from "./printed";
import { ABSENT, headerName, instant, integer, microseconds, offset, restOfLine, word } from "./transcriptWords";

/**
 * Exchanges as a short text that a person can read, change and paste: docs/transcript.md. `parseTranscript` reads it back. Secrets are printed
 * as everywhere else, `[redacted]` without a number.
 */
export function printTranscript(exchanges: readonly Exchange[], engine: EngineName | null = null): string {
  const head = engine === null ? [FIRST_LINE] : [FIRST_LINE, `engine ${engine}`];
  return [...head, ...exchanges.flatMap(exchangeLines), ""].join("\n");
}

export const FIRST_LINE = "corscope transcript 1";

function exchangeLines(exchange: Exchange): string[] {
  const { main, preflights } = exchange;
  const lead = leadOf(exchange);
  const base = microseconds(lead.hops[0]?.startedAt ?? 0);
  const lines = ["", `exchange #${word(exchange.id)} ${instant(base)}`, ...contextLines(lead.context, null), ...remarks(exchange)];
  const preflightsOf = (wanted: (hop: number) => boolean): string[] =>
    preflights.filter(({ hop }) => wanted(hop)).flatMap(({ transaction }) => preflightLines(transaction, lead.context, base));
  if (main === null) return [...lines, ...preflightsOf(() => true)];
  main.hops.forEach((hop, index) => {
    const id = index === 0 && main.requestId !== exchange.id ? ` #${word(main.requestId)}` : "";
    lines.push(...preflightsOf((of) => of === index), "", ...hopLines(`request${id}`, hop, base));
  });
  return [...lines, endLine(main.end, base), ...preflightsOf((of) => of >= main.hops.length)];
}

function preflightLines(preflight: Transaction, around: RequestContext, base: number): string[] {
  const lines = preflight.hops.flatMap((hop, index) => {
    const [heading = "", ...rest] = hopLines(index === 0 ? `preflight #${word(preflight.requestId)}` : "again", hop, base);
    return [heading, ...(index === 0 ? contextLines(preflight.context, around) : []), ...rest];
  });
  return ["", ...lines, endLine(preflight.end, base)];
}

/** A preflight says only where it differs from its request. */
function contextLines(context: RequestContext, around: RequestContext | null): string[] {
  const [place, other] = [placeOf(context), around === null ? "" : placeOf(around)];
  return [
    ...(context.initiator === around?.initiator ? [] : [`from ${context.initiator === undefined ? ABSENT : word(context.initiator)}`]),
    ...(context.type === around?.type ? [] : [`type ${word(context.type)}`]),
    ...(place === other ? [] : [`place${place}`]),
  ];
}

function placeOf({ tabId, frameId, documentId, incognito, container, toldBy }: RequestContext): string {
  const apart = `${container === undefined ? "" : ` container ${word(container)}`}${incognito === undefined ? "" : " window private"}`;
  const told = toldBy === undefined ? "" : ` seen-by ${toldBy}`;
  const named = `${documentId === undefined ? "" : ` document ${word(documentId)}`}${apart}${told}`;
  return `${tabId === -1 ? "" : ` tab ${integer(tabId)}`}${frameId === -1 ? "" : ` frame ${integer(frameId)}`}${named}`;
}

function remarks({ witness, cachedFrom, incomplete }: Exchange): string[] {
  const lines: string[] = [];
  if (witness !== undefined) {
    const where = witness.callSite === undefined ? "" : ` at ${word(printed(witness.callSite))}`;
    lines.push(`says credentials ${witness.credentials} mode ${word(witness.mode)}${where}`);
  }
  if (cachedFrom !== undefined) lines.push(`copy of ${instant(microseconds(cachedFrom.at))}`);
  if (incomplete) lines.push("incomplete");
  return lines;
}

function hopLines(keyword: string, { url, method, startedAt, startSeen, sent, response }: Hop, base: number): string[] {
  const at = (time: number): string => offset(microseconds(time), base);
  const heading = [keyword, at(startedAt)];
  if (!startSeen) heading.push("unseen");
  heading.push(sent === null ? "unsent" : `sent ${at(sent.at)}`);
  if (response !== null) heading.push(`answered ${at(response.at)}`);
  const request = [`> ${word(method)} ${word(printed(url))}`, ...(sent?.headers ?? []).map((header) => `> ${headerLine(header)}`)];
  const reply = response === null ? [] : [`< ${statusOf(response)}`, ...response.headers.map((header) => `< ${headerLine(header)}`)];
  return [heading.join(" "), ...request, ...reply];
}

/** What is nearly always the same is left out. */
export function plainStatusLine(status: number): string {
  return `HTTP/1.1 ${integer(status)}`;
}

function statusOf({ status, statusLine }: ResponseRecord): string {
  if (statusLine === plainStatusLine(status)) return integer(status);
  if (statusLine === "") return `${integer(status)} ${ABSENT}`;
  return `${integer(status)} ${statusLine === ABSENT ? word(statusLine) : restOfLine(statusLine)}`;
}

function headerLine([name, value, fullLength]: Header): string {
  const cut = fullLength === undefined ? "" : ` [${integer(fullLength)}]`;
  const text = restOfLine(printed(value));
  return `${headerName(name)}${cut}:${text === "" ? "" : ` ${text}`}`;
}

function endLine(end: Ending | null, base: number): string {
  if (end === null) return "= open";
  const at = offset(microseconds(end.at), base);
  if (end.kind === "unseen") return `= unseen ${at}`;
  if (end.kind === "failed") return `= failed ${word(end.error)}${end.afterAccepted ? " after accepted" : ""} ${at}`;
  const more = `${end.fromCache ? " from cache" : ""}${end.ip === undefined ? "" : ` by ${word(end.ip)}`}`;
  return `= accepted ${integer(end.status)}${more} ${at}`;
}
