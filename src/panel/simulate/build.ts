import { isCorsTainted } from "../../core/diagnosis/originOfHop";
import { unsafeHeaderNames } from "../../core/diagnosis/preflights";
import { ENGINES } from "../../core/engines/byName";
import type { EngineName } from "../../core/engines/engine";
import { type Exchange, type Hop, leadOf, type ResponseRecord, type Transaction } from "../../core/exchange/exchange";
import type { Header, HeaderList } from "../../core/exchange/networkEvent";
import { corsUnsafeRequestHeaderNames, getHeader, isForbiddenRequestHeader } from "../../core/fetch/headers";
import { byteSerializeRequestOrigin, isSameOrigin, originOf } from "../../core/fetch/origins";
import { isRequestChanged } from "./changes";
import { type Base, type Draft, headersOf, lastIndex, mainReply, preflightOf, preflightReply, type ReplyDraft } from "./draft";

/** A credentials mode of which the simulation supposes that the page used it. */
export type Supposed = "omit" | "include";

/**
 * The exchange that the form describes, as if it had been recorded, with every reply that was written and nothing said yet about how it ended.
 * What the form does not touch stays as it was captured, evidence included.
 */
export function build(base: Base, draft: Draft, engine: EngineName, credentials: Supposed): Exchange {
  const { exchange } = base;
  const changed = isRequestChanged(base, draft) || exchange.main === null;
  const main = withReply(mainOf(base, draft, credentials, changed), draft);
  const index = main.hops.length - 1;
  const earlier = exchange.preflights.filter(({ hop }) => hop < index && exchange.main !== null);
  const preflight = needsPreflight(base, draft, engine) ? preflightTransaction(base, draft, engine, main, changed) : null;
  return {
    ...exchange,
    main,
    preflights: [...earlier, ...(preflight === null ? [] : [{ hop: index, transaction: preflight }])],
    incomplete: false,
    witness: { credentials, mode: draft.mode === "unknown" ? "cors" : draft.mode },
  };
}

/** Why a preflight goes first; empty where none does. */
export function preflightReasons(base: Base, draft: Draft, engine: EngineName): string[] {
  if (draft.mode === "no-cors" || draft.mode === "same-origin") return [];
  const urls = urlsOf(base);
  if (urls.every((url) => isSameOrigin(originOf(url), draft.origin))) return [];
  const changed = isRequestChanged(base, draft);
  if (base.cached && !changed) return [];
  const rules = ENGINES[engine];
  const names = pageNames(base, draft, engine, changed);
  const reasons = [...(rules.isSafelistedMethod(draft.method) ? [] : [`method ${draft.method}`]), ...names.map((name) => `header ${name}`)];
  // An upload listener or a streamed body asks for one as well, and stays what it was.
  return reasons.length === 0 && isUnexplained(base, engine) ? ["an upload listener or a streamed body"] : reasons;
}

export function needsPreflight(base: Base, draft: Draft, engine: EngineName): boolean {
  return preflightReasons(base, draft, engine).length > 0;
}

function isUnexplained({ exchange, draft }: Base, engine: EngineName): boolean {
  const seen = preflightOf(exchange);
  if (seen === null) return false;
  const asked = seen.sent === null ? null : getHeader(seen.sent.headers, "Access-Control-Request-Headers");
  return (asked ?? "") === "" && ENGINES[engine].isSafelistedMethod(draft.method);
}

/** What the preflight asks for: in an unchanged request the browser's own words. */
function pageNames(base: Base, draft: Draft, engine: EngineName, changed: boolean): string[] {
  const seen = changed ? null : preflightOf(base.exchange)?.sent;
  if (seen != null) return namesIn(getHeader(seen.headers, "Access-Control-Request-Headers") ?? "");
  const own = pageFields(draft);
  return changed ? corsUnsafeRequestHeaderNames(own, ENGINES[engine].isSafelistedHeader) : unsafeHeaderNames(ENGINES[engine], own);
}

