import { Claims } from "./claims";
import type { ClaimedPreflight, Exchange, Hop, Transaction } from "./exchange";
import type { NetworkEvent } from "./networkEvent";
import { pairingKey, requestedMethod } from "./pairing";
import { foldTransaction, insertEvent } from "./transaction";

/** How long a finished request may still be claimed or corrected by events that come late, in milliseconds of the browser's clock. */
const LINGER = 10_000;
/** How often the finished ones are looked through for those to forget, by the same clock. */
const SWEEP = 1_000;
/** How many forgotten requestIds are remembered at least, so that the end of an old stream does not look like a new request. */
const REMEMBERED = 5_000;

export interface Changes {
  readonly changed: readonly Exchange[];
  /** Ids of exchanges that are no longer one: a preflight that its main request claimed after all. */
  readonly removed: readonly string[];
}

/**
 * Makes exchanges of events. Events may come in any order. They are only put in their place when they come: reading them as hops, and pairing,
 * is done when changes are taken, for what changed, so that it costs once a burst and not once an event.
 */
export class Assembly {
  readonly #events = new Map<string, NetworkEvent[]>();
  /** The events as they were when changes were last taken. */
  readonly #transactions = new Map<string, Transaction>();
  /** Those of them that have no end yet, and those that have one, in the order in which it was learnt. */
  readonly #open = new Set<string>();
  readonly #ended = new Set<string>();
  readonly #claims = new Claims();
  /** Requests with events that their transaction does not show yet. */
  readonly #unread = new Set<string>();
  readonly #touched = new Set<string>();
  readonly #published = new Set<string>();
  /** In two lots, the older of which goes as a whole: to take the first of a large Set again and again is to walk over those that were taken. */
  #forgotten = new Set<string>();
  #forgottenBefore: ReadonlySet<string> = new Set();
  readonly #source: Exchange["source"];
  #clock = 0;
  #doubtUntil = Number.NEGATIVE_INFINITY;
  #sweepAt = 0;

  constructor(source: Exchange["source"] = "live") {
    this.#source = source;
  }

  /** A recording that is over: nothing is waited for and nothing forgotten. */
  static finished(byRequest: ReadonlyMap<string, NetworkEvent[]>, source: Exchange["source"]): Changes {
    const assembly = new Assembly(source);
    const shared = new Set<string>();
    for (const [requestId, events] of byRequest) {
      const transaction = assembly.#fold(requestId, events);
      for (const hop of transaction.hops) if (hop.method === "OPTIONS") shared.add(pairingKey(transaction, hop));
    }
    // Only where an OPTIONS stands is there anything to pair.
    if (shared.size > 0)
      for (const transaction of assembly.#transactions.values()) assembly.#claims.changed(transaction, undefined, (key) => shared.has(key));
    return assembly.#settle();
  }

  /** Whether anything was heard of this request, be it long ago. */
  knows(requestId: string): boolean {
    return this.#events.has(requestId) || this.#isForgotten(requestId);
  }

  #isForgotten(requestId: string): boolean {
    return this.#forgotten.has(requestId) || this.#forgottenBefore.has(requestId);
  }

