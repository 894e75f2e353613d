import { chromium } from "../engines/chromium";
import type { Engine } from "../engines/engine";
import { firefox } from "../engines/firefox";
import { webkit } from "../engines/webkit";
import { isCorsSafelistedMethod } from "../fetch/methods";
import { type SentPreflight, withoutQuery } from "./economicsRequests";

export type BrowserEngine = "chromium" | "firefox" | "webkit";

export const BROWSER_ENGINES: Readonly<Record<BrowserEngine, Engine>> = { chromium, firefox, webkit };

/** Seconds beyond which an engine keeps no reply, as its own code has it: what it makes of a very long age. */
export function capOf(engine: BrowserEngine): number {
  return BROWSER_ENGINES[engine].maxAge([["Access-Control-Max-Age", "999999999"]]);
}

/** Chromium keeps nothing for a URL of this length or more. */
const LONGEST_CHROMIUM_URL = 1024;

export interface Replay {
  readonly engine: BrowserEngine;
  /** As if the cache did not look at the query: what one URL for all would save. */
  readonly ignoreQuery?: boolean;
  /** Seconds a reply is kept for; by default the engine's cap. */
  readonly keptFor?: (preflight: SentPreflight) => number;
}

/** A preflight leaves, or its reply arrives. */
interface Moment {
  readonly at: number;
  readonly arrives: boolean;
  readonly preflight: SentPreflight;
}

export type Timeline = readonly Moment[];

/** In order of time; a reply that arrives at the very moment is there in time. Recordings are in order already, which makes sorting cheap. */
export function timelineOf(preflights: readonly SentPreflight[]): Timeline {
  const moments = preflights.flatMap((preflight): Moment[] => {
    const { startedAt, answeredAt, passed } = preflight;
    const leaves = { at: startedAt, arrives: false, preflight };
    if (!passed || answeredAt === null) return [leaves];
    return [leaves, { at: Math.max(answeredAt, startedAt), arrives: true, preflight }];
  });
  return moments.sort((a, b) => a.at - b.at || rank(a) - rank(b));
}

/** A reply that took no time (imported files round) still comes after its own question. */
function rank({ at, arrives, preflight }: Moment): number {
  if (!arrives) return 1;
  return preflight.startedAt < at ? 0 : 2;
}

interface Kept {
  readonly until: number;
  readonly by: SentPreflight;
}

/**
 * Plays recorded preflights, in order of time, against a cache that keeps each successful reply: which of them would not have been sent? One
 * that is spared renews nothing, so the clock runs from the last one that was sent. As in Chromium a key holds one reply, the newest;
 * Firefox adds replies up, so its savings are a lower bound.
 */
export function sparedBy(timeline: Timeline, { engine, ignoreQuery = false, keptFor }: Replay): Set<SentPreflight> {
  const cap = capOf(engine);
  const spared = new Set<SentPreflight>();
  const cache = new Map<string, Kept>();
  for (const { at, arrives, preflight } of timeline) {
    const { origin, url } = preflight;
    // Two opaque origins are strangers although both read `null`.
    if (origin === "null" || (engine === "chromium" && url.length >= LONGEST_CHROMIUM_URL)) continue;
    const key = `${origin} ${ignoreQuery ? withoutQuery(url) : url}`;
    if (arrives) {
      if (!spared.has(preflight)) cache.set(key, { until: at + (keptFor?.(preflight) ?? cap) * 1000, by: preflight });
      continue;
    }
    const kept = cache.get(key);
    if (kept !== undefined && kept.until > at && covers(kept, preflight, engine)) spared.add(preflight);
  }
  return spared;
}

/** Firefox compares a kept `*` as it stands; no engine lets a kept `*` stand for Authorization. */
function covers({ by }: Kept, { method, headerNames, credentials }: SentPreflight, engine: BrowserEngine): boolean {
  if (credentials === "include" && by.credentials === "omit") return false;
  const wildcard = engine !== "firefox" && by.credentials !== "include";
  // A preflight that only an upload listener forced allows the method it was sent for.
  const methods = by.allowed.methods ?? new Set([by.method]);
  if (!methods.has(method) && !isCorsSafelistedMethod(method) && !(wildcard && methods.has("*"))) return false;
  const { headers } = by.allowed;
  return headerNames.every((name) => headers.has(name) || (wildcard && name !== "authorization" && headers.has("*")));
}
