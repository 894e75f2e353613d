import type { NetworkEvent } from "../core/exchange/networkEvent";

/** One of webRequest's events as we listen to it. */
export interface Listener {
  readonly kind: NetworkEvent["kind"];
  readonly event: "onBeforeRequest" | "onSendHeaders" | "onHeadersReceived" | "onResponseStarted" | "onErrorOccurred";
  readonly types: readonly string[];
  readonly info: readonly ("requestHeaders" | "responseHeaders" | "extraHeaders")[];
}

export const URLS = ["http://*/*", "https://*/*"];
/** Every type but pages, and but websocket, webtransport and webbundle, to which CORS does not apply. */
const PARTS_OF_PAGES = [
  "sub_frame",
  "stylesheet",
  "script",
  "image",
  "font",
  "object",
  "xmlhttprequest",
  "ping",
  "csp_report",
  "media",
  "other",
];

/**
 * All that we listen to, as data: the benchmark builds an extension from the same list whose listeners are empty, so that it cannot drift.
 *
 * Five, since each costs the page: onSendHeaders shows the headers as they left; onResponseStarted is the browser's word that a reply
 * passed; onBeforeRedirect and onCompleted tell nothing that the next onBeforeRequest and onResponseStarted do not. Of a page itself only
 * its beginning is heard: CORS does not apply to it, and its cookies are none of our business.
 * `extraHeaders` where headers are read: without it preflights, refused replies, Origin and Cookie are invisible. One such listener is enough
 * to make a request visible to all five. Firefox shows every header as it is, and refuses the word.
 */
export function listenersFor(target: "chrome" | "firefox"): readonly Listener[] {
  const extra = target === "chrome" ? (["extraHeaders"] as const) : [];
  return [
    { kind: "started", event: "onBeforeRequest", types: ["main_frame", ...PARTS_OF_PAGES], info: [] },
    { kind: "sent", event: "onSendHeaders", types: PARTS_OF_PAGES, info: ["requestHeaders", ...extra] },
    { kind: "answered", event: "onHeadersReceived", types: PARTS_OF_PAGES, info: ["responseHeaders", ...extra] },
    { kind: "accepted", event: "onResponseStarted", types: PARTS_OF_PAGES, info: [] },
    { kind: "failed", event: "onErrorOccurred", types: PARTS_OF_PAGES, info: [] },
  ];
}
