import type { Header as HarHeader, QueryString, Request, Response, Timings } from "har-format";
import { type Ending, type Exchange, endedAt, type Hop, type Transaction } from "../exchange/exchange";
import type { HeaderList, RequestContext } from "../exchange/networkEvent";
import { getHeader } from "../fetch/headers";
import type { CorsFields, ReportEntry, SeenFields } from "./harTypes";
import { printed, printedUrl } from "./printed";

/** One request on the wire as a HAR entry; what was not seen is -1 or empty, never made up. */
export function harEntry(exchange: Exchange, transaction: Transaction, index: number, cors: CorsFields): ReportEntry {
  const hop = transaction.hops[index] as Hop;
  const end = index === transaction.hops.length - 1 ? transaction.end : null;
  const over = (end === null ? null : endedAt(transaction)) ?? transaction.hops[index + 1]?.startedAt ?? hop.response?.at ?? hop.startedAt;
  const ip = end?.kind === "accepted" ? schemaIp(end.ip) : null;
  return {
    startedDateTime: isoTime(hop.startedAt),
    time: milliseconds(over - hop.startedAt),
    request: requestOf(hop),
    response: responseOf(hop),
    cache: {},
    timings: timingsOf(hop, over),
    ...(ip === null ? {} : { serverIPAddress: ip }),
    ...(end?.kind === "accepted" && end.fromCache ? { _fromCache: "disk" } : {}),
    ...(end?.kind === "failed" ? { _error: end.error } : {}),
    _resourceType: cors.role === "preflight" ? "preflight" : resourceType(transaction.context.type),
    _cors: cors,
    _corscope: seenFields(exchange, transaction, hop, end),
  };
}

export function isoTime(at: number): string {
  return new Date(Math.abs(at) <= LAST_MOMENT ? at : 0).toISOString();
}

/** https://tc39.es/ecma262/#sec-time-values-and-time-range: beyond it there is no date. */
const LAST_MOMENT = 8.64e15;

function milliseconds(duration: number): number {
  return duration > 0 && Number.isFinite(duration) ? Math.round(duration * 1000) / 1000 : 0;
}

function requestOf(hop: Hop): Request {
  const url = printedUrl(hop.url);
  return {
    method: hop.method,
    url,
    httpVersion: httpVersion(hop.response?.statusLine),
    cookies: [],
    headers: headersOf(hop.sent?.headers ?? []),
    queryString: queryOf(url),
    headersSize: -1,
    bodySize: -1,
  };
}

function responseOf(hop: Hop): Response {
  const { response } = hop;
  const headers = response?.headers ?? [];
  return {
    status: response?.status ?? 0,
    statusText: response === null ? "" : statusText(response.statusLine),
    httpVersion: httpVersion(response?.statusLine),
    cookies: [],
    headers: headersOf(headers),
    content: { size: contentLength(headers), mimeType: getHeader(headers, "Content-Type") ?? "x-unknown" },
    redirectURL: getHeader(headers, "Location") ?? "",
    headersSize: -1,
    bodySize: -1,
  };
}

function headersOf(list: HeaderList): HarHeader[] {
  return list.map(([name, value, fullLength]) => {
    return fullLength === undefined ? { name, value } : { name, value, comment: `cut; ${fullLength} characters in full` };
  });
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

function timingsOf(hop: Hop, over: number): Timings {
  const answered = hop.response?.at ?? null;
  const left = hop.sent?.at ?? null;
  // Never sent: all of its time was waiting for the preflight.
  const held = left === null && answered === null;
  return {
    blocked: held ? milliseconds(over - hop.startedAt) : left === null ? -1 : milliseconds(left - hop.startedAt),
    dns: -1,
    connect: -1,
    ssl: -1,
    send: 0,
    wait: held ? 0 : milliseconds((answered ?? over) - (left ?? hop.startedAt)),
    receive: answered === null ? 0 : milliseconds(over - answered),
  };
}

function schemaIp(ip: string | undefined): string | null {
  const bare = ip?.replace(/^\[(.*)\]$/, "$1") ?? "";
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