  add(event: NetworkEvent): void {
    const { requestId, timeStamp } = event;
    const events = this.#events.get(requestId);
    if (events !== undefined) insertEvent(events, event);
    else if (this.#isForgotten(requestId)) return;
    else this.#events.set(requestId, [event]);
    this.#unread.add(requestId);
    this.#clock = Math.max(this.#clock, timeStamp);
  }

  /** Takes back what was journalled before the worker stopped. */
  restore(events: readonly NetworkEvent[]): void {
    const first = events[0];
    if (first === undefined) return;
    const all: NetworkEvent[] = [...events];
    for (const event of this.#events.get(first.requestId) ?? []) insertEvent(all, event);
    for (const event of all) this.#clock = Math.max(this.#clock, event.timeStamp);
    this.#events.set(first.requestId, all);
    this.#unread.add(first.requestId);
  }

  /**
   * Events were lost until about then. What began before may lack its preflight, or have been given another's: nothing of it looks torn, since
   * who sent a preflight is told by its order among equals only. Its end may have been lost as well.
   */
  doubt(until: number): void {
    this.#doubtUntil = until;
  }

  /**
   * Gives what may have lost its end an end that says so, from the moment on when nothing more is expected; what the browser says later goes
   * before it. Returns whether there is more to wait for.
   */
  giveUp(hopelessAt: (transaction: Transaction, lastHeard: number) => number | null): boolean {
    this.#read();
    let waits = false;
    for (const requestId of this.#open) {
      const [events, transaction] = [this.#events.get(requestId), this.#transactions.get(requestId)];
      const [first, last] = [events?.[0], events?.at(-1)];
      if (first === undefined || last === undefined || transaction === undefined || first.timeStamp >= this.#doubtUntil) continue;
      const at = hopelessAt(transaction, last.timeStamp);
      if (at === null) waits = true;
      else this.add({ kind: "unseen", requestId, url: last.url, timeStamp: at });
    }
    return waits;
  }

  #read(): void {
    for (const requestId of this.#unread) {
      const before = this.#transactions.get(requestId);
      this.#claims.changed(this.#fold(requestId, this.#events.get(requestId) ?? []), before);
    }
    this.#unread.clear();
  }

  #fold(requestId: string, events: readonly NetworkEvent[]): Transaction {
    const transaction = foldTransaction(requestId, events);
    this.#transactions.set(requestId, transaction);
    this.#open.delete(requestId);
    this.#ended.delete(requestId); // so that it comes last
    (transaction.end === null ? this.#open : this.#ended).add(requestId);
    this.#touched.add(requestId);
    return transaction;
  }

  /** The exchanges that changed since the last call. */
  takeChanges(): Changes {
    this.#read();
    const changes = this.#settle();
    if (this.#clock >= this.#sweepAt) this.#forgetOld();
    return changes;
  }

  #settle(): Changes {
    this.#claims.settle(
      (requestId) => this.#transactions.get(requestId),
      (requestId) => this.#touched.add(requestId),
    );
    const changed: Exchange[] = [];
    const removed: string[] = [];
    for (const requestId of this.#touched) {
      const exchange = this.#exchange(requestId);
      if (exchange !== null) {
        changed.push(exchange);
        this.#published.add(requestId);
      } else if (this.#published.delete(requestId)) removed.push(requestId);
    }
    this.#touched.clear();
    return { changed, removed };
  }

  /** Events of requests that are still under way, or whose exchange is: what a journal has to keep. */
  openEvents(): ReadonlyMap<string, readonly NetworkEvent[]> {
    this.#read();
    const open = new Map<string, readonly NetworkEvent[]>();
    for (const requestId of this.#open) {
      const main = this.#claims.of(requestId)?.main ?? requestId;
      for (const member of [requestId, main, ...this.#claims.on(main).map(({ preflight }) => preflight)]) {
        const events = this.#events.get(member);
        if (events !== undefined) open.set(member, events);
      }
    }
    return open;
  }

  /** Null for a preflight that belongs to another exchange; that one is touched in its stead. */
  #exchange(requestId: string): Exchange | null {
    const transaction = this.#transactions.get(requestId);
    if (transaction === undefined) return null;
    const claim = this.#claims.of(requestId);
    if (claim !== undefined) {
      this.#touched.add(claim.main); // a Set that is walked meets what is added to it
      return null;
    }
    if (requestedMethod(transaction) !== null) return this.#finish(transaction, null, [{ hop: 0, transaction }]);
    const preflights: ClaimedPreflight[] = [];
    for (const { preflight, hop } of this.#claims.on(requestId)) {
      const claimed = this.#transactions.get(preflight);
      if (claimed !== undefined) preflights.push({ hop, transaction: claimed });
    }
    preflights.sort((a, b) => a.hop - b.hop);
    return this.#finish(transaction, transaction, preflights);
  }

  #finish(lead: Transaction, main: Transaction | null, preflights: readonly ClaimedPreflight[]): Exchange {
    const all = [lead, ...preflights.map((claimed) => claimed.transaction)];
    const lacks = (hop: Hop) => !hop.startSeen || (hop.response !== null && hop.sent === null) || hop.startedAt < this.#doubtUntil;
    const incomplete = all.some(({ hops, end }) => end?.kind === "unseen" || hops.some(lacks));
    return { id: lead.requestId, main, preflights, incomplete, source: this.#source };
  }

  #forgetOld(): void {
    this.#sweepAt = this.#clock + SWEEP;
    for (const requestId of this.#ended) {
      const end = this.#transactions.get(requestId)?.end;
      // What was given up is kept, that its end may still find it: there is only what a kill left open.
      if (end == null || end.kind === "unseen") continue;
      if (end.at > this.#clock - LINGER) return; // and so did those behind it
      const claim = this.#claims.of(requestId);
      const open = (claim === undefined ? this.#claims.on(requestId).map((one) => one.preflight) : [claim.main]).some(
        (other) => this.#transactions.get(other)?.end === null,
      );
      if (!open) this.forget(requestId);
    }
  }

  /** Lets a request go; its exchange, as last reported, stays with whoever took it. */
  forget(requestId: string): void {
    if (!this.#events.delete(requestId)) return;
    const transaction = this.#transactions.get(requestId);
    if (transaction !== undefined) this.#claims.forget(transaction);
    this.#transactions.delete(requestId);
    this.#open.delete(requestId);
    this.#ended.delete(requestId);
    this.#unread.delete(requestId);
    this.#published.delete(requestId);
    this.#forgotten.add(requestId);
    if (this.#forgotten.size < REMEMBERED) return;
    this.#forgottenBefore = this.#forgotten;
    this.#forgotten = new Set();
  }
}

/** All exchanges of a finished list of events, in order of their first. A request's events are folded once, not at each of them. */
export function assemble(events: Iterable<NetworkEvent>, source: Exchange["source"] = "live"): Exchange[] {
  const byRequest = new Map<string, NetworkEvent[]>();
  for (const event of events) {
    const before = byRequest.get(event.requestId);
    if (before === undefined) byRequest.set(event.requestId, [event]);
    else insertEvent(before, event);
  }
  const { changed } = Assembly.finished(byRequest, source);
  const start = (exchange: Exchange) => (exchange.main ?? exchange.preflights[0]?.transaction)?.hops[0]?.startedAt ?? 0;
  return [...changed].sort((a, b) => start(a) - start(b) || Number(a.id) - Number(b.id) || 0);
}
