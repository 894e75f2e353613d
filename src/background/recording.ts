import { diagnose, isBlocked } from "../core/diagnosis/diagnose";
import type { Diagnosis } from "../core/diagnosis/diagnosis";
import { relevanceOf } from "../core/diagnosis/relevance";
import type { EngineName } from "../core/engines/engine";
import { Assembly } from "../core/exchange/assemble";
import { type Exchange, leadOf, type Transaction } from "../core/exchange/exchange";
import { hostMatcher } from "../core/exchange/muted";
import type { NetworkEvent } from "../core/exchange/networkEvent";
import { originOf } from "../core/fetch/origins";
import type { TrialWindow } from "../messaging/live";
import type { Counted, Navigation, Subject } from "../messaging/protocol";
import { AtHome } from "./atHome";
import { belongsTo, isPrivate } from "./belonging";
import { Copies } from "./copies";
import type { Changed, Kept } from "./journal";
import type { Ledger } from "./ledger";
import { hopelessAt, joinedWithEarlier } from "./lostEnds";
import { Pages } from "./pages";
import { Shelves, startOf } from "./shelves";

const TRIALS = 20;
const COUNTERS = { "same-origin": "sameOrigin", "no-cors": "noCors", navigation: "navigations", muted: "muted" } as const;

export interface Update {
  readonly changed: readonly Changed[];
  readonly removed: readonly string[];
}

