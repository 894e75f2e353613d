import type { HeaderList } from "../exchange/networkEvent";
import { getHeader } from "../fetch/headers";
import { originOf } from "../fetch/origins";
import { replyOf } from "./ownEvents";
import { type Fields, headersOf, inner, numberOf, own, textOf } from "./shapes";

/** An entry of somebody else's HAR in the terms of webRequest. Times are milliseconds since the epoch. */
export interface ForeignEntry {
  readonly url: string;
  readonly method: string;
  readonly type: string;
  readonly requestHeaders: HeaderList;
  readonly reply: ReturnType<typeof replyOf>;
  readonly startedAt: number;
  readonly sentAt: number;
  readonly answeredAt: number;
  readonly endedAt: number;
  /** The writer's own words for a failure; null when it names none. */
  readonly error: string | null;
  readonly fromCache: boolean;
  readonly ip: string | null;
  /** Where the writer says the reply redirected to. */
  readonly redirect: string | null;
  readonly initiator: string | null;
  /** Id of the page that it belongs to; what that page was stands elsewhere in the file, perhaps behind its entries. */
  readonly page: string | null;
}

/** Null where it is no entry: without a URL, a method or a time nothing can be said about it. */
export function readForeignEntry(entry: Fields): ForeignEntry | null {
  const [request, response] = [inner(entry, "request"), inner(entry, "response")];
  const [url, method] = [textOf(request, "url"), textOf(request, "method")];
  const startedAt = Date.parse(textOf(entry, "startedDateTime") ?? "");
  if (url === null || method === null || method === "" || !URL.canParse(url) || Number.isNaN(startedAt)) return null;
  const requestHeaders = headersOf(request);
  const reply = replyOf(response);
  const redirect = textOf(response, "redirectURL") || getHeader(reply.headers, "Location");
  return {
    url,
    method,
    type: typeOf(entry),
    requestHeaders,
    reply,
    startedAt,
    ...timesOf(entry, startedAt),
    error:
      textOf(entry, "_error") || textOf(response, "_error") || textOf(response, "_failureText") || textOf(entry, "_failureText") || null,
    fromCache: (textOf(entry, "_fromCache") ?? "") !== "" || own(entry, "_fromDiskCache") === true,
    ip: textOf(entry, "serverIPAddress") || null,
    redirect: redirect === null ? null : (URL.parse(redirect, url)?.href ?? null),
    initiator: originAmong(getHeader(requestHeaders, "Origin"), getHeader(requestHeaders, "Referer")),
    page: textOf(entry, "pageref"),
  };
}

function timesOf(entry: Fields, startedAt: number): Pick<ForeignEntry, "sentAt" | "answeredAt" | "endedAt"> {
  const timings = inner(entry, "timings");
  const phase = (name: string): number => Math.max(0, numberOf(timings, name) ?? 0);
  // HAR counts TLS into `connect`; adding `ssl` would count it twice.
  const sentAt = startedAt + phase("blocked") + phase("dns") + phase("connect") + phase("send");
  const answeredAt = sentAt + phase("wait");
  const endedAt = Math.max(answeredAt + phase("receive"), startedAt + Math.max(0, numberOf(entry, "time") ?? 0));
  return { sentAt, answeredAt, endedAt };
}

/** Where the request came from, as far as a HAR tells: its own Origin, else its Referer, else the page that it belongs to. */
function originAmong(stated: string | null, url: string | null): string | null {
  if (stated !== null) return stated;
  const origin = url === null ? "null" : originOf(url);
  return origin === "null" ? null : origin;
}

/** `pages`: their URLs by id. */
export function withPage(entry: ForeignEntry, pages: ReadonlyMap<string, string>): ForeignEntry {
  return entry.initiator !== null || entry.page === null
    ? entry
    : { ...entry, initiator: originAmong(null, pages.get(entry.page) ?? null) };
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ["xhr", "xmlhttprequest"],
  ["fetch", "xmlhttprequest"],
  ["preflight", "xmlhttprequest"],
  ["document", "main_frame"],
  ...["script", "stylesheet", "image", "font", "media", "ping", "websocket"].map((type) => [type, type] as const),
]);

function typeOf(entry: Fields): string {
  return TYPES.get((textOf(entry, "_resourceType") ?? "").toLowerCase()) ?? "other";
}
