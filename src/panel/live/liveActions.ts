import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Exchange } from "../../core/exchange/exchange";
import { planUnmask } from "../../core/remedy/unmask";
import type { LiveAct, LiveNews, TrialWindow, Unmasked } from "../../messaging/live";
import type { FromBackground, Status, Subject, Transport } from "../../messaging/protocol";
import type { Row } from "../judge";
import { replayExpression } from "./replay";

/** What the panel can have the page do; which of it depends on where the panel stands. */
export interface PageReach {
  readonly reload?: () => unknown;
  /** Only in DevTools. */
  readonly runInPage?: (expression: string) => unknown;
}

/** One act on one exchange and what was heard of it. `lost`: the background went away in the middle. */
export interface Run {
  readonly act: LiveAct;
  readonly call: number;
  readonly news: readonly LiveNews[];
  readonly state: "running" | "done" | "lost";
}

/** What the user has done about exchanges of the live page: one run of each act for each exchange, kept while the panel is open. */
export class LiveActions {
  readonly runs: Signal<ReadonlyMap<string, Run>> = signal(new Map());
  /** Exchanges whose refused preflight passes by now, as asking the server again showed. */
  readonly confirmed: Signal<ReadonlySet<string>> = signal(new Set());
  /** What is or was last tried on this tab. */
  readonly trial: ReadonlySignal<TrialWindow | null>;
  /** Ended trials that the user has read about. */
  readonly dismissed: Signal<number> = signal(0);
  #calls = 0;

  constructor(
    private readonly transport: Transport,
    readonly subject: Subject,
    status: ReadonlySignal<Status | null>,
    readonly page: PageReach,
  ) {
    this.trial = computed(() => status.value?.trials.findLast(({ tabId }) => tabId === subject) ?? null);
  }

  /** Only ever on a click. */
  begin(act: LiveAct, exchange: string): void {
    this.#calls += 1;
    this.#put(exchange, { act, call: this.#calls, news: [], state: "running" });
    this.transport.send({ kind: "live", call: this.#calls, act, exchange });
  }

  /** A hidden reply for which nobody has to be asked. */
  unmasked(exchange: string, reply: Unmasked): void {
    this.#calls += 1;
    this.#put(exchange, { act: "unmask", call: this.#calls, news: [{ step: "unmasked", reply, done: true }], state: "done" });
  }

  runOf(act: LiveAct, exchange: string): Run | null {
    return this.runs.value.get(keyOf(act, exchange)) ?? null;
  }

  /** What was shown is gone: nothing of a hidden reply is kept. */
  forget(act: LiveAct, exchange: string): void {
    const runs = new Map(this.runs.peek());
    runs.delete(keyOf(act, exchange));
    this.runs.value = runs;
  }

  stop(): void {
    const tabId = this.trial.peek()?.tabId;
    if (tabId !== undefined) this.transport.send({ kind: "stop-trial", tabId });
  }

  readonly take = ({ call, news }: Extract<FromBackground, { kind: "live" }>): void => {
    for (const [key, run] of this.runs.peek()) {
      if (run.call !== call) continue;
      const exchange = key.slice(run.act.length + 1);
      this.#put(exchange, { ...run, news: [...run.news, news], state: news.done ? "done" : "running" });
      if (news.step === "checked" && news.asked.answer === "passes") {
        this.confirmed.value = new Set([...this.confirmed.peek(), exchange]);
      }
    }
  };

  /** The background that was at it is gone, and what it had begun with it. */
  disconnected(): void {
    const runs = [...this.runs.peek()].map(([key, run]): [string, Run] => [key, run.state === "running" ? { ...run, state: "lost" } : run]);
    this.runs.value = new Map(runs);
  }

  /** Can the page be made to send this request again as it was? Not when it had headers of its own, whose values nobody kept. */
  canReplay({ exchange, diagnosis }: Row): boolean {
    const plan = planUnmask(exchange, diagnosis);
    return this.page.runInPage !== undefined && plan.ok && plan.method === "GET" && exchange.preflights.length === 0;
  }

  replay({ exchange, diagnosis }: Row): void {
    const plan = planUnmask(exchange, diagnosis);
    if (plan.ok) this.page.runInPage?.(replayExpression(plan.url, diagnosis.credentials === "include"));
  }

  #put(exchange: string, run: Run): void {
    this.runs.value = new Map(this.runs.peek()).set(keyOf(run.act, exchange), run);
  }
}

function keyOf(act: LiveAct, exchange: string): string {
  return `${act} ${exchange}`;
}

/** The latest request like this one that was sent while the trial stood; under way ones do not count. */
export function triedSince(exchanges: readonly Exchange[], like: Row, trial: TrialWindow): Exchange | null {
  const path = pathOf(like.url);
  const fits = ({ main, changedBy }: Exchange) => {
    const hop = main?.hops[0];
    if (hop === undefined || main?.end == null || changedBy === undefined) return false;
    return hop.method === like.method && hop.startedAt >= trial.from && pathOf(hop.url) === path;
  };
  return exchanges.findLast(fits) ?? null;
}

function pathOf(url: string): string {
  return url.replace(/[?#].*$/, "");
}
