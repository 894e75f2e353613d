import { allowedMethods, type PreflightedRequest } from "./corsPreflight";
import {
  corsUnsafeRequestHeaderNames,
  extractHeaderListValues,
  type Fields,
  getHeader,
  isCorsNonWildcardRequestHeaderName,
} from "./headers";
import { isCorsSafelistedMethod } from "./methods";
import type { CredentialsMode } from "./outcome";

/** https://fetch.spec.whatwg.org/#concept-cache: one entry for each method and for each header name that a preflight allowed. */
export interface CacheEntry {
  readonly partitionKey: string;
  readonly origin: string;
  readonly url: string;
  readonly maxAge: number;
  /** Seconds on the caller's clock. */
  readonly storedAt: number;
  readonly credentials: boolean;
  readonly method: string | null;
  readonly headerName: string | null;
}

export type PreflightCache = readonly CacheEntry[];

/** What the cache looks at in a request; `origin` is byte-serialised, `url` the current URL. */
export interface CachedRequest {
  readonly partitionKey: string;
  readonly origin: string;
  readonly url: string;
  readonly credentialsMode: CredentialsMode;
}

/** https://fetch.spec.whatwg.org/#concept-cache-create-entry step 1; step 2, appending, is the caller's. */
export function createCacheEntry(
  request: CachedRequest,
  maxAge: number,
  method: string | null,
  headerName: string | null,
  now: number,
): CacheEntry {
  const { partitionKey, origin, url, credentialsMode } = request;
  return { partitionKey, origin, url, maxAge, storedAt: now, credentials: credentialsMode === "include", method, headerName };
}

/** https://fetch.spec.whatwg.org/#concept-cache-clear: after a preflighted request ended in a network error. */
export function clearCacheEntries(cache: PreflightCache, request: CachedRequest): PreflightCache {
  return cache.filter((entry) => !sameKey(entry, request));
}

function sameKey(entry: CacheEntry, request: CachedRequest): boolean {
  return entry.partitionKey === request.partitionKey && entry.origin === request.origin && entry.url === request.url;
}

/** https://fetch.spec.whatwg.org/#concept-cache-match: what was allowed with credentials is allowed without, not the other way round. */
export function isCacheEntryMatch(entry: CacheEntry, request: CachedRequest, now: number): boolean {
  const fresh = now - entry.storedAt < entry.maxAge; // entries "must be removed" after that
  return fresh && sameKey(entry, request) && (entry.credentials || request.credentialsMode !== "include");
}

/**
 * https://fetch.spec.whatwg.org/#concept-cache-match-method. As written: a `*` that came with credentials, a literal in the reply itself,
 * is a wildcard here.
 */
export function isMethodCacheEntryMatch(cache: PreflightCache, method: string, request: CachedRequest, now: number): boolean {
  return cache.some((entry) => (entry.method === method || entry.method === "*") && isCacheEntryMatch(entry, request, now));
}

/** https://fetch.spec.whatwg.org/#concept-cache-match-header */
export function isHeaderNameCacheEntryMatch(cache: PreflightCache, name: string, request: CachedRequest, now: number): boolean {
  return cache.some((entry) => matchesHeaderName(entry, name) && isCacheEntryMatch(entry, request, now));
}

function matchesHeaderName(entry: CacheEntry, name: string): boolean {
  if (entry.headerName === null) return false;
  return entry.headerName.toLowerCase() === name.toLowerCase() || (entry.headerName === "*" && !isCorsNonWildcardRequestHeaderName(name));
}

/** https://fetch.spec.whatwg.org/#concept-http-fetch step 4.1: must a CORS-preflight fetch be made, or does the cache spare it? */
export function needsPreflightFetch(
  cache: PreflightCache,
  request: CachedRequest & { readonly method: string; readonly headers: Fields; readonly useCorsPreflight?: boolean },
  now: number,
): boolean {
  const askMethod = !isCorsSafelistedMethod(request.method) || request.useCorsPreflight === true;
  if (askMethod && !isMethodCacheEntryMatch(cache, request.method, request, now)) return true;
  return corsUnsafeRequestHeaderNames(request.headers).some((name) => !isHeaderNameCacheEntryMatch(cache, name, request, now));
}

/**
 * https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 steps 7.8 to 7.15: the cache after a preflight that succeeded. A matching entry gets
 * the new max-age, counted from now. `limit` is the engine's.
 */
export function storePreflight(
  cache: PreflightCache,
  request: CachedRequest & Pick<PreflightedRequest, "method" | "useCorsPreflight">,
  replyHeaders: Fields,
  now: number,
  limit = Number.POSITIVE_INFINITY,
): PreflightCache {
  const maxAge = Math.min(extractMaxAge(replyHeaders), limit); // 7.8. to 7.10. (7.11. observed, not run)
  const listed = extractHeaderListValues(replyHeaders, "Access-Control-Allow-Headers");
  let entries = cache;
  for (const method of allowedMethods(request, replyHeaders)) {
    const isMatch = (entry: CacheEntry) => entry.method === method || entry.method === "*";
    entries = renewOrAdd(entries, request, maxAge, now, isMatch, { method, headerName: null }); // 7.12. and 7.13.
  }
  for (const headerName of listed === null || listed === "failure" ? [] : listed) {
    const isMatch = (entry: CacheEntry) => matchesHeaderName(entry, headerName);
    entries = renewOrAdd(entries, request, maxAge, now, isMatch, { method: null, headerName }); // 7.14. and 7.15.
  }
  return entries;
}

function renewOrAdd(
  cache: PreflightCache,
  request: CachedRequest,
  maxAge: number,
  now: number,
  isMatch: (entry: CacheEntry) => boolean,
  { method, headerName }: Pick<CacheEntry, "method" | "headerName">,
): PreflightCache {
  const matching = (entry: CacheEntry) => isMatch(entry) && isCacheEntryMatch(entry, request, now);
  if (!cache.some(matching)) return [...cache, createCacheEntry(request, maxAge, method, headerName, now)];
  return cache.map((entry) => (matching(entry) ? { ...entry, maxAge, storedAt: now } : entry));
}

/** Steps 7.8 and 7.9: seconds, 5 when the value is absent or no delta-seconds. Engines cap it (step 7.10). */
export function extractMaxAge(headers: Fields): number {
  const value = getHeader(headers, "Access-Control-Max-Age");
  return value !== null && /^\d+$/.test(value) ? Number(value) : 5;
}
