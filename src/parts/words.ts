import type { CorsError } from "../core/engines/corsError";
import type { Verdict } from "../core/engines/engine";
import { type PlainName, say } from "./say";

/** Human words that panel and popup share. */
const VERDICTS: Readonly<Record<Verdict | "pending", PlainName>> = {
  blocked: "verdictBlocked",
  allowed: "verdictAllowed",
  "not-cors": "verdictNotCors",
  unknown: "verdictUnknown",
  pending: "verdictPending",
};

export function verdictWord(verdict: Verdict | "pending"): string {
  return say(VERDICTS[verdict]);
}

/** The browser's reason in a few plain words, short enough for a column. */
const REASONS: Readonly<Record<CorsError, PlainName>> = {
  DisallowedByMode: "reasonDisallowedByMode",
  InvalidResponse: "reasonInvalidResponse",
  WildcardOriginNotAllowed: "reasonWildcardOriginNotAllowed",
  MissingAllowOriginHeader: "reasonMissingAllowOriginHeader",
  MultipleAllowOriginValues: "reasonMultipleAllowOriginValues",
  InvalidAllowOriginValue: "reasonInvalidAllowOriginValue",
  AllowOriginMismatch: "reasonAllowOriginMismatch",
  InvalidAllowCredentials: "reasonInvalidAllowCredentials",
  CorsDisabledScheme: "reasonCorsDisabledScheme",
  PreflightInvalidStatus: "reasonPreflightInvalidStatus",
  PreflightDisallowedRedirect: "reasonPreflightDisallowedRedirect",
  PreflightWildcardOriginNotAllowed: "reasonPreflightWildcardOriginNotAllowed",
  PreflightMissingAllowOriginHeader: "reasonPreflightMissingAllowOriginHeader",
  PreflightMultipleAllowOriginValues: "reasonPreflightMultipleAllowOriginValues",
  PreflightInvalidAllowOriginValue: "reasonPreflightInvalidAllowOriginValue",
  PreflightAllowOriginMismatch: "reasonPreflightAllowOriginMismatch",
  PreflightInvalidAllowCredentials: "reasonPreflightInvalidAllowCredentials",
  InvalidAllowMethodsPreflightResponse: "reasonInvalidAllowMethodsPreflightResponse",
  InvalidAllowHeadersPreflightResponse: "reasonInvalidAllowHeadersPreflightResponse",
  MethodDisallowedByPreflightResponse: "reasonMethodDisallowedByPreflightResponse",
  HeaderDisallowedByPreflightResponse: "reasonHeaderDisallowedByPreflightResponse",
  RedirectContainsCredentials: "reasonRedirectContainsCredentials",
  InsecureLocalNetwork: "reasonInsecureLocalNetwork",
  InvalidLocalNetworkAccess: "reasonInvalidLocalNetworkAccess",
  NoCorsRedirectModeNotFollow: "reasonNoCorsRedirectModeNotFollow",
  LocalNetworkAccessPermissionDenied: "reasonLocalNetworkAccessPermissionDenied",
};

export function reasonWords(reason: CorsError): string {
  return say(REASONS[reason]);
}

/** Classes of "not CORS" whose id says too little by itself. */
const NOT_CORS: Readonly<Record<string, PlainName>> = {
  dns: "notCorsDns",
  tls: "notCorsTls",
  corp: "notCorsCorp",
  orb: "notCorsOrb",
  csp: "notCorsCsp",
  "connection-reset": "notCorsConnectionReset",
  "body-interrupted": "notCorsBodyInterrupted",
  "blocked-by-client": "notCorsBlockedByClient",
  "request-mode": "notCorsRequestMode",
  "no-cors-mode": "notCorsNoCorsMode",
};

export function notCorsWords(id: string): string {
  const name = NOT_CORS[id];
  return name === undefined ? idInWords(id) : say(name);
}

/** A kebab-case id of the core as words, for ids that have no text of their own yet. */
export function idInWords(id: string): string {
  const words = id.replaceAll("-", " ");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
