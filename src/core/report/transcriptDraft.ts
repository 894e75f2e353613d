import type { Ending, Exchange, PageWitness, ResponseRecord, Transaction } from "../exchange/exchange";
import type { Header, RequestContext } from "../exchange/networkEvent";

/** What of a transcript has been read so far. Times are microseconds; what is not stated follows a millisecond after what stands before it. */
export interface DraftHop {
  url: string | null;
  method: string;
  readonly startedAt: number;
  readonly startSeen: boolean;
  readonly sentAt: number | null;
  readonly answeredAt: number;
  readonly sent: Header[];
  reply: { readonly status: number; readonly statusLine: string; readonly headers: Header[] } | null;
}

export interface DraftTransaction {
  readonly requestId: string;
  /** Index of the main request's hop that a preflight was sent for. */
  readonly hop: number;
  readonly context: Partial<DraftContext>;
  readonly hops: DraftHop[];
  /** Undefined until its `=` line. */
  end: Ending | null | undefined;
}

export interface DraftContext {
  initiator: string | null;
  type: string;
  place: Pick<RequestContext, "tabId" | "frameId" | "documentId" | "incognito" | "container" | "toldBy">;
}

export class DraftExchange {
  readonly context: Partial<DraftContext> = {};
  readonly preflights: DraftTransaction[] = [];
  main: DraftTransaction | null = null;
  witness: PageWitness | undefined;
  cachedFrom: number | undefined;
  incomplete = false;
  #clock: number;

  constructor(
    readonly id: string,
    readonly base: number,
  ) {
    this.#clock = base - 1000;
  }

  /** The stated time, else the next. */
  time(stated: number | null): number {
    this.#clock = stated === null ? this.#clock + 1000 : this.base + stated;
    return this.#clock;
  }

  finished(): Exchange {
    const { id, main, preflights, witness, cachedFrom, incomplete } = this;
    return {
      id,
      main: main === null ? null : finishTransaction(main, this.context),
      preflights: preflights.map((one) => ({ hop: main === null ? 0 : one.hop, transaction: finishTransaction(one, this.context) })),
      incomplete,
      ...(cachedFrom === undefined ? {} : { cachedFrom: { at: cachedFrom / 1000 } }),
      ...(witness === undefined ? {} : { witness }),
      source: "imported",
    };
  }
}

const NOWHERE = { tabId: -1, frameId: -1 };

function finishTransaction({ requestId, context, hops, end }: DraftTransaction, around: Partial<DraftContext>): Transaction {
  const initiator = context.initiator === undefined ? around.initiator : context.initiator;
  return {
    requestId,
    context: {
      ...(context.place ?? around.place ?? NOWHERE),
      ...(initiator == null ? {} : { initiator }),
      type: context.type ?? around.type ?? "xmlhttprequest",
    },
    hops: hops.map((hop) => ({
      url: hop.url ?? "",
      method: hop.method,
      startedAt: hop.startedAt / 1000,
      startSeen: hop.startSeen,
      sent: hop.sentAt === null ? null : { headers: hop.sent, at: hop.sentAt / 1000 },
      response: finishReply(hop),
    })),
    end: end ?? null,
  };
}

function finishReply({ reply, answeredAt }: DraftHop): ResponseRecord | null {
  return reply === null ? null : { ...reply, at: answeredAt / 1000 };
}
