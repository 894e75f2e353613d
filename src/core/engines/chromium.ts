import { checkPreflightHeader } from "../fetch/corsPreflight";
import { getHeader } from "../fetch/headers";
import { chromiumAllowOriginFault } from "./chromiumAccess";
import { isChromiumSafelistedHeader, isChromiumSafelistedMethod } from "./chromiumHeaders";
import { chromiumMaxAge } from "./chromiumPreflight";
import type { Engine, KeptPreflight } from "./engine";
import { standard } from "./standard";

/**
 * Chromium, after services/network/public/cpp/cors/cors.cc and services/network/cors/preflight_{controller,result}.cc (153.0.8010.0), with
 * what 156 was measured to do.
 */
export const chromium: Engine = {
  name: "chromium",
  preflightOrder: standard.preflightOrder,
  allowOriginFault: chromiumAllowOriginFault,
  isSafelistedMethod: isChromiumSafelistedMethod,
  isSafelistedHeader: isChromiumSafelistedHeader,
  wildcardCoversAuthorization: true, // feature CorsNonWildcardRequestHeadersSupport is off
  namesHeadersInOrder: false, // it walks a hash table
  followsEmptyLocation: false, // net/http/http_response_headers.cc, IsRedirect
  losesRedirect: (target, ofPreflight) => target === null || (!ofPreflight && LOST.test(target)),
  preflightKeepsOrigin: false,
  maxAge: (headers) => chromiumMaxAge(getHeader(headers, "Access-Control-Max-Age")),
  ownWord: () => null,
  dropsPreflightOfRefused: false,
  keepsPreflight: keepsChromiumPreflight,
};

/** Schemes that net/ follows no redirect to; of others the CORS code is asked. */
const LOST = /^(?:data|about|blob|filesystem|file|chrome|chrome-extension):/;

/**
 * None of an opaque or tainted origin is kept for anybody but the very same document, none for a URL of 1024 characters or more, and a kept
 * `*` does not stand for Authorization, though a fresh one does: what cannot be promised is not said.
 */
function keepsChromiumPreflight({ url, origin, unsafeHeaderNames, replyHeaders }: KeptPreflight): boolean {
  if (origin === "null" || url.length >= 1024) return false;
  return !unsafeHeaderNames.includes("authorization") || checkPreflightHeader("authorization", "omit", replyHeaders).ok;
}
