import type { Exchange, Hop } from "../exchange/exchange";
import { getHeader } from "../fetch/headers";
import { isLoopbackHost, originOf } from "../fetch/origins";
import { isThirdParty } from "./site";

/** Origin of a server to the request origins that prove it: unrelated, each echoed with credentials. A server without proof is not in it. */
export type Reflections = ReadonlyMap<string, readonly string[]>;

export const NO_REFLECTIONS: Reflections = new Map();

/** More witnesses prove nothing more, and a recording must not grow quadratic by them. */
const MOST_WITNESSES = 8;

/**
 * Which servers the recording shows to echo whoever asks, with credentials. One origin echoed is what an allow list does as well, and so are
 * two of the same site: it takes two that have nothing to do with each other, or `null`, which nobody lists on purpose. One pass; call it
 * once for a recording.
 */
export function reflectionsIn(exchanges: Iterable<Exchange>): Reflections {
  const witnesses = new Map<string, string[]>();
  for (const { main, preflights } of exchanges) {
    const transactions = [main, ...preflights.map(({ transaction }) => transaction)];
    for (const transaction of transactions) {
      for (const hop of transaction?.hops ?? []) {
        const origin = echoedWithCredentials(hop, transaction?.context.initiator);
        if (origin !== null) note(witnesses, originOf(hop.url), origin);
      }
    }
  }
  return new Map([...witnesses].filter(([, origins]) => origins.length > 1 || origins.includes("null")));
}

function note(witnesses: Map<string, string[]>, server: string, origin: string): void {
  const known = witnesses.get(server) ?? [];
  if (server === "null" || known.length >= MOST_WITNESSES || known.includes(origin)) return;
  if (known.every((other) => areUnrelated(other, origin))) witnesses.set(server, [...known, origin]);
}

/** The request's own origin where the reply repeats it and allows credentials. */
function echoedWithCredentials({ url, sent, response }: Hop, initiator: string | undefined): string | null {
  if (response === null || getHeader(response.headers, "Access-Control-Allow-Credentials") !== "true") return null;
  const origin = (sent === null ? null : getHeader(sent.headers, "Origin")) ?? initiator ?? null;
  if (origin === null || origin === originOf(url)) return null;
  if (getHeader(response.headers, "Access-Control-Allow-Origin") !== origin) return null;
  return origin === "null" || isWitness(origin) ? origin : null;
}

/** Loopback, addresses and names of one label are a developer's or a company's own, and stand on honest allow lists beside the real site. */
function isWitness(origin: string): boolean {
  const host = URL.parse(origin)?.hostname ?? "";
  return host.includes(".") && !isLoopbackHost(host) && !/^[\d.]+$/.test(host) && !host.startsWith("[");
}

function areUnrelated(a: string, b: string): boolean {
  if (a === "null" || b === "null" || isThirdParty(a, b)) return true;
  // `isThirdParty` holds names that are reserved for tests for one's own; two of them are two sites all the same.
  return isReserved(a) && isReserved(b) && lastLabels(a) !== lastLabels(b);
}

function isReserved(origin: string): boolean {
  return /\.(?:test|example|invalid)(?::\d+)?$/.test(origin);
}

function lastLabels(origin: string): string {
  return (URL.parse(origin)?.hostname ?? "").split(".").slice(-2).join(".");
}
