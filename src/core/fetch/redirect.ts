import { type Fields, getHeader } from "./headers";
import { isSameOrigin, originOf } from "./origins";
import { failure, type Outcome, SUCCESS } from "./outcome";
import { isRedirectStatus } from "./statuses";

/** https://fetch.spec.whatwg.org/#concept-response-location-url: null when it is no redirect, "failure" when Location does not parse. */
export function locationUrl(status: number, headers: Fields, url: string): string | null | "failure" {
  if (!isRedirectStatus(status)) return null; // 1.
  const location = getHeader(headers, "Location"); // 2.
  if (location === null) return null;
  return URL.parse(location, url)?.href ?? "failure"; // 3.
}

/**
 * https://fetch.spec.whatwg.org/#concept-http-redirect-fetch step 9: a CORS request must not be redirected across origins to a URL with
 * credentials, and step 10 forbids it altogether once response tainting is "cors".
 */
export function checkRedirectCredentials(requestOrigin: string, corsTainted: boolean, location: string): Outcome<"http-redirect-fetch"> {
  const parsed = URL.parse(location);
  if (parsed === null || (parsed.username === "" && parsed.password === "")) return SUCCESS;
  if (!isSameOrigin(requestOrigin, originOf(location))) return failure("http-redirect-fetch", 9, { host: parsed.host }); // 9.
  return corsTainted ? failure("http-redirect-fetch", 10, { host: parsed.host }) : SUCCESS; // 10.
}
