import { type Exchange, leadOf } from "../core/exchange/exchange";
import type { Kept } from "./journal";

/** Characters of JSON, which storage.session counts as bytes: 6 MB in all, 2 MB a tab. */
const BUDGET = 6_000_000;
const TAB_BUDGET = 2_000_000;
/** Where storage.session is full sooner than that, the budget shrinks to this share of what is kept, but not below the least. */
const SHRUNK = 0.8;
const LEAST = 500_000;

/** What is kept of one tab. A Map keeps the order in which exchanges first came, whatever changes later: the first is the oldest. */
interface Shelf {
  readonly exchanges: Map<string, Kept>;
  /** Ids of those of the shown page that were blocked. */
  readonly blocked: Set<string>;
  size: number;
}

/** The kept exchanges, a shelf a tab. Nothing here walks over all of them for one that comes or goes. */
export class Shelves {
  readonly #tabOf = new Map<string, number>();
  readonly #shelves = new Map<number, Shelf>();
  readonly #isShown: (exchange: Exchange) => boolean;
  readonly #isBlocked: (exchange: Exchange) => boolean;
  #size = 0;
  #budget = BUDGET;

  /** `isShown`: whether the page that sent it is the one that its tab shows. */
  constructor(isShown: (exchange: Exchange) => boolean, isBlocked: (exchange: Exchange) => boolean) {
    this.#isShown = isShown;
    this.#isBlocked = isBlocked;
  }

  get(id: string): Kept | undefined {
    return this.#shelves.get(this.#tabOf.get(id) ?? Number.NaN)?.exchanges.get(id);
  }

  has(id: string): boolean {
    return this.#tabOf.has(id);
  }

  all(): Kept[] {
    return [...this.#shelves.values()].flatMap(({ exchanges }) => [...exchanges.values()]);
  }

  put(kept: Kept): void {
    const { exchange, size } = kept;
    const { tabId } = leadOf(exchange).context;
    if (this.#tabOf.get(exchange.id) !== tabId) this.remove(exchange.id); // its context came late
    const shelf = this.#shelfOf(tabId);
    const before = shelf.exchanges.get(exchange.id)?.size ?? 0;
    shelf.exchanges.set(exchange.id, kept);
    shelf.size += size - before;
    this.#size += size - before;
    this.#tabOf.set(exchange.id, tabId);
    // What the badge no longer counts need not be judged: after a restart that is most of it.
    if (this.#isShown(exchange) && this.#isBlocked(exchange)) shelf.blocked.add(exchange.id);
    else shelf.blocked.delete(exchange.id);
  }

  remove(id: string): boolean {
    const tabId = this.#tabOf.get(id);
    const shelf = this.#shelves.get(tabId ?? Number.NaN);
    const kept = shelf?.exchanges.get(id);
    if (tabId === undefined || shelf === undefined || kept === undefined) return false;
    this.#tabOf.delete(id);
    shelf.exchanges.delete(id);
    shelf.blocked.delete(id);
    shelf.size -= kept.size;
    this.#size -= kept.size;
    if (shelf.exchanges.size === 0) this.#shelves.delete(tabId);
    return true;
  }

  /** The badge begins anew, or with what this page has sent before it was shown, or before it was left. */
  navigated(tabId: number, documentId: string | undefined): void {
    const shelf = this.#shelves.get(tabId);
    if (shelf === undefined) return;
    for (const id of shelf.blocked) {
      const kept = shelf.exchanges.get(id);
      if (kept === undefined || !this.#isShown(kept.exchange)) shelf.blocked.delete(id);
    }
    if (documentId === undefined) return;
    for (const { exchange } of shelf.exchanges.values())
      if (leadOf(exchange).context.documentId === documentId && this.#isBlocked(exchange)) shelf.blocked.add(exchange.id);
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
      const oldest = [...this.#shelves.values()].map(oldestOf).reduce((a, b) => (startOf(b.exchange) < startOf(a.exchange) ? b : a));
      gone.push(this.#letGo(oldest));
    }
    return gone;
  }

  /** There is less room than was thought. */
  shrink(): void {
    this.#budget = Math.max(LEAST, Math.min(this.#budget, this.#size) * SHRUNK);
  }

  #letGo({ exchange: { id } }: Kept): string {
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
function oldestOf({ exchanges }: Shelf): Kept {
  return exchanges.values().next().value as Kept;
}

export function startOf(exchange: Exchange): number {
  return leadOf(exchange).hops[0]?.startedAt ?? 0;
}
