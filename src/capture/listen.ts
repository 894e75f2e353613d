import type { NetworkEvent } from "../core/exchange/networkEvent";
import { type ChromiumDetails, fromChromium } from "./chromium";
import type { Redactor } from "./redact";

/** Which requests are looked at: every tab's, these tabs', or none. */
export type Reach = "all" | "none" | { readonly tabIds: readonly number[] };

export interface Heard {
  event(event: NetworkEvent): void;
  /** A page began to load in a tab. */
  navigated(tabId: number, url: string, at: number): void;
  /** The browser told something that could not be read; nothing else is lost. */
  malformed(): void;
}

export interface Listening {
  /** Everything heard so far is handed over, and from now on at once. */
  open(redactor: Redactor): void;
  reach(reach: Reach): void;
}

/** Firefox shows every header as it is, and refuses the word. */
const EXTRA: "extraHeaders"[] = __TARGET__ === "chrome" ? ["extraHeaders"] : [];
const URLS = ["http://*/*", "https://*/*"];
/** Every type but websocket, webtransport and webbundle, to which CORS does not apply. */
const TYPES = [
  "main_frame",
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
 * Registers with webRequest. Must be called synchronously at the worker's top level: a listener added later misses the very event that
 * woke the worker.
 *
 * Five listeners, since each costs the page: onSendHeaders shows the headers as they left; onResponseStarted is the browser's word that a
 * reply passed; onBeforeRedirect and onCompleted tell nothing that the next onBeforeRequest and onResponseStarted do not.
 * `extraHeaders` where headers are read: without it preflights, refused replies, Origin and Cookie are invisible. One such listener is enough
 * to make a request visible to all five.
 */
export function listen(heard: Heard): Listening {
  let redactor: Redactor | null = null;
  let waiting: (() => void)[] = [];
  let current: Reach = "none";
  const navigations = new Set<string>();

  const hear = (kind: NetworkEvent["kind"], details: ChromiumDetails): void => {
    const handle = (): void => {
      try {
        if (details.type === "main_frame") {
          if (kind === "started" && details.documentLifecycle !== "prerender") hearNavigation(details);
        } else if (redactor !== null && details.initiator?.startsWith("chrome-extension://") !== true) {
          heard.event(fromChromium(kind, details, redactor));
        }
      } catch {
        heard.malformed();
      }
    };
    if (redactor === null) waiting.push(handle);
    else handle();
  };

  const hearNavigation = ({ requestId, tabId, url, timeStamp }: ChromiumDetails): void => {
    if (navigations.has(requestId)) return; // a redirect of a page is not another page
    navigations.add(requestId);
    if (navigations.size > 200) for (const oldest of navigations) return void navigations.delete(oldest);
    heard.navigated(tabId, redactor?.url(url) ?? "", timeStamp);
  };

  // One function a kind for the whole life, so that the same ones can be taken away again.
  const listeners = {
    started: (details: chrome.webRequest.OnBeforeRequestDetails) => void hear("started", details as ChromiumDetails),
    sent: (details: chrome.webRequest.OnSendHeadersDetails) => hear("sent", details as ChromiumDetails),
    answered: (details: chrome.webRequest.OnHeadersReceivedDetails) => void hear("answered", details as ChromiumDetails),
    accepted: (details: chrome.webRequest.OnResponseStartedDetails) => hear("accepted", details as ChromiumDetails),
    failed: (details: chrome.webRequest.OnErrorOccurredDetails) => hear("failed", details as ChromiumDetails),
  };

  const add = (tabId?: number): void => {
    const filter = { urls: URLS, types: TYPES, ...(tabId === undefined ? {} : { tabId }) } as chrome.webRequest.RequestFilter;
    const { webRequest } = chrome;
    webRequest.onBeforeRequest.addListener(listeners.started, filter);
    webRequest.onSendHeaders.addListener(listeners.sent, filter, ["requestHeaders", ...EXTRA]);
    webRequest.onHeadersReceived.addListener(listeners.answered, filter, ["responseHeaders", ...EXTRA]);
    webRequest.onResponseStarted.addListener(listeners.accepted, filter);
    webRequest.onErrorOccurred.addListener(listeners.failed, filter);
  };

  const removeAll = (): void => {
    const { webRequest } = chrome;
    webRequest.onBeforeRequest.removeListener(listeners.started);
    webRequest.onSendHeaders.removeListener(listeners.sent);
    webRequest.onHeadersReceived.removeListener(listeners.answered);
    webRequest.onResponseStarted.removeListener(listeners.accepted);
    webRequest.onErrorOccurred.removeListener(listeners.failed);
  };

  add();
  current = "all";
  return {
    open(given) {
      redactor = given;
      const handles = waiting;
      waiting = [];
      for (const handle of handles) handle();
    },
    reach(reach) {
      if (JSON.stringify(reach) === JSON.stringify(current)) return;
      current = reach;
      removeAll();
      if (reach === "all") add();
      else if (reach !== "none") for (const tabId of reach.tabIds) add(tabId);
    },
  };
}
