import { isAtHome } from "../core/exchange/atHome";
import type { Header, NetworkEvent, RequestContext, ToldKind } from "../core/exchange/networkEvent";
import type { Place } from "../core/exchange/place";
import type { Dialect } from "./dialect";
import { type Draft, eventFrom } from "./eventFrom";
import type { Redactor } from "./redact";

/** What we read of Firefox's webRequest details; which fields are there depends on the event. */
export interface FirefoxDetails {
  readonly requestId: string;
  readonly url: string;
  readonly method: string;
  readonly type: string;
  /** -1 for service workers. */
  readonly tabId: number;
  /** Beyond 32 bits. */
  readonly frameId: number;
  /** Absent in workers. */
  readonly documentId?: string | undefined;
  /** The page's or the worker script's URL; absent for opaque origins. */
  readonly originUrl?: string | undefined;
  readonly documentUrl?: string | undefined;
  readonly incognito?: boolean | undefined;
  readonly cookieStoreId?: string | undefined;
  /** Whole milliseconds. */
  readonly timeStamp: number;
  readonly requestHeaders?: readonly FirefoxHeader[] | undefined;
  readonly responseHeaders?: readonly FirefoxHeader[] | undefined;
  readonly statusCode?: number | undefined;
  readonly statusLine?: string | undefined;
  readonly fromCache?: boolean | undefined;
  readonly ip?: string | null | undefined;
  readonly error?: string | undefined;
}

/** Fields of one name are one header here: joined by ", ", those of Set-Cookie by a newline. */
interface FirefoxHeader {
  readonly name: string;
  readonly value?: string | undefined;
  readonly binaryValue?: readonly number[] | undefined;
}

/** Chromium's names for what Firefox calls otherwise; nothing behind this room knows two for one thing. */
const TYPES: Readonly<Record<string, string>> = {
  beacon: "ping",
  imageset: "image",
  json: "script",
  web_manifest: "other",
  xslt: "other",
  xml_dtd: "other",
};

export const firefox: Dialect<FirefoxDetails> = {
  isOwn: ({ originUrl, documentUrl }) => (originUrl ?? documentUrl)?.startsWith("moz-extension://") === true,
  initiator: initiatorOf,
  opensPage: ({ type }) => type === "main_frame",
  place: placeOf,
  read: fromFirefox,
};

/** One browser detail as a NetworkEvent. */
export function fromFirefox(kind: ToldKind, details: FirefoxDetails, redactor: Redactor): NetworkEvent {
  return eventFrom(kind, details, contextOf(details), redactor, (of) =>
    headersOf(of === "request" ? details.requestHeaders : details.responseHeaders, redactor),
  );
}

function contextOf(details: FirefoxDetails): RequestContext {
  const { tabId, frameId, documentId, type } = details;
  const initiator = initiatorOf(details);
  const context: Draft<RequestContext> = { tabId, frameId, type: TYPES[type] ?? type, toldBy: "firefox" };
  if (documentId !== undefined) context.documentId = documentId;
  if (initiator !== undefined) context.initiator = initiator;
  return Object.assign(context, placeOf(details));
}

/** The last one: it is asked for twice an event, nearly always for the same page, and parsing is dear. */
let latest = "null";

/** Absent where Firefox says nothing: an opaque origin, which the Origin header then states. */
function initiatorOf({ originUrl, documentUrl }: FirefoxDetails): string | undefined {
  const url = originUrl ?? documentUrl;
  if (url === undefined) return undefined;
  if (!isAtHome(url, latest)) latest = URL.parse(url)?.origin ?? "null";
  return latest;
}

function placeOf({ incognito, cookieStoreId }: FirefoxDetails): Place {
  const place: Draft<Place> = {};
  if (incognito === true) place.incognito = incognito;
  if (cookieStoreId?.startsWith("firefox-container-") === true) place.container = cookieStoreId;
  return place;
}

function headersOf(headers: readonly FirefoxHeader[] | undefined, redactor: Redactor): Header[] {
  return (headers ?? []).map(({ name, value, binaryValue }) => redactor.header(name, value ?? String.fromCharCode(...(binaryValue ?? []))));
}
