import { type Fields, getHeader, isCorsSafelistedRequestHeader } from "../fetch/headers";
import type { AllowOriginFault, Engine } from "./engine";
import { matchAllowOrigin, standard } from "./standard";

/**
 * Chromium, after services/network/public/cpp/cors/cors.cc and services/network/cors/preflight_{controller,result}.cc (153.0.8010.0), with
 * what 156 was measured to do.
 */
export const chromium: Engine = {
  name: "chromium",
  preflightOrder: standard.preflightOrder,
  allowOriginFault: chromiumAllowOriginFault,
  // cors.cc compares methods without case here, though the list in Access-Control-Allow-Methods is matched byte for byte.
  isSafelistedMethod: (method) => /^(?:get|head|post)$/i.test(method),
  isSafelistedHeader: isChromiumSafelistedHeader,
  wildcardCoversAuthorization: true, // feature CorsNonWildcardRequestHeadersSupport is off
  maxAge: chromiumMaxAge,
};

function chromiumAllowOriginFault(fields: readonly string[], requestOrigin: string, credentialed: boolean): AllowOriginFault | null {
  const value = fields.join(", ");
  const fault = matchAllowOrigin(value, fields.length, requestOrigin, credentialed);
  if (fault !== "AllowOriginMismatch") return fault;
  if (/[ ,]/.test(value)) return "MultipleAllowOriginValues";
  if (value === "null") return fault;
  return URL.canParse(value) ? fault : "InvalidAllowOriginValue";
}

const CLIENT_HINTS = new Set(
  (
    "device-memory dpr width viewport-width rtt downlink ect sec-ch-lang sec-ch-ua sec-ch-ua-platform sec-ch-ua-arch sec-ch-ua-model " +
    "sec-ch-ua-mobile sec-ch-ua-full-version sec-ch-ua-platform-version sec-ch-prefers-color-scheme sec-ch-ua-bitness " +
    "sec-ch-ua-reduced sec-ch-viewport-height sec-ch-device-memory sec-ch-dpr sec-ch-width sec-ch-viewport-width sec-ch-ua-wow64 " +
    "sec-ch-ua-full-version-list sec-ch-prefers-reduced-motion sec-ch-ua-form-factors sec-ch-prefers-reduced-transparency"
  ).split(" "),
);

/** cors.cc IsCorsSafelistedHeader: the standard's rules, client hints, `intervention`, and `save-data: on`. */
function isChromiumSafelistedHeader(name: string, value: string): boolean {
  const lower = name.toLowerCase();
  if (lower === "save-data") return value.toLowerCase() === "on";
  if (lower === "intervention" || CLIENT_HINTS.has(lower)) return value.length <= 128;
  return isCorsSafelistedRequestHeader(name, value);
}

const LONGEST = 7200;
const INT64_MAX = 2n ** 63n - 1n;

/** preflight_result.cc ParseAccessControlMaxAge: a signed 64-bit integer, else 5; negative is 0; at most two hours. */
function chromiumMaxAge(headers: Fields): number {
  const value = getHeader(headers, "Access-Control-Max-Age");
  if (value === null || !/^[+-]?\d+$/.test(value)) return 5;
  const seconds = BigInt(value.replace(/^\+/, ""));
  if (seconds > INT64_MAX || seconds < -INT64_MAX - 1n) return 5;
  return Number(seconds < 0n ? 0n : seconds > BigInt(LONGEST) ? BigInt(LONGEST) : seconds);
}
