import { type Fields, getHeader } from "../fetch/headers";
import type { Engine } from "./engine";
import { matchAllowOrigin, standard } from "./standard";

/** WebKit, after Source/WebCore/loader/CrossOriginAccessControl.cpp and CrossOriginPreflightResultCache.cpp: read, not run. */
export const webkit: Engine = {
  name: "webkit",
  // The status comes before the CORS check: a 404 without headers is "not successful", not "missing header".
  preflightOrder: [
    "no-redirect",
    "ok-status",
    "allow-origin",
    "allow-credentials",
    "methods-parse",
    "headers-parse",
    "method-allowed",
    "headers-allowed",
  ],
  allowOriginFault: (fields, requestOrigin, credentialed) => {
    const value = fields.join(", ");
    const fault = matchAllowOrigin(value, fields.length, requestOrigin, credentialed);
    return fault === "AllowOriginMismatch" && value.includes(",") ? "MultipleAllowOriginValues" : fault;
  },
  isSafelistedMethod: standard.isSafelistedMethod,
  isSafelistedHeader: standard.isSafelistedHeader,
  wildcardCoversAuthorization: true,
  namesHeadersInOrder: false,
  followsEmptyLocation: false,
  losesRedirect: (target) => target === null,
  preflightKeepsOrigin: false,
  maxAge: webkitMaxAge,
  ownWord: () => null,
  dropsPreflightOfRefused: false,
  keepsPreflight: ({ origin }) => origin !== "null",
};

const INT64_MAX = 2n ** 63n - 1n;

function webkitMaxAge(headers: Fields): number {
  const value = getHeader(headers, "Access-Control-Max-Age");
  if (value === null || !/^[+-]?\d+$/.test(value)) return 5;
  const seconds = BigInt(value.replace(/^\+/, ""));
  if (seconds > INT64_MAX || seconds < -INT64_MAX - 1n) return 5;
  return Number(seconds < 0n ? 0n : seconds > 600n ? 600n : seconds);
}
