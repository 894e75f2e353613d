import type { NetworkEvent, RequestContext } from "../core/exchange/networkEvent";
import type { Navigation } from "../messaging/protocol";

const NAVIGATIONS = 100;
const AHEAD = 50;

/** A page that is loaded before anybody sees it, in a frame of its own. */
export type Ahead = Navigation & { readonly frameId: number };

/** The part of the ledger that is about pages. */
interface Turns {
  navigations: Navigation[];
  ahead: readonly Ahead[];
}

/**
 * Which page a tab shows. One that is loaded is heard of by the request for it. One that was loaded ahead, or comes back as it was left, is
 * shown without any: it is known by its document, from the first request on that it sends as the tab's page.
 */
export class Pages {
  readonly #ledger: Turns;

  constructor(ledger: Turns) {
    this.#ledger = ledger;
  }

  turned(navigation: Navigation): void {
    this.#ledger.navigations = [...this.#ledger.navigations, navigation].slice(-NAVIGATIONS);
  }

  /** Told again when it is redirected. */
  loadsAhead(page: Ahead): void {
    const others = this.#ledger.ahead.filter((other) => other.tabId !== page.tabId || other.frameId !== page.frameId);
    this.#ledger.ahead = [...others, page].slice(-AHEAD);
  }

  /** The page that is shown since this event, where no request for it was heard. */
  shownSince(event: NetworkEvent): Navigation | null {
    if (event.kind !== "started" || event.context.documentId === undefined) return null;
    // Only Chromium tells by the frame what a page still sends as it is put away.
    if (event.context.toldBy !== undefined) return null;
    const { tabId, frameId, documentId } = event.context;
    if (frameId !== 0) {
      this.#nameAhead(tabId, frameId, documentId);
      return null;
    }
    const shown = this.#of(tabId);
    if (shown === undefined || shown.documentId === documentId) return null;
    const page = this.#takeAhead(tabId, documentId) ?? this.#backFrom(shown, documentId);
    return page && { ...page, at: event.timeStamp, documentId };
  }

  /** The page that was loaded ahead under this document; shown now, it is ahead no longer. */
  #takeAhead(tabId: number, documentId: string): Navigation | null {
    const found = this.#ledger.ahead.find((page) => page.tabId === tabId && page.documentId === documentId);
    if (found === undefined) return null;
    this.#ledger.ahead = this.#ledger.ahead.filter((page) => page !== found);
    const { frameId: _, ...page } = found;
    return page;
  }

  /** The page before `shown` whose document this is. A document that no page has is the shown one's own, heard for the first time. */
  #backFrom(shown: Navigation, documentId: string): Navigation | null {
    const before = this.#ledger.navigations.findLast((page) => page.tabId === shown.tabId && page.documentId === documentId);
    if (before === undefined)
      this.#ledger.navigations = this.#ledger.navigations.map((page) => (page === shown ? { ...page, documentId } : page));
    // While the next page is on its way, the one before goes on.
    return before === undefined || shown.documentId === undefined ? null : before;
  }

  #nameAhead(tabId: number, frameId: number, documentId: string): void {
    const ahead = this.#ledger.ahead.find((page) => page.tabId === tabId && page.frameId === frameId);
    if (ahead === undefined || ahead.documentId === documentId) return;
    this.#ledger.ahead = this.#ledger.ahead.map((page) => (page === ahead ? { ...page, documentId } : page));
  }

  #of(tabId: number): Navigation | undefined {
    return this.#ledger.navigations.findLast((navigation) => navigation.tabId === tabId);
  }

  /** When the page that sent this was left; 0 where its tab still shows it, or nothing is known. */
  leftAt({ tabId, documentId }: RequestContext): number {
    const shown = this.#of(tabId);
    return shown === undefined || (documentId !== undefined && shown.documentId === documentId) ? 0 : shown.at;
  }

  isAhead({ documentId }: RequestContext): boolean {
    return documentId !== undefined && this.#ledger.ahead.some((page) => page.documentId === documentId);
  }
}
