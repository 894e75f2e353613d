import type { Exchange } from "../exchange/exchange";
import { BROWSER_ENGINES, type BrowserEngine, capOf, type Replay, sparedBy, timelineOf } from "./economicsReplay";
import { type Judge, type NeedyRequest, needyRequests, type SentPreflight, withoutQuery } from "./economicsRequests";
import { safelistedVariant } from "./economicsVariant";

/** Preflights that would not have been sent, and what those cost. */
export interface Saving {
  readonly preflights: number;
  readonly ms: number;
}

type PerEngine<T> = Readonly<Record<BrowserEngine, T>>;

/** What the preflights of one page origin, method and API URL (without query) cost, and what would have spared them. */
export interface EndpointEconomics {
  /** The engine that made the recording: what it would have spared is what its user is told. */
  readonly recordedBy: BrowserEngine;
  readonly pageOrigin: string;
  readonly method: string;
  /** Without query and fragment. */
  readonly url: string;
  /** Browsers keep a preflight under the full URL, query included: so many preflights are due at the least. */
  readonly distinctUrls: number;
  /** Why preflights were needed: every reason that any request had. */
  readonly because: readonly string[];
  /** Requests that needed a preflight, the cached ones among them. */
  readonly requests: number;
  /** Preflights on the wire. */
  readonly preflights: number;
  readonly cacheHits: number;
  /** Sent although an earlier reply still stood in every browser: the cache was switched off (DevTools), cleared, or another site's. */
  readonly despiteCache: number;
  /** Over the preflights whose end was seen; `median` null when there is none. */
  readonly costMs: { readonly total: number; readonly median: number | null };
  /** Seconds each engine keeps the newest successful reply for; null when none was seen. */
  readonly maxAge: PerEngine<number> | null;
  /** Had every reply allowed the longest time that the engine keeps one. */
  readonly atCap: PerEngine<Saving & { readonly seconds: number }>;
  /** The same, had what differs in the query not been part of the URL. */
  readonly atCapWithoutQuery: PerEngine<Saving>;
  /** What the page could change to need no preflight; null where nothing small does. */
  readonly safelisted: { readonly changes: readonly string[]; readonly saved: Saving } | null;
}

/** The dearest endpoint first. One pass over the exchanges; `diagnose` is asked once for each. */
export function economicsOf(exchanges: Iterable<Exchange>, diagnose: Judge): EndpointEconomics[] {
  const groups = new Map<string, NeedyRequest[]>();
  const sent: SentPreflight[] = [];
  for (const exchange of exchanges) {
    for (const request of needyRequests(exchange, diagnose)) {
      const key = `${request.pageOrigin} ${request.method} ${withoutQuery(request.url)}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [request]);
      else group.push(request);
      for (const preflight of request.preflights) sent.push(preflight);
    }
  }
  const replays = replayAll(sent);
  return [...groups.values()].map((group) => endpointOf(group, replays)).sort((a, b) => b.costMs.total - a.costMs.total);
}

interface Replays {
  readonly atCap: PerEngine<ReadonlySet<SentPreflight>>;
  readonly withoutQuery: PerEngine<ReadonlySet<SentPreflight>>;
  readonly despiteCache: ReadonlySet<SentPreflight>;
}

/** Over all endpoints at once: methods of one URL share its entry in the cache. */
function replayAll(sent: readonly SentPreflight[]): Replays {
  const timeline = timelineOf(sent);
  const replay = (options: Replay) => sparedBy(timeline, options);
  return {
    atCap: perEngine((engine) => replay({ engine })),
    withoutQuery: perEngine((engine) => replay({ engine, ignoreQuery: true })),
    // The strictest reader of a kept reply and the shortest of the times: what stands by these stood in any browser.
    despiteCache: replay({ engine: "firefox", keptFor: ({ reply }) => Math.min(...ENGINES.map((one) => one.maxAge(reply))) }),
  };
}

const ENGINES = Object.values(BROWSER_ENGINES);

function perEngine<T>(make: (engine: BrowserEngine) => T): PerEngine<T> {
  return { chromium: make("chromium"), firefox: make("firefox"), webkit: make("webkit") };
}

function endpointOf(group: readonly NeedyRequest[], replays: Replays): EndpointEconomics {
  const [first] = group as readonly [NeedyRequest];
  const preflights = group.flatMap((request) => request.preflights);
  const costs = preflights.flatMap(({ costMs }) => (costMs === null ? [] : [costMs]));
  const inAll = (spared: ReadonlySet<SentPreflight>) => preflights.filter((preflight) => spared.has(preflight));
  const newest = newestKept(preflights);
  return {
    recordedBy: first.judgedBy === "standard" ? "chromium" : first.judgedBy,
    pageOrigin: first.pageOrigin,
    method: first.method,
    url: withoutQuery(first.url),
    distinctUrls: new Set(group.map(({ url }) => url)).size,
    because: [...new Set(group.flatMap(({ because }) => because))],
    requests: group.length,
    preflights: preflights.length,
    cacheHits: group.filter(({ cached }) => cached).length,
    despiteCache: inAll(replays.despiteCache).length,
    costMs: { total: sum(costs), median: median(costs) },
    maxAge: newest === null ? null : perEngine((engine) => BROWSER_ENGINES[engine].maxAge(newest.reply)),
    atCap: perEngine((engine) => ({ ...saving(inAll(replays.atCap[engine])), seconds: capOf(engine) })),
    atCapWithoutQuery: perEngine((engine) => saving(inAll(replays.withoutQuery[engine]))),
    safelisted: safelistedOf(group),
  };
}

function newestKept(preflights: readonly SentPreflight[]): SentPreflight | null {
  let newest: SentPreflight | null = null;
  for (const one of preflights) {
    if (one.passed && (newest === null || one.startedAt >= newest.startedAt)) newest = one;
  }
  return newest;
}

/** Requests to one endpoint may differ in their reasons: those that have a variant count, the others do not. */
function safelistedOf(group: readonly NeedyRequest[]): EndpointEconomics["safelisted"] {
  const changes = new Set<string>();
  const spared: SentPreflight[] = [];
  for (const { because, preflights } of group) {
    const variant = safelistedVariant(because);
    if (variant === null) continue;
    for (const change of variant) changes.add(change);
    for (const preflight of preflights) spared.push(preflight);
  }
  return changes.size === 0 ? null : { changes: [...changes], saved: saving(spared) };
}

function saving(spared: readonly SentPreflight[]): Saving {
  return { preflights: spared.length, ms: sum(spared.map(({ costMs }) => costMs ?? 0)) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}
