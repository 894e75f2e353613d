import type { Header, NetworkEvent, RequestContext, ToldKind } from "../core/exchange/networkEvent";
import type { Dialect } from "./dialect";
import { type Draft, eventFrom } from "./eventFrom";
import type { Redactor } from "./redact";

/** What we read of Chromium's webRequest details; which fields are there depends on the event. */
export interface ChromiumDetails {
  readonly requestId: string;
  readonly url: string;
  readonly method: string;
  readonly type: string;
  readonly tabId: number;
  readonly frameId: number;
  readonly documentId?: string | undefined;
  readonly documentLifecycle?: string | undefined;
  readonly initiator?: string | undefined;
  readonly timeStamp: number;
  readonly requestHeaders?: readonly ChromiumHeader[] | undefined;
  readonly responseHeaders?: readonly ChromiumHeader[] | undefined;
  readonly statusCode?: number | undefined;
  readonly statusLine?: string | undefined;
  readonly fromCache?: boolean | undefined;
  readonly ip?: string | undefined;
  readonly error?: string | undefined;
}

interface ChromiumHeader {
  readonly name: string;
  readonly value?: string | undefined;
  /** Bytes of a value that is not UTF-8. */
  readonly binaryValue?: ArrayBuffer | readonly number[] | undefined;
}

export const chromium: Dialect<ChromiumDetails> = {
  isOwn: ({ initiator }) => initiator?.startsWith("chrome-extension://") === true,
  initiator: ({ initiator }) => initiator,
  opensPage: ({ type, documentLifecycle }) => type === "main_frame" && documentLifecycle !== "prerender",
  place: () => ({}),
  read: fromChromium,
};

/** One browser detail as a NetworkEvent. Everything a server or a page wrote passes the redactor on its way. */
export function fromChromium(kind: ToldKind, details: ChromiumDetails, redactor: Redactor): NetworkEvent {
  return eventFrom(kind, details, contextOf(details), redactor, (of) =>
    of === "request" ? headersOf(details.requestHeaders, redactor, asBytes) : headersOf(details.responseHeaders, redactor, asText),
  );
}

function contextOf({ tabId, frameId, documentId, initiator, type }: ChromiumDetails): RequestContext {
  const context: Draft<RequestContext> = { tabId, frameId, type };
  if (documentId !== undefined) context.documentId = documentId;
  if (initiator !== undefined) context.initiator = initiator;
  return context;
}

function headersOf(
  headers: readonly ChromiumHeader[] | undefined,
  redactor: Redactor,
  spell: (value: string | Uint8Array) => string,
): Header[] {
  return (headers ?? []).map(({ name, value, binaryValue }) => redactor.header(name, spell(value ?? new Uint8Array(binaryValue ?? []))));
}

/** A page sets request headers byte by byte, and the rules for them count bytes; Chromium shows those that happen to be UTF-8 decoded. */
function asBytes(value: string | Uint8Array): string {
  if (typeof value === "string" && /^[ -~\t]*$/.test(value)) return value;
  return isomorphicDecode(typeof value === "string" ? new TextEncoder().encode(value) : value);
}

/** Replies are judged and read as text; what is not UTF-8 becomes U+FFFD, as it does for Chromium's own parsers. */
function asText(value: string | Uint8Array): string {
  return typeof value === "string" ? value : new TextDecoder("utf-8", { ignoreBOM: true }).decode(value);
}

/** https://infra.spec.whatwg.org/#isomorphic-decode: one character a byte. */
function isomorphicDecode(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
