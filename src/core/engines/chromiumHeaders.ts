import { byteLength, type Fields, isCorsSafelistedRequestHeader, isForbiddenRequestHeader, mimeTypeEssence } from "../fetch/headers";

/** Chromium's request-headers, after services/network/public/cpp/cors/cors.cc and services/network/cors/cors_util.cc. */

const DECIMAL = /^\d+(?:\.\d+)?$/;
const INTEGER = /^\d+$/;

/** Client hints of the first generation, which a page may set: their values are looked at. */
const OLD_HINTS: Readonly<Record<string, RegExp>> = {
  "device-memory": DECIMAL,
  dpr: DECIMAL,
  downlink: DECIMAL,
  width: INTEGER,
  "viewport-width": INTEGER,
  rtt: INTEGER,
  ect: /^(?:slow-2g|2g|3g|4g)$/,
  "save-data": /^on$/i,
};

/** `Sec-` names are the browser's own, so any value passes; Intervention is added by the browser too. */
const ANY_VALUE = new Set(
  (
    "intervention sec-ch-ua sec-ch-ua-arch sec-ch-ua-platform sec-ch-ua-model sec-ch-ua-mobile sec-ch-ua-full-version " +
    "sec-ch-ua-platform-version sec-ch-prefers-color-scheme sec-ch-ua-bitness sec-ch-viewport-height sec-ch-device-memory sec-ch-dpr " +
    "sec-ch-width sec-ch-viewport-width sec-ch-ua-full-version-list sec-ch-ua-wow64 sec-ch-prefers-reduced-motion " +
    "sec-ch-ua-form-factors sec-ch-prefers-reduced-transparency"
  ).split(" "),
);

const INT64_MAX = 2n ** 63n - 1n;

/** cors.cc IsCorsSafelistedHeader: the standard's rules, client hints, `intervention`, and `save-data: on`. */
export function isChromiumSafelistedHeader(name: string, value: string): boolean {
  const lower = name.toLowerCase();
  if (byteLength(value) > 128) return false;
  if (ANY_VALUE.has(lower)) return true;
  if (Object.hasOwn(OLD_HINTS, lower)) return (OLD_HINTS[lower] as RegExp).test(value);
  if (!isCorsSafelistedRequestHeader(lower, value)) return false;
  // A position that does not fit int64 is saturated, and then refused.
  return lower !== "range" || (value.match(/\d+/g) ?? []).every((position) => BigInt(position) < INT64_MAX);
}

/** What Chromium's own ad auctions send, safelisted while their feature is on; a page has no use for it. */
export function isAdAuctionTrustedSignals(name: string, value: string): boolean {
  if (name.toLowerCase() !== "content-type" || byteLength(value) > 128) return false;
  return mimeTypeEssence(value) === "message/ad-auction-trusted-signals-request";
}

/** cors.cc IsCorsSafelistedMethod: compared without case, though Access-Control-Allow-Methods is matched byte for byte. */
export function isChromiumSafelistedMethod(method: string): boolean {
  return /^(?:get|head|post)$/i.test(method);
}

/** net::HttpUtil::IsSafeHeader, negated: the standard's list of 2022, in which User-Agent still is. */
export function isChromiumForbiddenRequestHeader(name: string, value: string): boolean {
  return name.toLowerCase() === "user-agent" || isForbiddenRequestHeader(name, value);
}

/** cors.cc CorsUnsafeRequestHeaderNames: lower-case, in the order of the request, not sorted; 1024 bytes as in the standard. */
export function chromiumUnsafeRequestHeaderNames(headers: Fields): string[] {
  const unsafe: string[] = [];
  const potentiallyUnsafe: string[] = [];
  let safelistValueSize = 0;
  for (const [name, value] of headers) {
    if (isChromiumSafelistedHeader(name, value)) {
      potentiallyUnsafe.push(name.toLowerCase());
      safelistValueSize += byteLength(value);
    } else unsafe.push(name.toLowerCase());
  }
  return safelistValueSize > 1024 ? [...unsafe, ...potentiallyUnsafe] : unsafe;
}

const REVALIDATION = /^(?:if-modified-since|if-none-match|cache-control)$/i;

/**
 * cors_util.cc CorsUnsafeNotForbiddenRequestHeaderNames: those of them that decide about a preflight and are named in it. Forbidden headers
 * are the browser's own, and so are the validators of a revalidation.
 */
export function chromiumPreflightedHeaderNames(headers: Fields, isRevalidating = false): string[] {
  return chromiumUnsafeRequestHeaderNames(
    headers.filter(([name, value]) => !isChromiumForbiddenRequestHeader(name, value) && !(isRevalidating && REVALIDATION.test(name))),
  );
}
