import type { Fields } from "../fetch/headers";
import type { CredentialsMode } from "../fetch/outcome";
import { ensureAllowedRequest, type PreflightResult } from "./chromiumPreflight";

/** Chromium's preflight cache, after services/network/cors/preflight_cache.cc and preflight_controller.cc: one whole result per key. */

export interface PreflightCacheKey {
  /** Serialised; two opaque origins are two keys although both serialise to `null`: the caller numbers them. */
  readonly origin: string;
  readonly url: string;
  readonly networkIsolationKey?: string;
  readonly targetAddressSpace?: string;
}

interface Stored {
  readonly result: PreflightResult;
  readonly expires: number;
}

/** Key text to result; keep it, hand it back. */
export type ChromiumPreflightCache = ReadonlyMap<string, Stored>;

export const EMPTY_PREFLIGHT_CACHE: ChromiumPreflightCache = new Map();

const LONGEST_URL = 1024;
const MOST_ENTRIES = 1024;
const PURGED_TOGETHER = 10;

/** The text under which a result is kept; null where none is: an opaque origin without a number, which is nobody's twice. */
export function preflightCacheKey(key: PreflightCacheKey): string | null {
  if (key.origin === "null") return null;
  const { origin, url, networkIsolationKey = "", targetAddressSpace = "" } = key;
  return JSON.stringify([origin, URL.parse(url)?.href ?? url, networkIsolationKey, targetAddressSpace]);
}

/** PreflightCache::AppendEntry. Which ten go when it is full is random in Chromium; here the oldest. */
export function appendPreflight(
  cache: ChromiumPreflightCache,
  key: PreflightCacheKey,
  result: PreflightResult,
  now: number,
): ChromiumPreflightCache {
  const text = preflightCacheKey(key);
  if (text === null || (URL.parse(key.url)?.href ?? key.url).length >= LONGEST_URL) return cache;
  const entries = [...cache];
  if (!cache.has(text) && entries.length > MOST_ENTRIES - 1) entries.splice(0, PURGED_TOGETHER);
  return new Map([...entries, [text, { result, expires: now + result.maxAge }]]);
}

export interface LookedUp {
  readonly credentialsMode: CredentialsMode;
  readonly method: string;
  readonly headers: Fields;
  readonly isRevalidating?: boolean;
  /** A tainted request never asks the cache; nor does one with VALIDATE, BYPASS or DISABLE_CACHE (reload, DevTools' "Disable cache"). */
  readonly tainted?: boolean;
  readonly bypassesCache?: boolean;
}

/** PreflightCache::CheckIfRequestCanSkipPreflight: an entry that is stale or does not suffice is dropped. */
export function canSkipPreflight(
  cache: ChromiumPreflightCache,
  key: PreflightCacheKey,
  request: LookedUp,
  now: number,
): { readonly hit: boolean; readonly cache: ChromiumPreflightCache } {
  const text = preflightCacheKey(key);
  if (text === null || request.tainted === true || request.bypassesCache === true) return { hit: false, cache };
  const stored = cache.get(text);
  if (stored === undefined) return { hit: false, cache };
  if (stored.expires > now && ensureAllowedRequest(stored.result, request)) return { hit: true, cache };
  return { hit: false, cache: new Map([...cache].filter(([key]) => key !== text)) };
}
