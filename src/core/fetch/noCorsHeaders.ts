import { isCorsSafelistedRequestHeader } from "./headers";

/** https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header-name */
export function isNoCorsSafelistedRequestHeaderName(name: string): boolean {
  return /^(?:accept|accept-language|content-language|content-type)$/i.test(name);
}

/** https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header */
export function isNoCorsSafelistedRequestHeader(name: string, value: string): boolean {
  if (!isNoCorsSafelistedRequestHeaderName(name)) return false; // 1.
  return isCorsSafelistedRequestHeader(name, value); // 2.
}

/** https://fetch.spec.whatwg.org/#privileged-no-cors-request-header-name: set by the browser's own media loader, never by a page. */
export function isPrivilegedNoCorsRequestHeaderName(name: string): boolean {
  return name.toLowerCase() === "range";
}
