import type { HeaderList, RequestContext } from "./networkEvent";

/** A reply as the server sent it. */
export interface ResponseRecord {
  readonly status: number;
  readonly statusLine: string;
  readonly headers: HeaderList;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** One request on the wire: a redirect makes the next hop. */
export interface Hop {
  readonly url: string;
  readonly method: string;
  readonly startedAt: number;
  /** False when the browser's `started` event was never seen (recording began in the middle, or a batch was lost). */
  readonly startSeen: boolean;
  /** Null when the request was never seen leaving the browser. */
  readonly sent: { readonly headers: HeaderList; readonly at: number } | null;
  readonly response: ResponseRecord | null;
}

export type Ending =
  | { readonly kind: "accepted"; readonly at: number; readonly status: number; readonly fromCache: boolean; readonly ip?: string }
  /** `afterAccepted`: the reply had already been handed on when it broke off. */
  | { readonly kind: "failed"; readonly at: number; readonly error: string; readonly afterAccepted: boolean }
  /** How it ended was lost; `at` is when it was given up. */
  | { readonly kind: "unseen"; readonly at: number };

/** Everything under one requestId of the browser. */
export interface Transaction {
  readonly requestId: string;
  readonly context: RequestContext;
  readonly hops: readonly Hop[];
  /** Null while it is still under way. */
  readonly end: Ending | null;
}

/** When the browser said that it ended; null while it is under way, and where that was not seen. */
export function endedAt({ end }: Transaction): number | null {
  return end === null || end.kind === "unseen" ? null : end.at;
}

export interface ClaimedPreflight {
  /** Index into `main.hops`: the hop this preflight was sent for. */
  readonly hop: number;
  readonly transaction: Transaction;
}

/**
 * What the page itself says about the request: browsers tell extensions neither mode. It is anybody's word, and known only where the page was
 * loaded with a witness.
 */
export interface PageWitness {
  readonly credentials: "omit" | "same-origin" | "include";
  readonly mode: string;
  /** `URL:line:column` of the code that sent it. */
  readonly callSite?: string;
}

/**
 * Response headers that stood in for the server's own while the user tried a policy: the hops hold what the server sent, the browser judged
 * these. Null takes a header away.
 */
export interface LiveFix {
  readonly kind: "live-fix";
  /** Origin whose replies were changed. */
  readonly server: string;
  readonly headers: readonly (readonly [name: string, value: string | null])[];
}

/** One fetch as seen: its redirects and preflights. `main` is null for a preflight that no main request claimed. */
export interface Exchange {
  readonly id: string;
  readonly main: Transaction | null;
  readonly preflights: readonly ClaimedPreflight[];
  /** True when events are known to be missing (the worker was killed, or the recording began in the middle). */
  readonly incomplete: boolean;
  /** An earlier reply to the same URL, fetched without CORS and with the same Date: what was judged here is probably its copy. */
  readonly cachedFrom?: { readonly at: number };
  readonly witness?: PageWitness;
  /** The browser judged other headers than the server sent: the user tried a policy on this tab. */
  readonly changedBy?: LiveFix;
  /** Where it was recorded; imported exchanges can never cause a request. */
  readonly source: "live" | "imported";
}

/** Stands in for an exchange without any request, which nobody makes but a type cannot forbid. */
const NOTHING: Transaction = { requestId: "", context: { tabId: -1, frameId: -1, type: "other" }, hops: [], end: null };

/** The transaction that stands for the exchange in a list: its main request, else its lone preflight. */
export function leadOf(exchange: Exchange): Transaction {
  return exchange.main ?? exchange.preflights[0]?.transaction ?? NOTHING;
}

/** True once the browser said how it ended; a preflight of it may still be under way. */
export function isSettled(exchange: Exchange): boolean {
  return leadOf(exchange).end !== null;
}

/** True once nothing of it is under way any more. */
export function isOver({ main, preflights }: Exchange): boolean {
  return main?.end !== null && preflights.every(({ transaction }) => transaction.end !== null);
}
