import type { NetworkEvent } from "../core/exchange/networkEvent";
import type { Place } from "../core/exchange/place";
import { type ChromiumDetails, chromium } from "./chromium";
import type { Dialect } from "./dialect";
import { type FirefoxDetails, firefox } from "./firefox";
import { listenersFor, URLS } from "./listeners";
import type { Redactor } from "./redact";

/** Which requests are looked at: every tab's, these tabs', or none. */
export type Reach = "all" | "none" | { readonly tabIds: readonly number[] };

export interface Heard {
  event(event: NetworkEvent): void;
  /** A page began to load in a tab. */
  navigated(tabId: number, url: string, at: number, place: Place): void;
  /** The browser told something that could not be read; nothing else is lost. */
  malformed(): void;
}

type Details = ChromiumDetails & FirefoxDetails;

/** Each of webRequest's events has types of its own for the same arguments. */
interface WebRequestEvent {
  addListener(callback: (details: Details) => void, filter: object, ...info: (readonly string[])[]): void;
  removeListener(callback: (details: Details) => void): void;
}

export interface Listening {
  /** Everything heard so far is handed over, and from now on at once. */
  open(redactor: Redactor): void;
  /** With `none` what was heard and not yet handed over is forgotten, too. */
  reach(reach: Reach): void;
}

/** The browser this is built for. */
const dialect: Dialect<Details> = __TARGET__ === "firefox" ? firefox : chromium;

/**
 * Registers with webRequest. Must be called synchronously at the worker's top level: a listener added later misses the very event that
 * woke the worker.
 */
export function listen(heard: Heard): Listening {
  let redactor: Redactor | null = null;
  let waiting: (() => void)[] = [];
  let current: Reach = "none";
  const navigations = new Set<string>();
  const removals: (() => void)[] = [];

  const hear = (kind: NetworkEvent["kind"], details: Details): void => {
    const handle = (): void => {
      try {
        if (details.type === "main_frame") {
          if (kind === "started" && dialect.opensPage(details)) hearNavigation(details);
        } else if (redactor !== null && !dialect.isOwn(details)) {
          heard.event(dialect.read(kind, details, redactor));
        }
      } catch {
        heard.malformed();
      }
    };
    if (redactor === null) waiting.push(handle);
    else handle();
  };

  const hearNavigation = (details: Details): void => {
    const { requestId, tabId, url, timeStamp } = details;
    if (navigations.has(requestId)) return; // a redirect of a page is not another page
    navigations.add(requestId);
    if (navigations.size > 200) for (const oldest of navigations) return void navigations.delete(oldest);
    heard.navigated(tabId, redactor?.url(url) ?? "", timeStamp, dialect.place(details));
  };

  const add = (tabId?: number): void => {
    for (const { kind, event, types, info } of listenersFor(__TARGET__)) {
      const target = chrome.webRequest[event] as unknown as WebRequestEvent;
      // A function of its own each time: Firefox takes one that it knows for the same listener, whatever its filter.
      const callback = (details: Details): void => hear(kind, details);
      // Firefox throws for a third argument of onErrorOccurred, be it an empty list.
      target.addListener(callback, { urls: URLS, types, ...(tabId === undefined ? {} : { tabId }) }, ...(info.length === 0 ? [] : [info]));
      removals.push(() => target.removeListener(callback));
    }
  };

  const removeAll = (): void => {
    for (const remove of removals.splice(0)) remove();
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