function namesIn(list: string): string[] {
  return list
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** A page cannot set the others: browsers ignore them. */
function pageFields(draft: Draft): HeaderList {
  return headersOf(draft.fields).filter(([name, value]) => !isForbiddenRequestHeader(name, value));
}

function urlsOf({ exchange }: Base): string[] {
  return leadOf(exchange).hops.map(({ url }) => url);
}

function mainOf({ exchange }: Base, draft: Draft, credentials: Supposed, changed: boolean): Transaction {
  const lead = leadOf(exchange);
  if (!changed && exchange.main !== null) return sentAtLast(exchange.main, draft, credentials);
  const urls = lead.hops.map(({ url }) => url);
  const hops = lead.hops.map((hop, index): Hop => {
    const headers = statedHeaders(hop, draft, credentials, byteSerializeRequestOrigin(draft.origin, urls.slice(0, index + 1)));
    const method = index === lead.hops.length - 1 ? draft.method : hop.method;
    return { ...hop, method, sent: { headers, at: hop.sent?.at ?? hop.startedAt }, response: exchange.main === null ? null : hop.response };
  });
  const requestId = exchange.main?.requestId ?? `${exchange.id} simulated`;
  return { requestId, context: { ...lead.context, initiator: draft.origin, type: "xmlhttprequest" }, hops, end: null };
}

/** A request that its preflight kept back would have been sent with what the preflight announced. */
function sentAtLast(main: Transaction, draft: Draft, credentials: Supposed): Transaction {
  const urls = main.hops.map(({ url }) => url);
  const hops = main.hops.map((hop): Hop => {
    if (hop.sent !== null) return hop;
    return {
      ...hop,
      sent: { headers: statedHeaders(hop, draft, credentials, byteSerializeRequestOrigin(draft.origin, urls)), at: hop.startedAt },
    };
  });
  return { ...main, hops, end: null };
}

function statedHeaders(hop: Hop, draft: Draft, credentials: Supposed, origin: string): HeaderList {
  const cookies = credentials === "include" ? (hop.sent?.headers ?? []).filter(([name]) => name.toLowerCase() === "cookie") : [];
  const mode = draft.mode === "unknown" ? "cors" : draft.mode;
  const saysOrigin = mode === "cors" || !/^(?:GET|HEAD)$/.test(draft.method);
  return [...(saysOrigin ? [["Origin", origin] as Header] : []), ["Sec-Fetch-Mode", mode], ...cookies, ...pageFields(draft)];
}

function withReply(main: Transaction, draft: Draft): Transaction {
  const index = main.hops.length - 1;
  const hops = main.hops.map((hop, at) =>
    at < index ? hop : { ...hop, response: recordOf(mainReply(draft), hop.response?.at ?? hop.startedAt + 2) },
  );
  return { ...main, hops };
}

function recordOf({ status, fields }: ReplyDraft, at: number): ResponseRecord {
  return { status, statusLine: `HTTP/1.1 ${status}`, headers: headersOf(fields), at };
}

function preflightTransaction(base: Base, draft: Draft, engine: EngineName, main: Transaction, changed: boolean): Transaction {
  const index = lastIndex(base.exchange);
  const seen = base.exchange.preflights.find(({ hop }) => hop === index || base.exchange.main === null)?.transaction;
  const hop = main.hops[index] as Hop;
  const names = pageNames(base, draft, engine, changed);
  const asked: HeaderList = [
    ["Access-Control-Request-Method", draft.method],
    ...(names.length === 0 ? [] : [["Access-Control-Request-Headers", names.join(",")] as const]),
    ["Origin", byteSerializeRequestOrigin(draft.origin, urlsOf(base))],
    ["Sec-Fetch-Mode", "cors"],
  ];
  const own = seen?.hops[0];
  const startedAt = own?.startedAt ?? hop.startedAt;
  const response = recordOf(preflightReply(draft), own?.response?.at ?? startedAt + 1);
  const sent = !changed && own?.sent != null ? own.sent : { headers: asked, at: startedAt };
  return {
    requestId: seen?.requestId ?? `${base.exchange.id} simulated preflight`,
    context: seen?.context ?? main.context,
    hops: [{ url: hop.url, method: "OPTIONS", startedAt, startSeen: true, sent, response }],
    end: { kind: "accepted", at: response.at, status: response.status, fromCache: false },
  };
}

/** Whether the request leaves its origin at all, and CORS has anything to say. */
export function isCrossOrigin(exchange: Exchange, origin: string): boolean {
  return exchange.main !== null && isCorsTainted(exchange.main, exchange.main.hops.length - 1, origin);
}