/** What was recorded, bounded. Knows nothing of ports or storage: whoever holds it passes on what `settle` returns. */
export class Recording {
  readonly ledger: Ledger;
  readonly #assembly = new Assembly();
  readonly #shelves = new Shelves(
    (exchange) => this.#isOfShownPage(exchange),
    (exchange) => isBlocked(exchange, this.engine),
  );
  readonly #counted = new Set<string>();
  readonly #atHome = new AtHome(
    (requestId) => this.#assembly.knows(requestId),
    () => this.#countOne("sameOrigin"),
  );
  readonly #copies: Copies;
  readonly pages: Pages;
  #isMuted = hostMatcher([]);
  /** Requests may be there whose end was lost. */
  #missesEnds: boolean;

  constructor(
    ledger: Ledger,
    kept: readonly Kept[] = [],
    /** By whose rules a badge counts. */
    private readonly engine: EngineName = "chromium",
  ) {
    this.ledger = ledger;
    this.#copies = new Copies(ledger);
    this.pages = new Pages(ledger);
    if (ledger.doubtUntil !== null) this.#assembly.doubt(ledger.doubtUntil);
    this.#missesEnds = ledger.doubtUntil !== null;
    this.adopt(kept);
  }

  /** Takes back what was kept before the worker stopped. */
  adopt(kept: readonly Kept[]): void {
    for (const one of kept.toSorted((a, b) => startOf(a.exchange) - startOf(b.exchange))) this.#shelves.put(one);
  }

  /** More of what was recorded before is to come, until `complete`. */
  expectMore(): void {
    this.#atHome.pause();
  }

  complete(): void {
    for (const event of this.#atHome.resume()) this.#assembly.add(event);
  }

  /** False where nothing is to be made of it: its request has not left its origin. */
  add(event: NetworkEvent): boolean {
    this.ledger.recordedFrom ??= event.timeStamp;
    const events = this.#atHome.pass(event);
    for (const one of events) this.#assembly.add(one);
    return events.length > 0;
  }

  /** From now on these hosts are only counted; what is kept of them is let go, and its ids returned. */
  mute(patterns: readonly string[]): string[] {
    this.#isMuted = hostMatcher(patterns);
    return this.clear(this.#isMuted);
  }

  restore(events: readonly NetworkEvent[]): void {
    this.#assembly.restore(events);
  }

  /** Events were lost until about then. */
  doubt(until: number): void {
    this.ledger.doubtUntil = until;
    this.#assembly.doubt(until);
    this.#missesEnds = true;
  }

  /** Requests whose end was lost are not waited for without end. */
  giveUp(now: number): void {
    if (!this.#missesEnds) return;
    const waits = this.#assembly.giveUp(({ context }, lastHeard) => hopelessAt(lastHeard, this.pages.leftAt(context), now));
    this.#missesEnds = waits || now < (this.ledger.doubtUntil ?? 0);
  }

  navigated(navigation: Navigation): void {
    this.pages.turned(navigation);
    this.#countOne("navigations");
    this.#shelves.navigated(navigation.tabId, navigation.documentId);
  }

  openEvents(): ReadonlyMap<string, readonly NetworkEvent[]> {
    return this.#assembly.openEvents();
  }

  /** Turns what was heard since the last call into changes. */
  settle(): Update {
    const changes = this.#assembly.takeChanges();
    const updated: Changed[] = [];
    const gone = changes.removed.filter((id) => this.#shelves.remove(id));
    for (const one of changes.changed) {
      const found = joinedWithEarlier(this.#shelves.get(one.id)?.exchange, one);
      const relevance = this.#relevanceOf(found);
      if (relevance === "no-cors") this.#copies.remember(found);
      const exchange = this.#withLiveFix(this.#copies.withOriginal(found));
      if (relevance === "recorded") {
        const json = JSON.stringify(exchange);
        const sequence = ++this.ledger.sequence;
        const size = json.length;
        this.#shelves.put({ exchange, sequence, size });
        updated.push({ exchange, sequence, size, json });
      } else if (this.#shelves.remove(exchange.id))
        gone.push(exchange.id); // began like a CORS request and turned out to be none
      else if (leadOf(found).hops[0]?.startSeen !== false) this.#count(exchange.id, relevance); // else the worker before counted it
    }
    const removed = [...gone, ...this.#makeRoom()];
    return { changed: updated.filter(({ exchange }) => this.#shelves.has(exchange.id)), removed };
  }

  #relevanceOf(exchange: Exchange): ReturnType<typeof relevanceOf> | "muted" {
    const relevance = relevanceOf(exchange);
    return relevance === "recorded" && this.#isMuted(exchange) ? "muted" : relevance;
  }

  #count(id: string, relevance: ReturnType<typeof relevanceOf> | "muted"): void {
    if (relevance === "recorded" || relevance === "undecided" || relevance === "ignored" || this.#counted.has(id)) return;
    this.#counted.add(id);
    if (this.#counted.size > 5_000) this.#counted.delete(this.#counted.values().next().value as string);
    this.#countOne(COUNTERS[relevance]);
  }

  #countOne(field: keyof Counted): void {
    const { counted } = this.ledger;
    this.ledger.counted = { ...counted, [field]: counted[field] + 1 };
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

  diagnose(exchange: Exchange): Diagnosis {
    return diagnose(exchange, this.engine);
  }

  get(id: string): Exchange | null {
    return this.#shelves.get(id)?.exchange ?? null;
  }

  #makeRoom(): string[] {
    const removed = this.#shelves.makeRoom();
    this.ledger.dropped += removed.length;
    return removed;
  }

  /** Storage holds less than was thought: the budget shrinks, and what it lets go is returned. */
  shrink(): string[] {
    this.#shelves.shrink();
    return this.#makeRoom();
  }

  clear(belongs: (exchange: Exchange) => boolean): string[] {
    const cleared = this.#shelves.all().flatMap(({ exchange }) => (belongs(exchange) ? [exchange] : []));
    for (const { id, preflights } of cleared) {
      this.#shelves.remove(id);
      // What is still under way would come back with its next event, or out of the journal.
      for (const requestId of [id, ...preflights.map(({ transaction }) => transaction.requestId)]) this.#assembly.forget(requestId);
    }
    return cleared.map(({ id }) => id);
  }

  kept(belongs: (exchange: Exchange) => boolean): Kept[] {
    const own = this.#shelves.all().filter(({ exchange }) => belongs(exchange));
    return own.sort((a, b) => startOf(a.exchange) - startOf(b.exchange));
  }

  /** Blocked exchanges of the page that a tab shows: what its badge says. */
  blockedIn(tabId: number): number {
    return this.#shelves.blockedIn(tabId);
  }

  #isOfShownPage(exchange: Exchange): boolean {
    const { context } = leadOf(exchange);
    return startOf(exchange) >= this.pages.leftAt(context) && !this.pages.isAhead(context);
  }

  belongsTo(subject: Subject): (exchange: Exchange) => boolean {
    return belongsTo(subject, this.ledger.navigations);
  }

  /** The last private window was closed: what is left of it goes, as the browser's own traces do. */
  forgetPrivate(): string[] {
    this.ledger.navigations = this.ledger.navigations.filter(({ incognito }) => incognito !== true);
    return this.clear(isPrivate);
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
