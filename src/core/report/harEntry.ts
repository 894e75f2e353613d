import type { QueryString } from "har-format";
import { type Ending, type Exchange, endedAt, type Hop, type Transaction } from "../exchange/exchange";
import type { HeaderList, RequestContext } from "../exchange/networkEvent";
import { getHeader } from "../fetch/headers";
import type { CorsFields, ReportEntry, SeenFields } from "./harTypes";
import type { HeaderWords } from "./headerWords";
import { printed, printedUrl } from "./printed";

/** What stands in `_cors`, and whose it is. */
interface SpelledCors {
  readonly role: CorsFields["role"];
  readonly text: string;
}

/**
 * One request on the wire as the text of a HAR entry; what was not seen is -1 or empty, never made up. Text at once and no object first: a
 * recording has many, and most of what stands in one, its headers and `_cors`, was spelled before.
 */
export function harEntry(exchange: Exchange, transaction: Transaction, index: number, cors: SpelledCors, words: HeaderWords): string {
  const hop = transaction.hops[index] as Hop;
  const end = index === transaction.hops.length - 1 ? transaction.end : null;
  const over = (end === null ? null : endedAt(transaction)) ?? transaction.hops[index + 1]?.startedAt ?? hop.response?.at ?? hop.startedAt;
  const type = cors.role === "preflight" ? "preflight" : resourceType(transaction.context.type);
  const version = spelled(httpVersion(hop.response?.statusLine));
  return printed(
    `{"startedDateTime":"${isoTime(hop.startedAt)}","time":${milliseconds(over - hop.startedAt)},` +
      `"request":${requestText(hop, version, words)},"response":${responseText(hop, version, words)},` +
      `"cache":{},"timings":${timingsText(hop, over)},${endText(end)}"_resourceType":${spelled(type)},` +
      `"_cors":${cors.text},"_corscope":${JSON.stringify(seenFields(exchange, transaction, hop, end))}}`,
  );
}

/** As JSON has it, which knows no number that is none. */
function spelled(value: string | number): string {
  return JSON.stringify(value);
}

function endText(end: Ending | null): string {
  if (end?.kind === "failed") return `"_error":${spelled(end.error)},`;
  if (end?.kind !== "accepted") return "";
  const ip = schemaIp(end.ip);
  return `${ip === null ? "" : `"serverIPAddress":${spelled(ip)},`}${end.fromCache ? '"_fromCache":"disk",' : ""}`;
}

export function isoTime(at: number): string {
  return new Date(Math.abs(at) <= LAST_MOMENT ? at : 0).toISOString();
}

/** https://tc39.es/ecma262/#sec-time-values-and-time-range: beyond it there is no date. */
const LAST_MOMENT = 8.64e15;

/** Text is made of it without looking: always a number that JSON knows. */
function milliseconds(duration: number): number {
  const rounded = Math.round(duration * 1000) / 1000;
  return rounded > 0 && Number.isFinite(rounded) ? rounded : 0;
}

function requestText({ method, url, sent }: Hop, version: string, words: HeaderWords): string {
  const address = printedUrl(url);
  return (
    `{"method":${spelled(method)},"url":${spelled(address)},"httpVersion":${version},"cookies":[],` +
    `"headers":${words.text(sent?.headers ?? [])},"queryString":${JSON.stringify(queryOf(address))},"headersSize":-1,"bodySize":-1}`
  );
}

function responseText({ response }: Hop, version: string, words: HeaderWords): string {
  const headers = response?.headers ?? [];
  const type = getHeader(headers, "Content-Type") ?? "x-unknown";
  return (
    `{"status":${spelled(response?.status ?? 0)},"statusText":${spelled(statusText(response?.statusLine ?? ""))},"httpVersion":${version},` +
    `"cookies":[],"headers":${words.text(headers)},"content":{"size":${contentLength(headers)},"mimeType":${spelled(type)}},` +
    `"redirectURL":${spelled(getHeader(headers, "Location") ?? "")},"headersSize":-1,"bodySize":-1}`
  );
}

