import { type Signal, signal } from "@preact/signals";
import { type Exchange, isOver, type Transaction } from "../../core/exchange/exchange";
import { type ScrubUrls, urlScrubber } from "../../core/exchange/secretsInUrls";
import type { HopTimes } from "../../parts/hopTimes";
import type { ReadContent } from "../live/keptReply";
import { keyOf, readEntry, type SeenRequest } from "./entry";
import { callSiteOf, type Frame, type Initiator, shortPlace } from "./initiator";
import { type Begun, type Found, pairUp } from "./pairing";
import { type Stopped, stoppedEarly } from "./stopped";

/** What only DevTools can do for the panel: tell what it saw, open a place in its Sources, show requests in its Network panel. */
export interface FeedHost {
  /** Everything since DevTools was opened, or since the page was. */
  recorded(take: (entries: readonly unknown[]) => void): void;
  onRequest(listener: (entry: unknown) => void): void;
  /** `line` and `column` count from 0. `done` hears whether it could be opened. */
  open(url: string, line: number, column: number, done: (opened: boolean) => void): void;
  /** How to ask for an entry's body. Absent where DevTools has none of a refused reply, as in Chromium. */
  readonly contentOf?: (entry: unknown) => ReadContent | null;
  /** Absent where DevTools cannot be told. */
  readonly showInNetwork?: (filter: string) => void;
}

/** One request on the wire, as the recorder has it. */
interface Wire extends Begun {
  readonly id: string;
}

/** A request of an exchange, and where it is found again. */
interface Filed {
  readonly method: string;
  readonly url: string;
  readonly wire: Wire;
  readonly key: string;
}

interface Group {
  readonly wires: Wire[];
  readonly seen: SeenRequest[];
  /** Null when something was added since. */
  pairs: Map<string, Found<SeenRequest>> | null;
}

/** Entries that are kept; the oldest go first. Equal stacks are kept once, so one is some hundred bytes. */
const LIMIT = 10_000;
const STACKS = 2000;
const STOPPED = 100;

function wireId(transaction: Transaction, hop: number): string {
  return `${transaction.requestId}/${hop}`;
}

/**
 * What DevTools saw, held against what the recorder has. Both come bit by bit and in any order; each method and URL is paired anew when
 * somebody asks for one of its requests after something was added.
 */
export class Feed {
  /** Changes when there is something new to look up. */
  readonly version: Signal<number> = signal(0);
  /** What never became an exchange, because it was stopped before the network: the newest few. */
  readonly stopped: Signal<readonly Stopped[]> = signal([]);
  readonly #groups = new Map<string, Group>();
  /** Keys under which an exchange's requests are filed. */
  readonly #filed = new Map<string, readonly Filed[]>();
  readonly #queue: SeenRequest[] = [];
  readonly #stacks = new Map<string, Initiator>();
  /** Entries that came while the full list was asked for, which has them too. Null: not waiting for one. */
  #early: Set<string> | null = null;
  #secretNames: string | null = null;
  #scrub: ScrubUrls = urlScrubber([]);
  #since: number;

