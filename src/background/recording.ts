import { halfSipHash } from "../capture/redact";
import { diagnose } from "../core/diagnosis/diagnose";
import { relevanceOf } from "../core/diagnosis/relevance";
import { Assembly } from "../core/exchange/assemble";
import { type Exchange, leadOf, type Transaction } from "../core/exchange/exchange";
import { hostMatcher } from "../core/exchange/muted";
import type { NetworkEvent } from "../core/exchange/networkEvent";
import { getHeader } from "../core/fetch/headers";
import { isSameOrigin, originOf } from "../core/fetch/origins";
import type { TrialWindow } from "../messaging/live";
import type { Navigation, Subject } from "../messaging/protocol";
import type { Kept, Ledger } from "./journal";

/** Characters of JSON, which storage.session counts as bytes: 6 MB in all, 2 MB a tab. */
const BUDGET = 6_000_000;
const TAB_BUDGET = 2_000_000;
const NAVIGATIONS = 100;
const REPLIES = 300;
const TRIALS = 20;
const COUNTERS = { "same-origin": "sameOrigin", "no-cors": "noCors", navigation: "navigations", muted: "muted" } as const;

export interface Update {
  readonly changed: readonly Kept[];
  readonly removed: readonly string[];
}

/** What was recorded, bounded. Knows nothing of ports or storage: whoever holds it passes on what `settle` returns. */
export class Recording {
  readonly ledger: Ledger;
  readonly #assembly = new Assembly();
  readonly #kept = new Map<string, Kept>();
  readonly #blocked = new Map<string, boolean>();
  readonly #tabSizes = new Map<number, number>();
  readonly #counted = new Set<string>();
  #size = 0;
  #isMuted = hostMatcher([]);

  constructor(ledger: Ledger, kept: readonly Kept[]) {
    this.ledger = ledger;
    for (const one of kept) this.#put(one);
  }

  add(event: NetworkEvent): void {
    this.ledger.recordedFrom ??= event.timeStamp;
    this.#assembly.add(event);
  }

