import { originOf } from "../../core/fetch/origins";
import type { Trial } from "../../core/remedy/liveFix";
import type { TrialEnd, TrialWindow } from "../../messaging/live";
import type { LiveHost } from "./host";
import { trialRule } from "./rules";

const LIFE_MS = 10 * 60_000;
const ALARM = "corscope-trial-";
/** 1 is the asker's. */
const FIRST_RULE = 2;

/** Where it is written down what was tried when; survives the worker. */
export interface TrialBook {
  began(window: TrialWindow): void;
  ended(tabId: number | "all", ended: NonNullable<TrialWindow["ended"]>): void;
}

interface Standing {
  readonly ruleId: number;
  readonly owner: object;
  readonly page: string;
}

/**
 * Policies on trial: a session rule each, one to a tab, and never without the panel that asked for it. A rule outlives this worker, the
 * memory of whose it is does not; so a worker that starts takes away all there are before it does anything else.
 */
export class Trials {
  readonly #standing = new Map<number, Standing>();
  #nextRule = FIRST_RULE;
  /** Rules are changed one after another, so that an end never overtakes its beginning. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly host: LiveHost,
    private readonly book: TrialBook,
  ) {}

  /** First thing in a worker's life: nobody answers for the rules of another. */
  sweep(): Promise<void> {
    return this.#inTurn(async () => {
      const ids = await this.host.ruleIds();
      if (ids.length > 0) await this.host.changeRules(ids, []);
    });
  }

  /** False when the browser refuses the rule. `isOpen`: is the owner still there when it is its turn? */
  begin(owner: object, isOpen: () => boolean, tabId: number, { page, fix }: Trial, credentials: boolean): Promise<boolean> {
    return this.#inTurn(async () => {
      if (!isOpen()) return false;
      await this.#remove(tabId, "replaced");
      const ruleId = this.#nextRule++;
      try {
        await this.host.changeRules([], [trialRule(ruleId, tabId, page, fix, this.host.resourceTypes)]);
      } catch {
        return false;
      }
      const from = this.host.now();
      this.#standing.set(tabId, { ruleId, owner, page });
      this.host.setAlarm(ALARM + tabId, from + LIFE_MS);
      this.host.watchTabs(this.#watch);
      this.book.began({ tabId, page, fix, credentials, from, expires: from + LIFE_MS, ended: null });
      return true;
    });
  }

  stop(tabId: number): Promise<void> {
    return this.#end(tabId, "stopped");
  }

  closed(owner: object): Promise<void> {
    return this.#inTurn(async () => {
      for (const [tabId, standing] of this.#standing) if (standing.owner === owner) await this.#remove(tabId, "panel-closed");
    });
  }

  /** An alarm rang: ours or somebody else's. */
  alarm(name: string): Promise<void> {
    return name.startsWith(ALARM) ? this.#end(Number(name.slice(ALARM.length)), "expired") : Promise.resolve();
  }

  readonly #watch = {
    navigated: (tabId: number, url: string | null): void => {
      const page = this.#standing.get(tabId)?.page;
      if (page !== undefined && (url === null || originOf(url) !== page)) void this.#end(tabId, "navigated");
    },
    closed: (tabId: number): void => void this.#end(tabId, "tab-closed"),
  };

  #end(tabId: number, why: TrialEnd): Promise<void> {
    return this.#inTurn(() => this.#remove(tabId, why));
  }

  async #remove(tabId: number, why: TrialEnd): Promise<void> {
    const standing = this.#standing.get(tabId);
    if (standing === undefined) return;
    // What starts while the rule goes may have it or not; unmarked it is at worst "inferred", marked it could be wrong.
    const at = this.host.now();
    await this.host.changeRules([standing.ruleId], []);
    this.#standing.delete(tabId);
    this.host.clearAlarm(ALARM + tabId);
    if (this.#standing.size === 0) this.host.watchTabs(null);
    this.book.ended(tabId, { at, why });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