function contentLength(headers: HeaderList): number {
  const value = getHeader(headers, "Content-Length");
  return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : 0;
}

/** A status line is `HTTP/1.1 200 OK`; what does not look like one is not known. */
function httpVersion(statusLine: string | undefined): string {
  return /^(\S+)/.exec(statusLine ?? "")?.[1] ?? "unknown";
}

function statusText(statusLine: string): string {
  return /^\S+\s+\d+\s(.*)$/.exec(statusLine)?.[1] ?? "";
}

/** Of the URL as it is printed, so that whoever reads the report again finds the same in it. */
function queryOf(url: string): QueryString[] {
  const [beforeHash = ""] = url.split("#", 1);
  const start = beforeHash.indexOf("?");
  if (start < 0) return [];
  return beforeHash
    .slice(start + 1)
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const equals = pair.indexOf("=");
      return equals < 0
        ? { name: decoded(pair), value: "" }
        : { name: decoded(pair.slice(0, equals)), value: decoded(pair.slice(equals + 1)) };
    });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function timingsText(hop: Hop, over: number): string {
  const answered = hop.response?.at ?? null;
  const left = hop.sent?.at ?? null;
  // Never sent: all of its time was waiting for the preflight.
  const held = left === null && answered === null;
  const blocked = held ? milliseconds(over - hop.startedAt) : left === null ? -1 : milliseconds(left - hop.startedAt);
  const wait = held ? 0 : milliseconds((answered ?? over) - (left ?? hop.startedAt));
  const receive = answered === null ? 0 : milliseconds(over - answered);
  return `{"blocked":${blocked},"dns":-1,"connect":-1,"ssl":-1,"send":0,"wait":${wait},"receive":${receive}}`;
}

function schemaIp(ip: string | undefined): string | null {
  if (ip === undefined) return null;
  const bare = ip.replace(/^\[(.*)\]$/, "$1");
  if (/^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(bare)) return bare;
  return URL.canParse(`http://[${bare}]/`) ? bare : null;
}

type ResourceType = ReportEntry["_resourceType"];

/** webRequest's words for what the Network panel calls differently; the rest is spelled alike or unknown to it. */
const RESOURCE_TYPES: ReadonlyMap<string, ResourceType> = new Map<string, ResourceType>([
  ["xmlhttprequest", "xhr"],
  ["main_frame", "document"],
  ["sub_frame", "document"],
  ["csp_report", "csp-violation-report"],
  ...(["script", "stylesheet", "image", "font", "media", "ping", "websocket"] as const).map((type) => [type, type] as const),
]);

function resourceType(type: string): ResourceType {
  return RESOURCE_TYPES.get(type) ?? "other";
}

function seenFields(exchange: Exchange, { requestId, context }: Transaction, hop: Hop, end: Ending | null): SeenFields {
  return {
    requestId,
    url: printedUrl(hop.url) === printed(hop.url) ? undefined : hop.url,
    context: inOrder(context),
    startedAt: hop.startedAt,
    startSeen: hop.startSeen,
    sentAt: hop.sent?.at ?? null,
    answeredAt: hop.response?.at ?? null,
    end,
    incomplete: exchange.incomplete,
    changedBy: exchange.changedBy,
    cachedFrom: exchange.cachedFrom,
    witness: exchange.witness,
  };
}

/** Always in the same order, so that a report that is read and written again is the same file. */
function inOrder({ tabId, frameId, type, documentId, initiator, incognito, container, toldBy }: RequestContext): RequestContext {
  return {
    tabId,
    frameId,
    type,
    ...(documentId === undefined ? {} : { documentId }),
    ...(initiator === undefined ? {} : { initiator }),
    ...(incognito === undefined ? {} : { incognito }),
    ...(container === undefined ? {} : { container }),
    ...(toldBy === undefined ? {} : { toldBy }),
  };
}
