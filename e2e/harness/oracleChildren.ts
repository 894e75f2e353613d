import type { CDPSession, Page } from "playwright";
import { asParams, type Params } from "./params";
import { until } from "./poll";

const ENABLE = ["Network.enable", "Audits.enable", "Runtime.runIfWaitingForDebugger"] as const;

/**
 * Workers and out-of-process frames of one page. Their sessions reach a Playwright session only as wrapped messages (`flatten: false`).
 */
export class Children {
  readonly #session: CDPSession;
  readonly #handle: (method: string, params: Params) => void;
  /** Those that answered our commands and that no page has asked for yet. */
  readonly #heard: string[] = [];

  constructor(session: CDPSession, handle: (method: string, params: Params) => void) {
    this.#session = session;
    this.#handle = handle;
  }

  async listen(): Promise<void> {
    this.#session.on("Target.attachedToTarget", ({ sessionId }) => {
      ENABLE.forEach((method, i) => {
        const message = JSON.stringify({ id: i + 1, method });
        // A child may be gone before it hears us; then it has nothing to tell either.
        this.#session.send("Target.sendMessageToTarget", { sessionId, message }).catch(() => undefined);
      });
    });
    this.#session.on("Target.receivedMessageFromTarget", ({ sessionId, message }) => {
      const { id, method, params } = asParams(JSON.parse(message));
      if (typeof method === "string") this.#handle(method, asParams(params));
      else if (id === ENABLE.length) this.#heard.push(sessionId);
    });
    await this.#session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: true, flatten: false });
  }

  async childIsHeard(): Promise<void> {
    await until("a worker or frame that answers", () => this.#heard.shift());
  }
}

const childrenOf = new WeakMap<Page, Children>();

/** Gives the page `window.childIsHeard()`; a later oracle on the same page takes over. */
export async function letChildrenWait(page: Page, children: Children): Promise<void> {
  const known = childrenOf.has(page);
  childrenOf.set(page, children);
  if (!known) await page.exposeFunction("childIsHeard", () => childrenOf.get(page)?.childIsHeard());
}
