import type { NetworkEvent } from "../core/exchange/networkEvent";
import { type ChromiumDetails, fromChromium } from "./chromium";
import { listenersFor, URLS } from "./listeners";
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

/** Each of webRequest's events has types of its own for the same three arguments. */
interface WebRequestEvent {
  addListener(callback: (details: ChromiumDetails) => void, filter: object, info: readonly string[]): void;
  removeListener(callback: (details: ChromiumDetails) => void): void;
}

export interface Listening {
  /** Everything heard so far is handed over, and from now on at once. */
  open(redactor: Redactor): void;
  /** With `none` what was heard and not yet handed over is forgotten, too. */
  reach(reach: Reach): void;
}

/**
 * Registers with webRequest. Must be called synchronously at the worker's top level: a listener added later misses the very event that
 * woke the worker.
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
  const listeners = listenersFor(__TARGET__).map(({ kind, event, types, info }) => ({
    event: chrome.webRequest[event] as unknown as WebRequestEvent,
    callback: (details: ChromiumDetails): void => hear(kind, details),
    types,
    info,
  }));

  const add = (tabId?: number): void => {
    for (const { event, callback, types, info } of listeners) {
      event.addListener(callback, { urls: URLS, types, ...(tabId === undefined ? {} : { tabId }) }, info);
    }
  };

  const removeAll = (): void => {
    for (const { event, callback } of listeners) event.removeListener(callback);
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
      else if (reach === "none") waiting = [];
      else for (const tabId of reach.tabIds) add(tabId);
    },
  };
}
