import { isCorsSafelistedRequestHeader } from "../fetch/headers";
import { isCorsSafelistedMethod } from "../fetch/methods";
import { extractMaxAge } from "../fetch/preflightCache";
import type { AllowOriginFault, Engine } from "./engine";

/** The Fetch standard as an engine: it has one failure for a value that does not match, whatever is wrong with it. */
export const standard: Engine = {
  name: "standard",
  preflightOrder: [
    "no-redirect",
    "allow-origin",
    "allow-credentials",
    "ok-status",
    "methods-parse",
    "headers-parse",
    "method-allowed",
    "headers-allowed",
  ],
  allowOriginFault: (fields, requestOrigin, credentialed) =>
    matchAllowOrigin(fields.join(", "), fields.length, requestOrigin, credentialed),
  isSafelistedMethod: isCorsSafelistedMethod,
  isSafelistedHeader: isCorsSafelistedRequestHeader,
  wildcardCoversAuthorization: false,
  namesHeadersInOrder: true,
  followsEmptyLocation: true,
  losesRedirect: (target) => target === null,
  preflightKeepsOrigin: false,
  maxAge: extractMaxAge,
  ownWord: () => null,
  dropsPreflightOfRefused: false,
  keepsPreflight: ({ origin }) => origin !== "null",
};

/** The cases that every engine tells apart: wildcard under credentials, absent, unequal. */
export function matchAllowOrigin(value: string, count: number, requestOrigin: string, credentialed: boolean): AllowOriginFault | null {
  if (count === 0) return "MissingAllowOriginHeader";
  if (value === "*") return credentialed ? "WildcardOriginNotAllowed" : null;
  return value === requestOrigin ? null : "AllowOriginMismatch";
}
