import { isAtHome } from "../core/exchange/atHome";
import type { NetworkEvent, ToldKind } from "../core/exchange/networkEvent";
import type { Place } from "../core/exchange/place";
import { type ChromiumDetails, chromium } from "./chromium";
import type { Dialect } from "./dialect";
import { type FirefoxDetails, firefox } from "./firefox";
import { listenersFor, URLS } from "./listeners";
import type { Redactor } from "./redact";

/** Which requests are looked at: every tab's, these tabs', or none. */
export type Reach = "all" | "none" | { readonly tabIds: readonly number[] };

export interface Heard {
  /** Something waits for `catchUp`. `leaves`: it surely is of a request from one origin to another; else that is told once it is read. */
  came(leaves: boolean): void;
  event(event: NetworkEvent): void;
  /** A page began to load in a tab. */
  navigated(tabId: number, url: string, at: number, place: Place): void;
  /** A page is loaded ahead, in a frame of its own; its tab may come to show it without another word of the browser. */
  loadsAhead(tabId: number, frameId: number, url: string, at: number, place: Place): void;
  /** The browser told something that could not be read; nothing else is lost. */
  malformed(): void;
}

type Details = ChromiumDetails & FirefoxDetails;

/**
 * So many events may wait. They come a few milliseconds apart, and an idle thread has to warm up for each: read one by one, they cost twice
 * what they cost together.
 */
const WAITING = 64;
/** Beginnings of pages of which it is known that they were heard: a redirect tells of them again. */
const REMEMBERED = 200;

/** Each of webRequest's events has types of its own for the same arguments. */
interface WebRequestEvent {
  addListener(callback: (details: Details) => void, filter: object, ...info: (readonly string[])[]): void;
  removeListener(callback: (details: Details) => void): void;
}

export interface Listening {
  /** Nothing is handed over before; what is handed over from now on has passed this redactor. */
  open(redactor: Redactor): void;
  /** Hands over what was heard since the last time, in its order. */
  catchUp(): void;
  /** What was heard and not yet handed over is forgotten where it lies outside. */
  reach(reach: Reach): void;
}

/** The browser this is built for. */
const dialect: Dialect<Details> = __TARGET__ === "firefox" ? firefox : chromium;

/**
 * Registers with webRequest, for every tab at first: which ones are wanted lies in storage, which answers later. Until then events wait, and
 * those of other tabs are dropped unread. Must be called synchronously at the worker's top level: a listener added later misses the very event that
 * woke the worker.
 */
export function listen(heard: Heard): Listening {
  let redactor: Redactor | null = null;
  let waiting: { readonly kind: ToldKind; readonly details: Details }[] = [];
  let isCatchingUp = false;
  let current: Reach = "none";
  const navigations = new Set<string>();
  const removals: (() => void)[] = [];

  const handle = (kind: ToldKind, details: Details): void => {
    try {
      if (redactor === null || !isWithin(current, details.tabId)) return;
      if (details.type === "main_frame") {
        if (kind === "started") hearPage(details);
      } else if (!dialect.isOwn(details)) {
        heard.event(dialect.read(kind, details, redactor));
      }
    } catch {
      heard.malformed();
    }
  };

  const catchUp = (): void => {
    // Who is told of an event may ask for those before it: these it has; those behind it come in their turn.
    if (redactor === null || isCatchingUp) return;
    isCatchingUp = true;
    try {
      for (const { kind, details } of waiting.splice(0)) handle(kind, details);
    } finally {
      isCatchingUp = false;
    }
  };

  const hear = (kind: ToldKind, details: Details): void => {
    waiting.push({ kind, details });
    if (redactor === null) return;
    heard.came(leaves(details));
    // What a tab shows is told at once.
    if (details.type === "main_frame" || waiting.length >= WAITING) catchUp();
  };

  const hearPage = (details: Details): void => {
    const { requestId, tabId, frameId, timeStamp } = details;
    const url = redactor?.url(details.url) ?? "";
    if (!dialect.opensPage(details)) return heard.loadsAhead(tabId, frameId, url, timeStamp, dialect.place(details));
    if (navigations.has(requestId)) return; // a redirect of a page is not another page
    navigations.add(requestId);
    if (navigations.size > REMEMBERED) navigations.delete(navigations.values().next().value as string);
    heard.navigated(tabId, url, timeStamp, dialect.place(details));
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

  add();
  current = "all";
  return {
    open(given) {
      redactor = given;
      catchUp();
    },
    catchUp,
    reach(reach) {
      if (JSON.stringify(reach) === JSON.stringify(current)) return;
      catchUp();
      current = reach;
      // The new ones first: what comes in between comes twice, and is kept once.
      const before = removals.splice(0);
      if (reach === "all") add();
      else if (reach !== "none") for (const tabId of reach.tabIds) add(tabId);
      for (const remove of before) remove();
      waiting = waiting.filter(({ details }) => isWithin(reach, details.tabId));
    },
  };
}

/** A preflight within one origin is of a request that came back from another. Of what cannot be read, reading it tells (`malformed`). */
function leaves(details: Details): boolean {
  try {
    return !dialect.isOwn(details) && (details.method === "OPTIONS" || !isAtHome(details.url, dialect.initiator(details)));
  } catch {
    return false;
  }
}

function isWithin(reach: Reach, tabId: number): boolean {
  return reach === "all" || (reach !== "none" && reach.tabIds.includes(tabId));
}
