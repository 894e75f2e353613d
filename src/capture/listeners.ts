import type { ToldKind } from "../core/exchange/networkEvent";

/** One of webRequest's events as we listen to it. */
export interface Listener {
  readonly kind: ToldKind;
  readonly event: "onBeforeRequest" | "onSendHeaders" | "onHeadersReceived" | "onResponseStarted" | "onErrorOccurred";
  readonly types: readonly string[];
  readonly info: readonly ("requestHeaders" | "responseHeaders" | "extraHeaders")[];
}

export const URLS = ["http://*/*", "https://*/*"];
/**
 * Every type but pages, and but those to which CORS does not apply: in Chromium websocket, webtransport and webbundle, in Firefox websocket,
 * and speculative, which is a connection and no request.
 */
const SHARED = ["sub_frame", "stylesheet", "script", "image", "font", "object", "xmlhttprequest", "ping", "csp_report", "media", "other"];
const PARTS_OF_PAGES = {
  chrome: SHARED,
  firefox: [...SHARED, "beacon", "imageset", "json", "web_manifest", "xslt", "xml_dtd"],
} as const;

/**
 * All that we listen to, as data: the benchmark builds an extension from the same list whose listeners are empty, so that it cannot drift.
 *
 * Five, since each costs the page: onSendHeaders shows the headers as they left; onResponseStarted is Chromium's word that a reply
 * passed, and in Firefox the one end that a stream and a refused reply have for sure; onBeforeRedirect and onCompleted tell nothing that the next onBeforeRequest and onResponseStarted do not. Of a page itself only
 * its beginning is heard: CORS does not apply to it, and its cookies are none of our business.
 * `extraHeaders` where headers are read: without it preflights, refused replies, Origin and Cookie are invisible. One such listener is enough
 * to make a request visible to all five. Firefox shows every header as it is, and refuses the word.
 */
export function listenersFor(target: "chrome" | "firefox"): readonly Listener[] {
  const parts = PARTS_OF_PAGES[target];
  const extra = target === "chrome" ? (["extraHeaders"] as const) : [];
  return [
    { kind: "started", event: "onBeforeRequest", types: ["main_frame", ...parts], info: [] },
    { kind: "sent", event: "onSendHeaders", types: parts, info: ["requestHeaders", ...extra] },
    { kind: "answered", event: "onHeadersReceived", types: parts, info: ["responseHeaders", ...extra] },
    { kind: "accepted", event: "onResponseStarted", types: parts, info: [] },
    { kind: "failed", event: "onErrorOccurred", types: parts, info: [] },
  ];
}
