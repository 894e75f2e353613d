import { type Exchange, leadOf } from "../../core/exchange/exchange";
import { planQuestion } from "../../core/remedy/asked";
import { planTrial } from "../../core/remedy/liveFix";
import { prescribe } from "../../core/remedy/prescribe";
import { planUnmask } from "../../core/remedy/unmask";
import type { LiveNews, LiveRefusal } from "../../messaging/live";
import type { ToBackground } from "../../messaging/protocol";
import type { Client } from "../clients";
import type { Recording } from "../recording";
import { Asker } from "./asker";
import type { LiveHost } from "./host";
import { type TrialBook, Trials } from "./trials";
import { unmask } from "./unmask";

type LiveMessage = Extract<ToBackground, { kind: "live" }>;

/** What was recorded live; nothing else can be asked about. */
export type LiveSource = Pick<Recording, "get" | "belongsTo" | "kept" | "diagnose">;

/** One of our own panels that asked for something; nobody else gets here (`clients.ts`). */
interface Asking {
  readonly owner: Client;
  isOpen(): boolean;
  tell(news: LiveNews): void;
}

/**
 * The only part of Corscope that sends requests or changes replies: each time for a click, about an exchange of the panel's own tab that is in
 * the recording. The panel names the exchange and nothing more.
 */
export class Live {
  readonly trials: Trials;
  readonly #asker: Asker;

  constructor(
    private readonly host: LiveHost,
    book: TrialBook,
  ) {
    this.trials = new Trials(host, book);
    this.#asker = new Asker(host);
  }

  /** `clients`: those who still listen. */
  async answer(owner: Client, { act, call, exchange: id }: LiveMessage, clients: ReadonlySet<Client>, source: LiveSource): Promise<void> {
    const asking: Asking = { owner, isOpen: () => clients.has(owner), tell: (news) => owner.send({ kind: "live", call, news }) };
    const refuse = (why: LiveRefusal) => asking.tell({ step: "refused", why, done: true });
    const exchange = admitted(id, owner, source);
    if (typeof exchange === "string") return refuse(exchange);
    switch (act) {
      case "try":
      case "try-with-credentials":
        return this.#try(exchange, act === "try-with-credentials", asking, source);
      case "unmask": {
        const plan = planUnmask(exchange, source.diagnose(exchange));
        if (!plan.ok) return refuse(plan.why);
        asking.tell({ step: "fetching", done: false });
        return asking.tell(await unmask(this.host, plan.url, plan.method));
      }
      default:
        return this.#ask(act, exchange, asking, source);
    }
  }

  async #try(exchange: Exchange, withCredentials: boolean, asking: Asking, source: LiveSource): Promise<void> {
    const { tabId } = leadOf(exchange).context;
    const diagnosis = source.diagnose(exchange);
    const others = source.kept(source.belongsTo(tabId)).map((kept) => kept.exchange);
    const plan = planTrial(exchange, diagnosis, prescribe(exchange, diagnosis), withCredentials, others);
    if (!plan.ok) return asking.tell({ step: "refused", why: plan.why, done: true });
    const stands = await this.trials.begin(asking.owner, asking.isOpen, tabId, plan.trial, withCredentials);
    asking.tell(stands ? { step: "trying", done: true } : { step: "refused", why: "browser", done: true });
  }

  async #ask(act: "ask" | "check" | "probe-origins", exchange: Exchange, asking: Asking, source: LiveSource): Promise<void> {
    const plan = planQuestion(exchange, source.diagnose(exchange));
    if (!plan.ok) return asking.tell({ step: "refused", why: plan.why, done: true });
    if (act === "ask") return this.#asker.interrogate(plan.askable, asking.tell, asking.isOpen);
    if (act === "check") return this.#asker.check(plan.askable, asking.tell);
    return this.#asker.probeOrigins(plan.askable, asking.tell, asking.isOpen);
  }
}

/** The exchange, if this panel may have something done about it. */
function admitted(id: string, { subject, panel }: Client, source: LiveSource): Exchange | LiveRefusal {
  if (!panel || typeof subject !== "number") return "no-tab";
  const exchange = source.get(id);
  if (exchange === null) return "gone";
  return source.belongsTo(subject)(exchange) ? exchange : "foreign";
}
