import type { BrowserContext, CDPSession } from "playwright";
import { asParams, type Params } from "./params";

/** The protocol of a target that Playwright gives no session of: the extension's worker, the panel inside DevTools. */
export interface Target {
  send(method: string, params?: Params): Promise<Params>;
  listen(method: string, handle: (params: Params) => void): void;
  close(): Promise<void>;
}

export async function attachTo(context: BrowserContext, matches: (target: { type: string; url: string }) => boolean): Promise<Target> {
  const browser = context.browser();
  if (browser === null) throw new Error("the browser is gone");
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = await session.send("Target.getTargets");
  const found = targetInfos.find(matches);
  if (found === undefined) {
    await session.detach();
    throw new Error("no such target");
  }
  const { sessionId } = await session.send("Target.attachToTarget", { targetId: found.targetId, flatten: false });
  return new Attached(session, sessionId);
}

class Attached implements Target {
  readonly #session: CDPSession;
  readonly #sessionId: string;
  readonly #answers = new Map<number, { resolve(result: Params): void; reject(problem: Error): void }>();
  readonly #listeners = new Map<string, ((params: Params) => void)[]>();
  #last = 0;

  constructor(session: CDPSession, sessionId: string) {
    this.#session = session;
    this.#sessionId = sessionId;
    session.on("Target.receivedMessageFromTarget", ({ sessionId: from, message }) => {
      if (from === sessionId) this.#receive(asParams(JSON.parse(message)));
    });
    session.on("Target.detachedFromTarget", ({ sessionId: from }) => {
      if (from === sessionId) this.#abandon();
    });
  }

  async send(method: string, params: Params = {}): Promise<Params> {
    const id = ++this.#last;
    const answered = new Promise<Params>((resolve, reject) => this.#answers.set(id, { resolve, reject }));
    await this.#session.send("Target.sendMessageToTarget", {
      sessionId: this.#sessionId,
      message: JSON.stringify({ id, method, params }),
    });
    return answered;
  }

  listen(method: string, handle: (params: Params) => void): void {
    this.#listeners.set(method, [...(this.#listeners.get(method) ?? []), handle]);
  }

  close(): Promise<void> {
    return this.#session.detach();
  }

  #receive({ id, method, params, result, error }: Params): void {
    for (const handle of this.#listeners.get(String(method)) ?? []) handle(asParams(params));
    if (typeof id !== "number") return;
    const answer = this.#answers.get(id);
    this.#answers.delete(id);
    if (error === undefined) answer?.resolve(asParams(result));
    else answer?.reject(new Error(String(asParams(error).message)));
  }

  #abandon(): void {
    for (const { reject } of this.#answers.values()) reject(new Error("the target is gone"));
    this.#answers.clear();
  }
}
