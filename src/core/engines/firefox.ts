import { type Fields, getHeader } from "../fetch/headers";
import type { Engine } from "./engine";
import { matchAllowOrigin, standard } from "./standard";

/** Firefox, after netwerk/protocol/http/nsCORSListenerProxy.cpp, with what 153 ESR was measured to do. */
export const firefox: Engine = {
  name: "firefox",
  // A method that is not listed masks an unparseable Access-Control-Allow-Headers.
  preflightOrder: [
    "no-redirect",
    "allow-origin",
    "allow-credentials",
    "ok-status",
    "methods-parse",
    "method-allowed",
    "headers-parse",
    "headers-allowed",
  ],
  allowOriginFault: (fields, requestOrigin, credentialed) =>
    // Only two fields are "multiple"; one field with a comma is an origin that does not match.
    fields.length > 1 ? "MultipleAllowOriginValues" : matchAllowOrigin(fields.join(", "), fields.length, requestOrigin, credentialed),
  isSafelistedMethod: standard.isSafelistedMethod,
  isSafelistedHeader: standard.isSafelistedHeader,
  wildcardCoversAuthorization: true, // pref network.cors_preflight.authorization_covered_by_wildcard
  maxAge: firefoxMaxAge,
};

/** Digits only, else the reply is not kept at all; at most a day. */
function firefoxMaxAge(headers: Fields): number {
  const value = getHeader(headers, "Access-Control-Max-Age");
  if (value === null) return 5;
  return /^\d+$/.test(value) ? Math.min(Number(value), 86_400) : 0;
}
