import { getHeader } from "../fetch/headers";
import { isRedirectStatus } from "../fetch/statuses";
import type { ForeignEntry } from "./foreignEntry";

/** One request with its redirects, as entries. */
export type Chain = readonly ForeignEntry[];

/** HAR has no id for a request: a redirect is followed by the next entry that asks for where it pointed. */
export function chainEntries(entries: readonly ForeignEntry[]): Chain[] {
  const open = new Map<string, ForeignEntry[][]>();
  const chains: ForeignEntry[][] = [];
  for (const entry of [...entries].sort((a, b) => a.startedAt - b.startedAt)) {
    const waiting = open.get(withoutHash(entry.url));
    const chain = isPreflight(entry) ? undefined : waiting?.find((one) => entry.startedAt - (one.at(-1)?.endedAt ?? 0) < LATEST_FOLLOW);
    if (chain === undefined) chains.push([entry]);
    else {
      waiting?.splice(waiting.indexOf(chain), 1);
      chain.push(entry);
    }
    const grown = chain ?? (chains.at(-1) as ForeignEntry[]);
    // A redirected preflight is a failure; whatever asks for its target is another request.
    if (entry.redirect === null || !isRedirectStatus(entry.reply.status) || isPreflight(entry)) continue;
    const key = withoutHash(entry.redirect);
    append(open, key, grown);
  }
  return chains;
}

/** A browser follows at once; what asks for the same URL much later is another request. */
const LATEST_FOLLOW = 10_000;

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

export function isPreflight(entry: ForeignEntry): boolean {
  return entry.method === "OPTIONS" && getHeader(entry.requestHeaders, "Access-Control-Request-Method") !== null;
}

export function withoutHash(url: string): string {
  return url.split("#", 1)[0] ?? url;
}

/** A hop of a chain with the times that pairing relies on. */
export interface Timed {
  readonly entry: ForeignEntry;
  readonly startedAt: number;
  readonly sentAt: number;
  /** The preflight that this hop was held back for. */
  readonly preflight: ForeignEntry | null;
}

/**
 * Browsers start a main request before its preflight and send it after; files write that in several ways (a proxy sees the preflight first,
 * DevTools rounds to milliseconds). Each preflight's nearest main request gets times that say so.
 */
export function withPreflights(chains: readonly Chain[]): Timed[][] {
  const preflights = chains.flatMap((chain) => chain.filter(isPreflight));
  const timed = chains.map((chain) =>
    chain.map((entry): Timed => ({ entry, startedAt: entry.startedAt, sentAt: entry.sentAt, preflight: null })),
  );
  const free = timed.flatMap((chain) => chain.map((hop, index) => ({ chain, index, hop }))).filter(({ hop }) => !isPreflight(hop.entry));
  const taken = new Set<Timed>();
  const byUrl = new Map<string, typeof free>();
  for (const slot of free) append(byUrl, withoutHash(slot.hop.entry.url), slot);
  for (const preflight of preflights) {
    const method = getHeader(preflight.requestHeaders, "Access-Control-Request-Method");
    const slots = (byUrl.get(withoutHash(preflight.url)) ?? []).filter(({ hop }) => hop.entry.method === method && !taken.has(hop));
    const slot = slots.reduce<(typeof slots)[number] | null>(
      (best, one) => (best === null || gap(one.hop, preflight) < gap(best.hop, preflight) ? one : best),
      null,
    );
    if (slot === null || gap(slot.hop, preflight) > FARTHEST) continue;
    taken.add(slot.hop);
    const { entry } = slot.hop;
    const startedAt = Math.min(entry.startedAt, preflight.startedAt - 0.01);
    slot.chain[slot.index] = { entry, startedAt, sentAt: Math.max(entry.sentAt, preflight.endedAt), preflight };
  }
  return timed;
}

/** A preflight and its request lie closer together than a user's second attempt. */
const FARTHEST = 60_000;

function gap(hop: Timed, preflight: ForeignEntry): number {
  const after = hop.entry.startedAt - preflight.startedAt;
  // Asked after the preflight had ended: right if at once, in files that only know the wire.
  return after > 0 ? Math.abs(hop.entry.startedAt - preflight.endedAt) : -after;
}
