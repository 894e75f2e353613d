/** https://html.spec.whatwg.org/#origin and the parts of https://fetch.spec.whatwg.org that speak of them. Serialised throughout. */

/** Parsing is the dearest step of a judgement, and the same few servers come again and again. */
const known = new Map<string, string>();
const KNOWN = 512;
/** Where a URL begins like this, what comes behind has no say in its origin. */
const PLAIN_START = /^https?:\/\/[a-z0-9.-]+(?::\d+)?(?=[/?#]|$)/;

/** The serialised origin of a URL; `"null"` when it is opaque or does not parse. */
export function originOf(url: string): string {
  const telling = PLAIN_START.exec(url)?.[0] ?? url;
  const before = known.get(telling);
  if (before !== undefined) return before;
  const origin = parseOrigin(telling);
  if (known.size >= KNOWN) known.clear();
  if (telling.length < 1024) known.set(telling, origin);
  return origin;
}

function parseOrigin(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return "null";
  return /^(?:https?|wss?|ftp):$/.test(parsed.protocol) ? parsed.origin : "null";
}

/** https://html.spec.whatwg.org/#same-origin for serialised origins: an opaque origin is the same as none, itself included. */
export function isSameOrigin(a: string, b: string): boolean {
  return a !== "null" && a === b;
}

/** A value that is exactly the serialisation of an http(s) origin: scheme, host, port, nothing else. */
export function isSerializedOrigin(value: string): boolean {
  const parsed = URL.parse(value);
  return parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.origin === value;
}

/**
 * https://fetch.spec.whatwg.org/#concept-request-tainted-origin: true once a redirect went from a URL that is cross-origin with the
 * request's origin to another origin. From then on the request origin serialises as `null`.
 */
export function hasRedirectTaintedOrigin(requestOrigin: string, urls: readonly string[]): boolean {
  let lastOrigin: string | null = null; // 2. Let lastURL be null.
  for (const url of urls) {
    const origin = originOf(url);
    // 3.2. not same origin with lastURL, and the request's origin is not same origin with lastURL
    if (lastOrigin !== null && !isSameOrigin(origin, lastOrigin) && !isSameOrigin(requestOrigin, lastOrigin)) return true;
    lastOrigin = origin;
  }
  return false;
}

/** https://fetch.spec.whatwg.org/#byte-serializing-a-request-origin */
export function byteSerializeRequestOrigin(requestOrigin: string, urls: readonly string[]): string {
  return hasRedirectTaintedOrigin(requestOrigin, urls) ? "null" : requestOrigin;
}

/** https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy, as far as a URL alone tells. */
export function isPotentiallyTrustworthy(url: string): boolean {
  const origin = originOf(url);
  if (origin.startsWith("https:") || origin.startsWith("wss:")) return true;
  return isLoopbackHost(/^[a-z]+:\/\/(.+?)(?::\d+)?$/.exec(origin)?.[1] ?? "");
}

export function isLoopbackHost(hostname: string): boolean {
  return hostname === "localhost" || hostname.endsWith(".localhost") || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
