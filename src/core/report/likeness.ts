import type { Ending, Exchange, Transaction } from "../exchange/exchange";
import type { HeaderList, RequestContext } from "../exchange/networkEvent";
import { isRedirectStatus } from "../fetch/statuses";
import type { Reflections } from "../remedy/risksReflection";
import { corsFields, type Judged } from "./corsFields";
import { type HeaderWords, isSilent } from "./headerWords";
import { judge } from "./judged";
import type { RecordingInfo } from "./recording";

/** What exchanges that are alike have in common. */
export interface Likeness {
  readonly judged: Judged;
  /** `_cors` without the exchange's id, by place. */
  readonly texts: Map<string, string>;
}

/** As many kinds of exchange as a recording has; beyond that they are judged again. */
const MOST = 2_000;
const MOST_TEXTS = 10_000;

/** Stands for what is left out. Where a judgement quotes it, what was left out had a say. */
const LEFT_OUT = "corscope-left-out";

/**
 * Judges exchanges that differ in nothing that a judgement reads once. Most of a recording is the same few calls, over and over: their paths,
 * times and ids, and the values of headers such as `Date`, are left out before the judgement, so that it cannot depend on which of them came
 * first. Only for the plain case of one hop: where a redirect leads, the path decides.
 */
export class Likenesses {
  readonly #known = new Map<string, Likeness | null>();
  readonly #numbers = new Map<string, number>();
  #count = 0;

  constructor(
    private readonly info: Pick<RecordingInfo, "engine" | "browser">,
    private readonly reflections: Reflections,
    private readonly words: HeaderWords,
  ) {}

  /** Null for an exchange that has to be judged by itself. */
  of(exchange: Exchange): Likeness | null {
    const key = this.#key(exchange);
    if (key === null) return null;
    const before = this.#known.get(key);
    if (before !== undefined) return before;
    const judged = judge(bareExchange(exchange), this.info, this.reflections);
    const tells = JSON.stringify(corsFields(judged, { role: "main", hop: 0 }, null)).includes(LEFT_OUT);
    const likeness = tells ? null : { judged, texts: new Map() };
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(key, likeness);
    return likeness;
  }

  #key({ main, preflights, incomplete, source, changedBy, cachedFrom, witness }: Exchange): string | null {
    if (main === null || changedBy !== undefined || cachedFrom !== undefined || witness !== undefined) return null;
    let key = this.#transaction(main);
    for (const { hop, transaction } of preflights) {
      const own = key === null || hop !== 0 ? null : this.#transaction(transaction);
      if (own === null) return null;
      key = `${key}|${own}`;
    }
    return key === null ? null : `${incomplete} ${source} ${key}`;
  }

  /** What of a transaction is read, in an order and with separators that let no two of them look alike. */
  #transaction({ context, hops, end }: Transaction): string | null {
    const [hop, more] = hops;
    if (hop === undefined || more !== undefined) return null;
    const { url, method, sent, response } = hop;
    const server = plainServer(url);
    if (server === null || (response !== null && isRedirectStatus(response.status))) return null;
    const [asked, answered] = [sent && this.words.key(sent.headers), response && this.words.key(response.headers)];
    if ((asked === null) !== (sent === null) || (answered === null) !== (response === null)) return null;
    const { type, initiator, documentId, toldBy } = context;
    const from = initiator === undefined ? "" : this.#number(initiator);
    const where = `${this.#number(server)} ${this.#number(method)} ${this.#number(type)} ${from} ${documentId !== undefined} ${toldBy}`;
    return `${where} ${asked} ${response?.status} ${answered} ${this.#end(end)}`;
  }

  #end(end: Ending | null): string {
    if (end === null || end.kind === "unseen") return end === null ? "open" : "unseen";
    return end.kind === "accepted" ? `accepted ${end.status} ${end.fromCache}` : `failed ${this.#number(end.error)} ${end.afterAccepted}`;
  }

  #number(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    if (this.#numbers.size >= MOST_TEXTS) this.#numbers.clear();
    this.#numbers.set(text, this.#count);
    return this.#count++;
  }
}

const PLAIN_SERVER = /^https?:\/\/[a-z0-9.-]+(?::\d+)?(?=[/?#]|$)/;
const BEYOND_ASCII = /[^!-~]/;
/** Chromium keeps no preflight of a URL of 1,024 characters, and what it encodes of ASCII grows to three. */
const LONGEST_URL = 340;

/** The part of a URL that CORS asks for; null where the rest may have a say. */
function plainServer(url: string): string | null {
  return url.length > LONGEST_URL || BEYOND_ASCII.test(url) ? null : (PLAIN_SERVER.exec(url)?.[0] ?? null);
}

function bareExchange({ main, preflights, incomplete, source }: Exchange): Exchange {
  return {
    id: "",
    main: main && bareTransaction(main),
    preflights: preflights.map(({ hop, transaction }) => ({ hop, transaction: bareTransaction(transaction) })),
    incomplete,
    source,
  };
}

function bareTransaction({ context, hops, end }: Transaction): Transaction {
  return {
    requestId: "",
    context: bareContext(context),
    hops: hops.map(({ url, method, sent, response }) => ({
      url: `${plainServer(url)}/${LEFT_OUT}`,
      method,
      startedAt: 0,
      startSeen: true,
      sent: sent && { headers: bareHeaders(sent.headers), at: 0 },
      response: response && { status: response.status, statusLine: "", headers: bareHeaders(response.headers), at: 0 },
    })),
    end: end && { ...end, at: 0 },
  };
}

function bareContext({ type, initiator, documentId, toldBy }: RequestContext): RequestContext {
  return {
    tabId: 0,
    frameId: 0,
    type,
    ...(initiator === undefined ? {} : { initiator }),
    ...(documentId === undefined ? {} : { documentId: "" }),
    ...(toldBy === undefined ? {} : { toldBy }),
  };
}

function bareHeaders(headers: HeaderList): HeaderList {
  return headers.map(([name, value]) => [name, isSilent(name) ? LEFT_OUT : value] as const);
}
