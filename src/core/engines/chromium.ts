import { getHeader } from "../fetch/headers";
import { chromiumAllowOriginFault } from "./chromiumAccess";
import { isChromiumSafelistedHeader, isChromiumSafelistedMethod } from "./chromiumHeaders";
import { chromiumMaxAge } from "./chromiumPreflight";
import type { Engine } from "./engine";
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
  maxAge: (headers) => chromiumMaxAge(getHeader(headers, "Access-Control-Max-Age")),
};