  /** From now on these hosts are only counted; what is kept of them is let go, and its ids returned. */
  mute(patterns: readonly string[]): string[] {
    this.#isMuted = hostMatcher(patterns);
    return this.clear(this.#isMuted);
  }

  restore(events: readonly NetworkEvent[], torn: boolean): void {
    this.#assembly.restore(events, torn);
  }

  navigated(navigation: Navigation): void {
    this.ledger.navigations = [...this.ledger.navigations, navigation].slice(-NAVIGATIONS);
    const { counted } = this.ledger;
    this.ledger.counted = { ...counted, navigations: counted.navigations + 1 };
  }

  openEvents(): ReadonlyMap<string, readonly NetworkEvent[]> {
    return this.#assembly.openEvents();
  }

  /** Turns what was heard since the last call into changes. */
  settle(): Update {
    const { changed, removed } = this.#assembly.takeChanges();
    const updated: Kept[] = [];
    const gone = removed.filter((id) => this.#remove(id));
    for (const found of changed) {
      const relevance = this.#relevanceOf(found);
      if (relevance === "no-cors") this.#rememberReply(found);
      const exchange = this.#withLiveFix(this.#withCachedFrom(found));
      if (relevance === "recorded") {
        const kept = { exchange, sequence: ++this.ledger.sequence, size: JSON.stringify(exchange).length };
        this.#put(kept);
        updated.push(kept);
      } else if (this.#remove(exchange.id))
        gone.push(exchange.id); // began like a CORS request and turned out to be none
      else this.#count(exchange.id, relevance);
    }
    return { changed: updated.filter((kept) => this.#kept.has(kept.exchange.id)), removed: [...gone, ...this.#makeRoom()] };
  }

  #relevanceOf(exchange: Exchange): ReturnType<typeof relevanceOf> | "muted" {
    const relevance = relevanceOf(exchange);
    return relevance === "recorded" && this.#isMuted(exchange) ? "muted" : relevance;
  }

  #put(kept: Kept): void {
    const { exchange, size } = kept;
    this.#remove(exchange.id);
    this.#kept.set(exchange.id, kept);
    this.#blocked.set(exchange.id, diagnose(exchange).verdict === "blocked");
    this.#size += size;
    const { tabId } = leadOf(exchange).context;
    this.#tabSizes.set(tabId, (this.#tabSizes.get(tabId) ?? 0) + size);
  }

  #remove(id: string): boolean {
    const kept = this.#kept.get(id);
    if (kept === undefined) return false;
    this.#kept.delete(id);
    this.#blocked.delete(id);
    this.#size -= kept.size;
    const { tabId } = leadOf(kept.exchange).context;
    this.#tabSizes.set(tabId, (this.#tabSizes.get(tabId) ?? 0) - kept.size);
    return true;
  }

  #count(id: string, relevance: ReturnType<typeof relevanceOf> | "muted"): void {
    if (relevance === "recorded" || relevance === "undecided" || relevance === "ignored" || this.#counted.has(id)) return;
    this.#counted.add(id);
    if (this.#counted.size > 5_000) for (const oldest of this.#counted) return void this.#counted.delete(oldest);
    const { counted } = this.ledger;
    const field = COUNTERS[relevance];
    this.ledger.counted = { ...counted, [field]: counted[field] + 1 };
  }

  #rememberReply({ main }: Exchange): void {
    const hop = main?.hops.at(-1);
    const date = getHeader(hop?.response?.headers ?? [], "Date");
    if (hop?.response == null || date === null) return;
    const rest = Object.entries(this.ledger.noCorsReplies).slice(-(REPLIES - 1));
    this.ledger.noCorsReplies = { ...Object.fromEntries(rest), [this.#hashOf(hop.url)]: { at: hop.response.at, date } };
  }

  /** The same URL with the same Date, seen earlier without CORS: one reply, which the cache gave out again. */
  #withCachedFrom(exchange: Exchange): Exchange {
    const hop = exchange.main?.hops.at(-1);
    if (hop?.response == null) return exchange;
    const earlier = this.ledger.noCorsReplies[this.#hashOf(hop.url)];
    const same = earlier !== undefined && earlier.at < hop.response.at && earlier.date === getHeader(hop.response.headers, "Date");
    return same ? { ...exchange, cachedFrom: { at: earlier.at } } : exchange;
  }

  #withLiveFix(exchange: Exchange): Exchange {
    if (this.ledger.trials.length === 0) return exchange;
    const trial = this.ledger.trials.find((one) => hasReached(one, leadOf(exchange)));
    return trial === undefined ? exchange : { ...exchange, changedBy: trial.fix };
  }

  trialBegan(trial: TrialWindow): void {
    this.ledger.trials = [...this.ledger.trials, trial].slice(-TRIALS);
  }

  /** Every trial of the tab that stands, or of all tabs. */
  trialEnded(tabId: number | "all", ended: NonNullable<TrialWindow["ended"]>): void {
    const stands = (one: TrialWindow) => one.ended === null && (tabId === "all" || one.tabId === tabId);
    this.ledger.trials = this.ledger.trials.map((one) => (stands(one) ? { ...one, ended } : one));
  }

  get(id: string): Exchange | null {
    return this.#kept.get(id)?.exchange ?? null;
  }

  /** With a letter in front: keys that look like numbers would lose their order. */
  #hashOf(url: string): string {
    return `u${halfSipHash(this.ledger.hashKey, url).toString(36)}`;
  }

  /** Lets the oldest go: first of a tab that is over its share, then of all. */
  #makeRoom(): string[] {
    const overfull = [...this.#tabSizes].filter(([, size]) => size > TAB_BUDGET).map(([tabId]) => tabId);
    if (this.#size <= BUDGET && overfull.length === 0) return [];
    const removed: string[] = [];
    for (const { exchange } of [...this.#kept.values()].sort((a, b) => startOf(a.exchange) - startOf(b.exchange))) {
      const { tabId } = leadOf(exchange).context;
      if (this.#size <= BUDGET && (this.#tabSizes.get(tabId) ?? 0) <= TAB_BUDGET) continue;
      this.#remove(exchange.id);
      removed.push(exchange.id);
    }
    this.ledger.dropped += removed.length;
    return removed;
  }

  clear(belongs: (exchange: Exchange) => boolean): string[] {
    const ids = [...this.#kept.values()].filter(({ exchange }) => belongs(exchange)).map(({ exchange }) => exchange.id);
    for (const id of ids) this.#remove(id);
    return ids;
  }

  kept(belongs: (exchange: Exchange) => boolean): Kept[] {
    return [...this.#kept.values()].filter(({ exchange }) => belongs(exchange)).sort((a, b) => startOf(a.exchange) - startOf(b.exchange));
  }

  /** Blocked exchanges of a tab since it last navigated: what its badge says. */
  blockedIn(tabId: number): number {
    const since = this.ledger.navigations.findLast((navigation) => navigation.tabId === tabId)?.at ?? 0;
    let count = 0;
    for (const [id, blocked] of this.#blocked) {
      const kept = this.#kept.get(id);
      if (blocked && kept !== undefined && leadOf(kept.exchange).context.tabId === tabId && startOf(kept.exchange) >= since) count++;
    }
    return count;
  }

  /** Whether an exchange is shown where this subject is: a worker's requests belong to no tab and are shown with the page of their origin. */
  belongsTo(subject: Subject): (exchange: Exchange) => boolean {
    if (subject === "all") return () => true;
    const page = this.ledger.navigations.findLast((navigation) => navigation.tabId === subject)?.url;
    const origin = page === undefined ? "null" : originOf(page);
    return (exchange) => {
      const { tabId, initiator } = leadOf(exchange).context;
      return tabId === subject || (tabId === -1 && initiator !== undefined && isSameOrigin(initiator, origin));
    };
  }
}

/** A rule is bound to the page's host, its subdomains included, and the browser decides about it when a request starts. */
function hasReached({ tabId, page, fix, from, ended }: TrialWindow, { context, hops }: Transaction): boolean {
  const [host, asking] = [URL.parse(page)?.hostname, URL.parse(context.initiator ?? "")?.hostname];
  if (context.tabId !== tabId || host === undefined || asking === undefined) return false;
  if (asking !== host && !asking.endsWith(`.${host}`)) return false;
  const until = ended?.at ?? Number.POSITIVE_INFINITY;
  return hops.some(({ url, startedAt }) => originOf(url) === fix.server && from <= startedAt && startedAt < until);
}

function startOf(exchange: Exchange): number {
  return leadOf(exchange).hops[0]?.startedAt ?? 0;
}
