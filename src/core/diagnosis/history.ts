import { type Exchange, leadOf, type ResponseRecord } from "../exchange/exchange";
import { getHeader } from "../fetch/headers";
import type { Diagnosis } from "./diagnosis";

/**
 * What changed since the same request passed: mostly the shortest way to the commit that broke it. Compared are replies as the servers sent
 * them, never verdicts.
 */
export interface Judged {
  readonly exchange: Exchange;
  readonly diagnosis: Diagnosis;
}

export interface Difference {
  readonly where: "preflight" | "reply";
  /** Name of the header as the standard spells it, or `status`. */
  readonly what: string;
  /** Null where there was none. */
  readonly before: string | null;
  readonly now: string | null;
}

export interface Since {
  /** When it last passed, milliseconds since the epoch. */
  readonly passedAt: number;
  readonly differences: readonly Difference[];
}

const DECIDING = [
  "Access-Control-Allow-Origin",
  "Access-Control-Allow-Credentials",
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
  "Location",
] as const;

/**
 * Two exchanges with one key are the same request: page, method, URL without its query, and what made a preflight necessary. Query values are
 * left out, since most of them change with every call; whether credentials are sent is left out, since no browser tells.
 */
export function requestKey({ exchange, diagnosis }: Judged): string | null {
  const lead = leadOf(exchange);
  const hop = lead.hops[0];
  const url = hop === undefined ? null : URL.parse(hop.url);
  if (hop === undefined || url === null || exchange.main === null) return null;
  return JSON.stringify([lead.context.initiator ?? null, hop.method, url.origin, url.pathname, [...diagnosis.preflight.because].sort()]);
}

/** `earlier` passed and `now` was refused: what their servers said differently, the preflight's part first. */
export function differencesSince(earlier: Exchange, now: Exchange): readonly Difference[] {
  const preflights = differenceOf("preflight", preflightReply(earlier), preflightReply(now));
  return [...preflights, ...differenceOf("reply", mainReply(earlier), mainReply(now))];
}

function preflightReply({ preflights }: Exchange): ResponseRecord | null {
  return preflights[0]?.transaction.hops.at(-1)?.response ?? null;
}

function mainReply({ main }: Exchange): ResponseRecord | null {
  return main?.hops.at(-1)?.response ?? null;
}

/** A side without a reply (a cached preflight, a request that never left) tells nothing about what changed. */
function differenceOf(where: Difference["where"], before: ResponseRecord | null, now: ResponseRecord | null): Difference[] {
  if (before === null || now === null) return [];
  const pairs = DECIDING.map((what) => ({ where, what, before: getHeader(before.headers, what), now: getHeader(now.headers, what) }));
  const statuses = { where, what: "status", before: String(before.status), now: String(now.status) };
  return [statuses, ...pairs].filter((pair) => pair.before !== pair.now);
}
