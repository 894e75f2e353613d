import { type Fields, fieldValues, isCorsNonWildcardRequestHeaderName } from "./headers";
import { isSameOrigin, originOf } from "./origins";
import { failure, type Outcome, SUCCESS } from "./outcome";
import type { RequestMode, ResponseTainting } from "./responseTainting";
import { isRedirectStatus } from "./statuses";

/**
 * https://fetch.spec.whatwg.org/#concept-response-location-url: null when it is no redirect, "failure" when Location does not parse or is
 * there twice with different values (the standard refuses any second one; engines forgive a repetition).
 * 4. observed, not run: fragments are not sent.
 */
export function locationUrl(status: number, headers: Fields, url: string): string | null | "failure" {
  if (!isRedirectStatus(status)) return null; // 1.
  const [location, ...more] = new Set(fieldValues(headers, "Location")); // 2.
  if (location === undefined) return null;
  if (more.length > 0) return "failure";
  return URL.parse(location, url)?.href ?? "failure"; // 3.
}

/**
 * https://fetch.spec.whatwg.org/#concept-http-redirect-fetch steps 9 and 10: a CORS request must not be redirected across origins to a URL
 * with credentials, and not at all once response tainting is "cors".
 */
export function checkRedirectCredentials(requestOrigin: string, corsTainted: boolean, location: string): Outcome<"http-redirect-fetch"> {
  const parsed = URL.parse(location);
  if (parsed === null || (parsed.username === "" && parsed.password === "")) return SUCCESS;
  if (!isSameOrigin(requestOrigin, originOf(location))) return failure("http-redirect-fetch", 9, { host: parsed.host }); // 9.
  return corsTainted ? failure("http-redirect-fetch", 10, { host: parsed.host }) : SUCCESS; // 10.
}

export interface RedirectedRequest {
  /** The origin before any tainting. */
  readonly origin: string;
  readonly mode: RequestMode;
  readonly tainting: ResponseTainting;
  readonly method: string;
  readonly headers: Fields;
  readonly urls: readonly string[];
  readonly redirectCount: number;
  /** A stream cannot be sent twice: its source is null. */
  readonly body: "none" | "replayable" | "stream";
}

/** https://fetch.spec.whatwg.org/#concept-http-redirect-fetch steps 5 to 11, `location` being what locationUrl returned. */
export function checkRedirect(request: RedirectedRequest, status: number, location: string | "failure"): Outcome<"http-redirect-fetch"> {
  const parsed = location === "failure" ? null : URL.parse(location);
  if (parsed === null) return failure("http-redirect-fetch", 5, { location }); // 5.
  if (parsed.protocol !== "http:" && parsed.protocol !== "https:") return failure("http-redirect-fetch", 6, { scheme: parsed.protocol }); // 6.
  if (request.redirectCount >= 20) return failure("http-redirect-fetch", 7, { redirects: String(request.redirectCount) }); // 7.
  const credentials = checkRedirectCredentials(request.origin, request.tainting === "cors", location); // 9. and 10.
  if (!credentials.ok && (request.mode === "cors" || request.tainting === "cors")) return credentials;
  if (status !== 303 && request.body === "stream") return failure("http-redirect-fetch", 11, { status: String(status) }); // 11.
  return SUCCESS;
}

const REQUEST_BODY_HEADERS = /^(?:content-encoding|content-language|content-location|content-type)$/i;

/** Steps 8, 12, 13 and 18 of the same: the request as it goes on. 14. to 17. and 19. observed, not run (body, timing, referrer). */
export function redirected(request: RedirectedRequest, status: number, location: string): RedirectedRequest {
  const becomesGet = // 12.
    ((status === 301 || status === 302) && request.method === "POST") ||
    (status === 303 && request.method !== "GET" && request.method !== "HEAD");
  const leavesOrigin = !isSameOrigin(originOf(request.urls.at(-1) ?? ""), originOf(location));
  const headers = request.headers
    .filter(([name]) => !becomesGet || !REQUEST_BODY_HEADERS.test(name)) // 12.2.
    .filter(([name]) => !leavesOrigin || !isCorsNonWildcardRequestHeaderName(name)); // 13.
  return {
    ...request,
    headers,
    method: becomesGet ? "GET" : request.method, // 12.1.
    body: becomesGet ? "none" : request.body,
    urls: [...request.urls, location], // 18.
    redirectCount: request.redirectCount + 1, // 8.
  };
}
