import type { Engine } from "../engines/engine";
import type { Exchange, Hop, Transaction } from "../exchange/exchange";
import type { HeaderList } from "../exchange/networkEvent";
import { corsUnsafeRequestHeaderNames, getHeader, isForbiddenRequestHeader } from "../fetch/headers";
import type { PreflightFacts } from "./diagnosis";
import { isCorsTainted, originAtHop, requestOriginOf } from "./originOfHop";

/** Headers that browsers add of their own accord; a page that sets one of these shows it in Access-Control-Request-Headers. */
const BROWSER_MADE = new Set(
  (
    "user-agent cache-control pragma if-none-match if-modified-since if-match if-unmodified-since if-range upgrade-insecure-requests purpose " +
    "priority x-client-data last-event-id ping-from ping-to save-data"
  ).split(" "),
);

/** Names the page itself must have set that call for a preflight, lower-case and sorted. */
export function unsafeHeaderNames(engine: Engine, headers: HeaderList): string[] {
  return corsUnsafeRequestHeaderNames(pageHeaders(headers), engine.isSafelistedHeader);
}

/** What is left of a header list without what browsers add. */
export function pageHeaders(headers: HeaderList): HeaderList {
  return headers.filter(([name, value]) => !BROWSER_MADE.has(name.toLowerCase()) && !isForbiddenRequestHeader(name, value));
}

/** What the preflight asked for: the words of the browser, better than any reconstruction. */
export function requestedHeaderNames(preflight: Transaction): string[] {
  const value = getHeader(preflight.hops[0]?.sent?.headers ?? [], "Access-Control-Request-Headers");
  if (value === null) return [];
  return value
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

export function preflightFacts(engine: Engine, exchange: Exchange, hopIndex: number, refused = false): PreflightFacts {
  const { main, preflights } = exchange;
  const seen =
    preflights.find((claimed) => claimed.hop === hopIndex)?.transaction ?? (main === null ? preflights[0]?.transaction : undefined);
  const hop = main?.hops[hopIndex];
  if (seen !== undefined)
    return {
      needed: true,
      because: becauseOf(engine, hop, seen),
      found: "seen",
      ...cost(
        engine,
        seen,
        hop !== undefined &&
          letThrough(hop, seen) &&
          !(refused && engine.dropsPreflightOfRefused) &&
          isKept(engine, exchange, hopIndex, seen),
      ),
    };
  // Same-origin requests are never preflighted, whatever they carry.
  const crossOrigin = main !== null && isCorsTainted(main, hopIndex, requestOriginOf(exchange));
  const because = hop === undefined || !crossOrigin ? [] : becauseOf(engine, hop, null);
  if (because.length === 0) return { needed: false, because, found: null };
  // Needed, sent, and none on the wire: an earlier reply still stood for it.
  return { needed: true, because, found: hop?.sent != null ? "cached" : null };
}

function becauseOf(engine: Engine, hop: Hop | undefined, seen: Transaction | null): string[] {
  const method =
    hop?.method ?? (seen === null ? "" : (getHeader(seen.hops[0]?.sent?.headers ?? [], "Access-Control-Request-Method") ?? ""));
  const names = seen !== null ? requestedHeaderNames(seen) : hop?.sent == null ? [] : unsafeHeaderNames(engine, hop.sent.headers);
  const because = method === "" || engine.isSafelistedMethod(method) ? [] : [`method ${method}`];
  for (const name of names) {
    const value = name === "content-type" && hop?.sent != null ? getHeader(hop.sent.headers, name) : null;
    because.push(value === null ? `header ${name}` : `${name} ${value}`);
  }
  if (because.length === 0 && seen !== null) because.push("an upload listener or a streamed body");
  return because;
}

function isKept(engine: Engine, exchange: Exchange, hopIndex: number, preflight: Transaction): boolean {
  const { url = "", method = "" } = exchange.main?.hops[hopIndex] ?? {};
  const unsafeHeaderNames = requestedHeaderNames(preflight);
  const replyHeaders = preflight.hops[0]?.response?.headers ?? [];
  return engine.keepsPreflight({ url, origin: originAtHop(exchange, hopIndex), method, unsafeHeaderNames, replyHeaders });
}

/** Firefox shows the headers of a request before its preflight has begun; then the preflight's own end tells. */
export function letThrough(hop: Hop, preflight: Transaction): boolean {
  return hop.response !== null || (hop.sent !== null && preflight.end?.kind !== "failed");
}

/** Only a preflight that let its request through is kept. */
function cost(engine: Engine, preflight: Transaction, kept: boolean): Pick<PreflightFacts, "cachedForSeconds" | "costMs"> {
  const hop = preflight.hops[0];
  if (hop?.response == null) return {};
  const costMs = hop.response.at - hop.startedAt;
  return kept ? { cachedForSeconds: engine.maxAge(hop.response.headers), costMs } : { costMs };
}
