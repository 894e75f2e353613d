import type { BrowserContext, Page } from "playwright";
import { Children, letChildrenWait } from "../harness/oracleChildren";
import { asParams, type Params } from "../harness/params";

/** The browser's own reason. */
export interface Word {
  readonly corsError: string;
  readonly failedParameter: string;
}

/** A request as the DevTools Protocol tells of it, preflights apart. */
export interface Heard {
  readonly id: string;
  readonly urls: readonly string[];
  /** Of its first hop. */
  readonly method: string;
  /** The servers' numbers of the replies it got, in order. */
  readonly replies: readonly string[];
  readonly preflights: readonly Heard[];
  readonly word: Word | null;
  /** Its reply was handed to the page. */
  readonly accepted: boolean;
  readonly ended: boolean;
  readonly error: string | null;
}

interface Draft extends Heard {
  urls: string[];
  replies: string[];
  preflights: Draft[];
  word: Word | null;
  accepted: boolean;
  ended: boolean;
  error: string | null;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const keyOf = (url: string): string | undefined => /\/c\/([^/?#]+)/.exec(url)?.[1];

function wordOf(status: unknown): Word | null {
  const { corsError, failedParameter } = asParams(status);
  return typeof corsError === "string" ? { corsError, failedParameter: text(failedParameter) } : null;
}

const EVENTS = [
  "Network.requestWillBeSent",
  "Network.responseReceived",
  "Network.responseReceivedExtraInfo",
  "Network.loadingFinished",
  "Network.loadingFailed",
  "Audits.issueAdded",
] as const;

/** Like the harness's oracle, but indexed by case: thousands of requests are asked for, and none by looking through all of them. */
export class Ear {
  readonly #requests = new Map<string, Draft>();
  readonly #byKey = new Map<string, Draft[]>();
  /** What is told before its request. */
  readonly #early = new Map<string, string[]>();
  readonly #preflights = new Map<string, Draft[]>();
  #ended: () => void = () => undefined;

  static async listen(context: BrowserContext, page: Page): Promise<Ear> {
    const ear = new Ear();
    const session = await context.newCDPSession(page);
    for (const event of EVENTS) session.on(event, (params: unknown) => ear.#hear(event, asParams(params)));
    const children = new Children(session, (method, params) => ear.#hear(method, params));
    await children.listen();
    await letChildrenWait(page, children);
    await session.send("Network.enable");
    await session.send("Audits.enable");
    return ear;
  }

  /** The requests of a case, in the order of their start. */
  of(key: string): readonly Heard[] {
    return this.#byKey.get(key) ?? [];
  }

  forget(): void {
    this.#requests.clear();
    this.#byKey.clear();
    this.#early.clear();
    this.#preflights.clear();
  }

  /** Settles when each key has as many requests as it should and all have ended, or after the time is up. */
  async allEnded(expected: ReadonlyMap<string, number>, timeoutMs: number): Promise<void> {
    const open = new Set(expected.keys());
    const look = (): boolean => {
      for (const key of open) {
        const heard = this.of(key);
        if (
          heard.length >= (expected.get(key) ?? 0) &&
          heard.every(({ ended, preflights }) => ended && preflights.every((one) => one.ended))
        )
          open.delete(key);
      }
      return open.size === 0;
    };
    if (look()) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      timer = setTimeout(resolve, timeoutMs);
      this.#ended = () => {
        if (look()) resolve();
      };
    });
    clearTimeout(timer);
    this.#ended = () => undefined;
  }

  #hear(method: string, params: Params): void {
    const id = text(params.requestId);
    const known = this.#requests.get(id);
    switch (method) {
      case "Network.requestWillBeSent":
        return this.#started(id, params);
      case "Network.responseReceived":
        if (known !== undefined) known.accepted = true;
        return;
      case "Network.responseReceivedExtraInfo": {
        const found = Object.entries(asParams(params.headers)).find(([name]) => name.toLowerCase() === "x-reply");
        if (found === undefined) return;
        if (known !== undefined) known.replies.push(text(found[1]));
        else this.#early.set(id, [...(this.#early.get(id) ?? []), text(found[1])]);
        return;
      }
      case "Network.loadingFinished":
      case "Network.loadingFailed":
        if (known === undefined) return;
        known.ended = true;
        known.error = method === "Network.loadingFailed" ? text(params.errorText) : null;
        known.word = wordOf(params.corsErrorStatus) ?? known.word;
        this.#ended();
        return;
      case "Audits.issueAdded": {
        // Elements that fail tell their reason here only.
        const { corsErrorStatus, isWarning, request } = asParams(asParams(asParams(params.issue).details).corsIssueDetails);
        const blamed = this.#requests.get(text(asParams(request).requestId));
        if (blamed !== undefined && isWarning !== true) blamed.word ??= wordOf(corsErrorStatus);
      }
    }
  }

  /** A worker's preflight is told to the page, its request to the worker: which comes first, nobody promises. */
  #preflightsOf(id: string): Draft[] {
    const list = this.#preflights.get(id) ?? [];
    this.#preflights.set(id, list);
    return list;
  }

  #started(id: string, params: Params): void {
    const { url: told, method } = asParams(params.request);
    const url = text(told);
    const known = this.#requests.get(id);
    if (known !== undefined) {
      known.urls.push(url);
      return;
    }
    const request: Draft = {
      id,
      urls: [url],
      method: text(method),
      replies: this.#early.get(id) ?? [],
      preflights: this.#preflightsOf(id),
      word: null,
      accepted: false,
      ended: false,
      error: null,
    };
    this.#early.delete(id);
    this.#requests.set(id, request);
    const initiator = asParams(params.initiator);
    const key = keyOf(url);
    if (initiator.type === "preflight") this.#preflightsOf(text(initiator.requestId)).push(request);
    else if (key !== undefined) this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), request]);
  }
}
