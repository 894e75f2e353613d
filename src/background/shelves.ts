import { type Exchange, leadOf } from "../core/exchange/exchange";
import type { RequestContext } from "../core/exchange/networkEvent";
import type { Kept } from "./journal";

/** Characters of JSON, which storage.session counts as bytes: 6 MB in all, 2 MB a tab. */
const BUDGET = 6_000_000;
const TAB_BUDGET = 2_000_000;
/** Where storage.session is full sooner than that, the budget shrinks to this share of what is kept, but not below the least. */
const SHRUNK = 0.8;
const LEAST = 500_000;

/**
 * A kept exchange, as text and with what is asked of all of them: there are thousands, and the collector of an engine would go through the
 * hundred little objects of each again and again.
 */
export class Shelved {
  readonly id: string;
  /** Where it came from. */
  readonly context: RequestContext;
  readonly startedAt: number;
  /** Its own, and those of its preflights. */
  readonly requestIds: readonly string[];
  readonly json: string;
  readonly sequence: number;

  constructor({ exchange, json, sequence }: Kept) {
    this.id = exchange.id;
    this.context = leadOf(exchange).context;
    this.startedAt = startOf(exchange);
    this.requestIds = [exchange.id, ...exchange.preflights.map(({ transaction }) => transaction.requestId)];
    this.json = json;
    this.sequence = sequence;
  }

  /** Read anew each time. */
  get exchange(): Exchange {
    return JSON.parse(this.json) as Exchange;
  }
}

/** What is kept of one tab. A Map keeps the order in which exchanges first came, whatever changes later: the first is the oldest. */
interface Shelf {
  readonly exchanges: Map<string, Shelved>;
  /** Ids of those of the shown page that were blocked. */
  readonly blocked: Set<string>;
  size: number;
}

/** The kept exchanges, a shelf a tab. Nothing here walks over all of them for one that comes or goes. */
export class Shelves {
  readonly #tabOf = new Map<string, number>();
  readonly #shelves = new Map<number, Shelf>();
  readonly #isShown: (one: Shelved) => boolean;
  readonly #isBlocked: (exchange: Exchange) => boolean;
  #size = 0;
  #budget = BUDGET;

  /** `isShown`: whether the page that sent it is the one that its tab shows. */
  constructor(isShown: (one: Shelved) => boolean, isBlocked: (exchange: Exchange) => boolean) {
    this.#isShown = isShown;
    this.#isBlocked = isBlocked;
  }

  get(id: string): Shelved | undefined {
    return this.#shelves.get(this.#tabOf.get(id) ?? Number.NaN)?.exchanges.get(id);
  }

  has(id: string): boolean {
    return this.#tabOf.has(id);
  }

  all(): Shelved[] {
    return [...this.#shelves.values()].flatMap(({ exchanges }) => [...exchanges.values()]);
  }

  put(kept: Kept): void {
    const one = new Shelved(kept);
    const { id, json, context } = one;
    if (this.#tabOf.get(id) !== context.tabId) this.remove(id); // its context came late
    const shelf = this.#shelfOf(context.tabId);
    const more = json.length - (shelf.exchanges.get(id)?.json.length ?? 0);
    shelf.exchanges.set(id, one);
    shelf.size += more;
    this.#size += more;
    this.#tabOf.set(id, context.tabId);
    // What the badge no longer counts need not be judged: after a restart that is most of it.
    if (this.#isShown(one) && this.#isBlocked(kept.exchange)) shelf.blocked.add(id);
    else shelf.blocked.delete(id);
  }

  remove(id: string): boolean {
    const tabId = this.#tabOf.get(id);
    const shelf = this.#shelves.get(tabId ?? Number.NaN);
    const kept = shelf?.exchanges.get(id);
    if (tabId === undefined || shelf === undefined || kept === undefined) return false;
    this.#tabOf.delete(id);
    shelf.exchanges.delete(id);
    shelf.blocked.delete(id);
    shelf.size -= kept.json.length;
    this.#size -= kept.json.length;
    if (shelf.exchanges.size === 0) this.#shelves.delete(tabId);
    return true;
  }

  /** The badge begins anew, or with what this page has sent before it was shown, or before it was left. */
  navigated(tabId: number, documentId: string | undefined): void {
    const shelf = this.#shelves.get(tabId);
    if (shelf === undefined) return;
    for (const id of shelf.blocked) {
      const kept = shelf.exchanges.get(id);
      if (kept === undefined || !this.#isShown(kept)) shelf.blocked.delete(id);
    }
    if (documentId === undefined) return;
    for (const one of shelf.exchanges.values())
      if (one.context.documentId === documentId && this.#isBlocked(one.exchange)) shelf.blocked.add(one.id);
  }

  /** Blocked exchanges of the page that a tab shows: what its badge says. */
  blockedIn(tabId: number): number {
    return this.#shelves.get(tabId)?.blocked.size ?? 0;
  }

  /** Lets the oldest go: first of a tab that is over its share, then of all. Returns their ids. */
  makeRoom(): string[] {
    const gone: string[] = [];
    for (const shelf of this.#shelves.values()) {
      for (const oldest of shelf.exchanges.values()) {
        if (shelf.size <= TAB_BUDGET) break;
        gone.push(this.#letGo(oldest));
      }
    }
    while (this.#size > this.#budget) {
      const oldest = [...this.#shelves.values()].map(oldestOf).reduce((a, b) => (b.startedAt < a.startedAt ? b : a));
      gone.push(this.#letGo(oldest));
    }
    return gone;
  }

  /** There is less room than was thought. */
  shrink(): void {
    this.#budget = Math.max(LEAST, Math.min(this.#budget, this.#size) * SHRUNK);
  }

  #letGo({ id }: Shelved): string {
    this.remove(id);
    return id;
  }

  #shelfOf(tabId: number): Shelf {
    const known = this.#shelves.get(tabId);
    if (known !== undefined) return known;
    const shelf: Shelf = { exchanges: new Map(), blocked: new Set(), size: 0 };
    this.#shelves.set(tabId, shelf);
    return shelf;
  }
}

/** A shelf that holds nothing is taken down, so there always is one. */
function oldestOf({ exchanges }: Shelf): Shelved {
  return exchanges.values().next().value as Shelved;
}

export function startOf(exchange: Exchange): number {
  return leadOf(exchange).hops[0]?.startedAt ?? 0;
}