  constructor(
    readonly host: FeedHost,
    now: () => number = Date.now,
  ) {
    this.#since = now();
    host.onRequest((entry) => {
      if (this.#secretNames !== null) this.#take(entry);
    });
  }

  /** DevTools has seen nothing that began before this. */
  get since(): number {
    return this.#since;
  }

  /** Nothing is read before it is known what must not be kept. When that changes, DevTools is asked for everything anew. */
  begin(secretNames: readonly string[]): void {
    const text = secretNames.join(" ");
    if (text === this.#secretNames) return;
    this.#secretNames = text;
    this.#scrub = urlScrubber(secretNames);
    this.#stacks.clear();
    this.#letGo(this.#queue.splice(0));
    this.stopped.value = [];
    for (const [id, wires] of [...this.#filed]) this.#file(id, wires);
    const early = new Set<string>();
    this.#early = early;
    this.host.recorded((entries) => {
      if (this.#early !== early) return;
      this.#early = null;
      for (const entry of entries) this.#take(entry, early);
    });
  }

  #take(value: unknown, known: ReadonlySet<string> | null = null): void {
    const read = readEntry(value, this.#scrub);
    if (read === null) return;
    const mark = `${read.key} ${read.startedAt} ${read.times.totalMs}`;
    if (known?.has(mark)) return;
    this.#early?.add(mark);
    const content = this.host.contentOf?.(value) ?? null;
    const seen = { ...read, initiator: this.#once(read.initiator), ...(content === null ? {} : { content }) };
    this.#since = Math.min(this.#since, seen.startedAt);
    insert(this.#group(seen.key).seen, seen);
    this.#queue.push(seen);
    const stopped = stoppedEarly(seen);
    if (stopped !== null) this.stopped.value = [...this.stopped.value, stopped].slice(-STOPPED);
    if (this.#queue.length > LIMIT) this.#letGo(this.#queue.splice(0, LIMIT / 10));
    this.version.value += 1;
  }

  #once(initiator: Initiator): Initiator {
    if (initiator.kind !== "script" && initiator.kind !== "parser") return initiator;
    const text = JSON.stringify(initiator);
    const known = this.#stacks.get(text);
    if (known !== undefined) return known;
    if (this.#stacks.size >= STACKS) this.#stacks.clear();
    this.#stacks.set(text, initiator);
    return initiator;
  }

  #letGo(old: readonly SeenRequest[]): void {
    const gone = new Set(old);
    for (const key of new Set(old.map((seen) => seen.key))) {
      const group = this.#group(key);
      const kept = group.seen.filter((seen) => !gone.has(seen));
      group.seen.splice(0, group.seen.length, ...kept);
      this.#tidy(key, group);
    }
  }

  #group(key: string): Group {
    const group = this.#groups.get(key) ?? { wires: [], seen: [], pairs: null };
    group.pairs = null;
    this.#groups.set(key, group);
    return group;
  }

  #tidy(key: string, group: Group): void {
    if (group.wires.length === 0 && group.seen.length === 0) this.#groups.delete(key);
  }

  /** An exchange is there or has changed. DevTools tells of requests when they are over, so before that there is nothing to compare. */
  put(exchange: Exchange): void {
    if (!isOver(exchange)) return;
    const transactions = [...exchange.preflights.map(({ transaction }) => transaction), ...(exchange.main === null ? [] : [exchange.main])];
    const wires = transactions.flatMap((transaction) =>
      transaction.hops.map(({ method, url, startedAt }, hop) => ({ method, url, wire: { id: wireId(transaction, hop), startedAt } })),
    );
    this.#file(exchange.id, wires);
  }

  #file(id: string, wires: readonly Pick<Filed, "method" | "url" | "wire">[]): void {
    this.drop([id]);
    const filed = wires.map((one) => ({ ...one, key: keyOf(one.method, one.url, this.#scrub) }));
    for (const { key, wire } of filed) insert(this.#group(key).wires, wire);
    this.#filed.set(id, filed);
  }

  drop(ids: Iterable<string>): void {
    for (const id of ids) {
      for (const { key, wire } of this.#filed.get(id) ?? []) {
        const group = this.#group(key);
        const at = group.wires.indexOf(wire);
        if (at >= 0) group.wires.splice(at, 1);
        this.#tidy(key, group);
      }
      this.#filed.delete(id);
    }
  }

  /** The recorder's side only: what DevTools saw may be of use to the next exchanges. */
  clear(): void {
    this.stopped.value = [];
    this.#filed.clear();
    for (const [key, group] of this.#groups) {
      group.wires.length = 0;
      group.pairs = null;
      this.#tidy(key, group);
    }
  }

  find(transaction: Transaction, hop: number): Found<SeenRequest> | null {
    const { method, url } = transaction.hops[hop] ?? { method: "", url: "" };
    const group = this.#groups.get(keyOf(method, url, this.#scrub));
    if (group === undefined) return null;
    if (group.pairs === null) {
      const pairs = pairUp(group.wires, group.seen);
      group.pairs = new Map([...pairs].map(([wire, found]) => [wire.id, found]));
    }
    return group.pairs.get(wireId(transaction, hop)) ?? null;
  }

  /** Null unless it is sure which entry it is. */
  times(transaction: Transaction, hop: number): HopTimes | null {
    const found = this.find(transaction, hop);
    return found === null || found.by === "nobody" ? null : found.seen.times;
  }

  /** How to get the body that came; null where DevTools did not keep it, or it is not sure which entry it is. */
  content(transaction: Transaction, hop: number): ReadContent | null {
    const found = this.find(transaction, hop);
    return found === null || found.by === "nobody" ? null : (found.seen.content ?? null);
  }

  /** Who asked for it, even where it is not sure which entry it is, if all that it may be say the same. */
  initiator({ main }: Exchange): Initiator | null {
    const found = main === null ? null : this.find(main, 0);
    if (found === null) return null;
    if (found.by !== "nobody") return found.seen.initiator;
    const [first, ...others] = found.candidates.map(({ initiator }) => initiator);
    return first !== undefined && others.every((other) => other === first || JSON.stringify(other) === JSON.stringify(first))
      ? first
      : null;
  }

  callSite(exchange: Exchange): Frame | null {
    const initiator = this.initiator(exchange);
    return initiator === null ? null : callSiteOf(initiator);
  }
}

/** `app.js:12`; null where it is not known. */
export function shortCallSite(feed: Feed | null, exchange: Exchange): string | null {
  const frame = feed?.callSite(exchange) ?? null;
  return frame === null ? null : shortPlace(frame);
}

/** Nearly always at the end: both sides come almost in order. */
function insert<T extends Begun>(sorted: T[], one: T): void {
  let at = sorted.length;
  while (at > 0 && (sorted[at - 1] as T).startedAt > one.startedAt) at -= 1;
  sorted.splice(at, 0, one);
}
