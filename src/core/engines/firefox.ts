import type { AllowOriginFault, Engine } from "./engine";
import { isFirefoxSafelistedHeader } from "./firefoxHeaders";
import { firefoxWord } from "./firefoxMessages";
import { firefoxMaxAge, keepsFirefoxPreflight } from "./firefoxPreflightCache";
import { matchAllowOrigin, standard } from "./standard";

/** Firefox, after netwerk/protocol/http/nsCORSListenerProxy.cpp, with what 153 ESR was measured to do. */
export const firefox: Engine = {
  name: "firefox",
  // The reply's own check comes before a redirect is refused, and a method that is not listed masks an unparseable Access-Control-Allow-Headers.
  preflightOrder: [
    "allow-origin",
    "allow-credentials",
    "redirect-credentials",
    "no-redirect",
    "ok-status",
    "methods-parse",
    "method-allowed",
    "headers-parse",
    "headers-allowed",
  ],
  allowOriginFault: firefoxAllowOriginFault,
  isSafelistedMethod: standard.isSafelistedMethod,
  isSafelistedHeader: isFirefoxSafelistedHeader,
  wildcardCoversAuthorization: true, // pref network.cors_preflight.authorization_covered_by_wildcard
  namesHeadersInOrder: true,
  followsEmptyLocation: true,
  losesRedirect: (target) => target === null || LOST.test(target),
  preflightKeepsOrigin: true, // StartCORSPreflight takes the loading principal, not the one that the redirect left
  maxAge: firefoxMaxAge,
  ownWord: firefoxWord,
  dropsPreflightOfRefused: true,
  keepsPreflight: keepsFirefoxPreflight,
};

/** Schemes that it knows and follows no redirect to; of others it asks its CORS code, which wants HTTP. */
const LOST = /^(?:data|javascript|file|view-source|resource|chrome|jar):/;

/** Only two fields are "multiple", whatever they say; one field with a comma is an origin that does not match. */
function firefoxAllowOriginFault(fields: readonly string[], requestOrigin: string, credentialed: boolean): AllowOriginFault | null {
  return fields.length > 1 ? "MultipleAllowOriginValues" : matchAllowOrigin(fields.join(", "), fields.length, requestOrigin, credentialed);
}
