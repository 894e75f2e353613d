import { extractHeaderListValues, type Fields } from "./headers";
import type { CredentialsMode } from "./outcome";

const SAFELISTED = new Set("cache-control content-language content-length content-type expires last-modified pragma".split(" "));

/** https://fetch.spec.whatwg.org/#forbidden-response-header-name */
export function isForbiddenResponseHeaderName(name: string): boolean {
  const lower = name.toLowerCase();
  return lower === "set-cookie" || lower === "set-cookie2";
}

/** https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name, given the response's CORS-exposed header-name list. */
export function isCorsSafelistedResponseHeaderName(name: string, exposed: readonly string[] = []): boolean {
  const lower = name.toLowerCase();
  if (SAFELISTED.has(lower)) return true;
  return !isForbiddenResponseHeaderName(lower) && exposed.some((listed) => listed.toLowerCase() === lower);
}

/**
 * https://fetch.spec.whatwg.org/#concept-main-fetch step 14.1: the CORS-exposed header-name list. A value that does not parse exposes
 * nothing: the standard sets the list to failure, in which no name is found.
 */
export function corsExposedHeaderNames(headers: Fields, credentialsMode: CredentialsMode): readonly string[] {
  const names = extractHeaderListValues(headers, "Access-Control-Expose-Headers"); // 14.1.1.
  if (names === null || names === "failure") return [];
  if (credentialsMode === "include" || !names.includes("*")) return names; // 14.1.3.
  return [...new Set(headers.map(([name]) => name.toLowerCase()))]; // 14.1.2.
}

/** https://fetch.spec.whatwg.org/#concept-filtered-response-cors: the names a script can read, lower-case, each once, in order. */
export function corsFilteredHeaderNames(headers: Fields, credentialsMode: CredentialsMode): string[] {
  const exposed = corsExposedHeaderNames(headers, credentialsMode);
  const readable = headers.map(([name]) => name.toLowerCase()).filter((name) => isCorsSafelistedResponseHeaderName(name, exposed));
  return [...new Set(readable)];
}
