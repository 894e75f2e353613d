import type { CorsError } from "../core/engines/corsError";
import type { Verdict } from "../core/engines/engine";

/** Human words that panel and popup share. */
export const VERDICT_WORDS: Readonly<Record<Verdict | "pending", string>> = {
  blocked: "Blocked",
  allowed: "Allowed",
  "not-cors": "Not CORS",
  unknown: "Unknown",
  pending: "Pending",
};

/** The browser's reason in a few plain words, short enough for a column. */
export const REASON_WORDS: Readonly<Record<CorsError, string>> = {
  DisallowedByMode: "Mode same-origin forbids another origin",
  InvalidResponse: "The reply is not usable",
  WildcardOriginNotAllowed: "Allow-Origin is * but credentials are sent",
  MissingAllowOriginHeader: "No Access-Control-Allow-Origin",
  MultipleAllowOriginValues: "More than one value in Allow-Origin",
  InvalidAllowOriginValue: "Allow-Origin is no valid origin",
  AllowOriginMismatch: "Allow-Origin names another origin",
  InvalidAllowCredentials: "Allow-Credentials is not true",
  CorsDisabledScheme: "This URL scheme has no CORS",
  PreflightInvalidStatus: "Preflight: status is not 2xx",
  PreflightDisallowedRedirect: "Preflight: redirected",
  PreflightWildcardOriginNotAllowed: "Preflight: Allow-Origin is * but credentials are sent",
  PreflightMissingAllowOriginHeader: "Preflight: no Access-Control-Allow-Origin",
  PreflightMultipleAllowOriginValues: "Preflight: more than one value in Allow-Origin",
  PreflightInvalidAllowOriginValue: "Preflight: Allow-Origin is no valid origin",
  PreflightAllowOriginMismatch: "Preflight: Allow-Origin names another origin",
  PreflightInvalidAllowCredentials: "Preflight: Allow-Credentials is not true",
  InvalidAllowMethodsPreflightResponse: "Preflight: Allow-Methods cannot be parsed",
  InvalidAllowHeadersPreflightResponse: "Preflight: Allow-Headers cannot be parsed",
  MethodDisallowedByPreflightResponse: "Preflight: method is not allowed",
  HeaderDisallowedByPreflightResponse: "Preflight: header is not allowed",
  RedirectContainsCredentials: "Redirect to a URL with a password",
  InsecureLocalNetwork: "Insecure page calls the local network",
  InvalidLocalNetworkAccess: "Address space is not what was announced",
  NoCorsRedirectModeNotFollow: "Mode no-cors must follow redirects",
  LocalNetworkAccessPermissionDenied: "Local network access was denied",
};

/** Classes of "not CORS" whose id says too little by itself. */
const NOT_CORS_WORDS: Readonly<Record<string, string>> = {
  dns: "Host name not found",
  tls: "No secure connection (TLS)",
  corp: "Cross-Origin-Resource-Policy",
  orb: "Opaque Response Blocking",
  csp: "Content-Security-Policy",
  "connection-reset": "Connection closed without a reply",
  "body-interrupted": "Reply broke off",
  "blocked-by-client": "Blocked by an extension",
  "request-mode": "Redirect not followed",
  "no-cors-mode": "no-cors mode",
};

export function notCorsWords(id: string): string {
  return NOT_CORS_WORDS[id] ?? idInWords(id);
}

/** A kebab-case id of the core as words, for ids that have no text of their own yet. */
export function idInWords(id: string): string {
  const words = id.replaceAll("-", " ");
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
