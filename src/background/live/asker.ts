import { originOf } from "../../core/fetch/origins";
import { type Askable, type Asked, type AskedReply, judgeReply, letIn, strangersTo } from "../../core/remedy/asked";
import { interrogate, type Question } from "../../core/remedy/differential";
import type { LetIn, LiveNews } from "../../messaging/live";
import type { LiveHost } from "./host";
import { questionRule } from "./rules";

const RULE = 1;
const PATIENCE_MS = 10_000;

type Tell = (news: LiveNews) => void;

/** Asks servers preflights that browsers would ask: OPTIONS, without cookies, one at a time. */
export class Asker {
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly host: LiveHost) {}

  /** Which part of the preflight the server minds. Ends early when nobody listens any more. */
  interrogate({ url, question, credentialed }: Askable, tell: Tell, isHeard: () => boolean): Promise<void> {
    return this.#inTurn(async () => {
      const talk = interrogate(question, originOf(url));
      let step = talk.next();
      while (step.done !== true) {
        if (!isHeard()) return;
        tell({ step: "asking", question: step.value, start: question, done: false });
        const asked = judgeReply(url, step.value, await this.#send(url, step.value), credentialed);
        tell({ step: "answered", asked, done: false });
        step = talk.next(asked.answer);
      }
      tell({ step: "concluded", conclusion: step.value, done: true });
    });
  }

  /** The refused preflight once more, as it was. */
  check({ url, question, credentialed }: Askable, tell: Tell): Promise<void> {
    return this.#inTurn(async () => {
      tell({ step: "asking", question, start: question, done: false });
      const asked: Asked = judgeReply(url, question, await this.#send(url, question), credentialed);
      tell({ step: "checked", asked, done: true });
    });
  }

  /** Does the server let in origins that it has no reason to know? */
  probeOrigins({ url, question }: Askable, tell: Tell, isHeard: () => boolean): Promise<void> {
    return this.#inTurn(async () => {
      const strangers: LetIn[] = [];
      for (const stranger of strangersTo(question.origin)) {
        if (!isHeard()) return;
        const asked = { ...question, origin: stranger.origin };
        tell({ step: "asking", question: asked, start: question, done: false });
        strangers.push({ stranger, let: letIn(stranger, await this.#send(url, asked)) });
      }
      tell({ step: "probed", strangers, done: true });
    });
  }

  /** Null when no reply came. */
  async #send(url: string, question: Question): Promise<AskedReply | null> {
    try {
      await this.host.changeRules([RULE], [questionRule(RULE, this.host.ownHost, originOf(url), question)]);
      const reply = await this.host.fetch(url, {
        method: "OPTIONS",
        credentials: "omit",
        redirect: "manual",
        cache: "no-store",
        referrerPolicy: "no-referrer",
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      void reply.body?.cancel().catch(() => undefined); // nothing in it is read
      return { status: reply.status, headers: [...reply.headers], redirected: reply.type === "opaqueredirect" };
    } catch {
      return null;
    } finally {
      await this.host.changeRules([RULE], []);
    }
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}
