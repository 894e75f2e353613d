import type { CorsError } from "../engines/corsError";

/** What each reason is called in plain words, and the place in the Fetch standard that makes it one. */
export interface ReasonRecord {
  /** Short, for a list: what is wrong with the reply, without the product's or the standard's jargon. */
  readonly title: string;
  readonly spec: string;
}

const FETCH = "https://fetch.spec.whatwg.org/";
const CORS_CHECK = `${FETCH}#concept-cors-check`;
const PREFLIGHT = `${FETCH}#cors-preflight-fetch`;
const LOCAL_NETWORK = "https://wicg.github.io/local-network-access/";

export const REASONS: Readonly<Record<CorsError, ReasonRecord>> = {
  DisallowedByMode: { title: "Mode same-origin forbids other origins", spec: `${FETCH}#main-fetch` },
  InvalidResponse: { title: "Response is invalid", spec: CORS_CHECK },
  WildcardOriginNotAllowed: { title: "`*` is not allowed with credentials", spec: CORS_CHECK },
  MissingAllowOriginHeader: { title: "No Access-Control-Allow-Origin", spec: CORS_CHECK },
  MultipleAllowOriginValues: { title: "Several values in Access-Control-Allow-Origin", spec: CORS_CHECK },
  InvalidAllowOriginValue: { title: "Access-Control-Allow-Origin is not an origin", spec: CORS_CHECK },
  AllowOriginMismatch: { title: "Another origin is allowed", spec: CORS_CHECK },
  InvalidAllowCredentials: { title: "Credentials are not allowed", spec: CORS_CHECK },
  CorsDisabledScheme: { title: "Scheme cannot be requested across origins", spec: `${FETCH}#main-fetch` },
  PreflightInvalidStatus: { title: "Preflight was refused by its status", spec: PREFLIGHT },
  PreflightDisallowedRedirect: { title: "Preflight was redirected", spec: PREFLIGHT },
  PreflightWildcardOriginNotAllowed: { title: "`*` is not allowed with credentials (preflight)", spec: CORS_CHECK },
  PreflightMissingAllowOriginHeader: { title: "No Access-Control-Allow-Origin on the preflight", spec: CORS_CHECK },
  PreflightMultipleAllowOriginValues: { title: "Several values in Access-Control-Allow-Origin (preflight)", spec: CORS_CHECK },
  PreflightInvalidAllowOriginValue: { title: "Access-Control-Allow-Origin is not an origin (preflight)", spec: CORS_CHECK },
  PreflightAllowOriginMismatch: { title: "Another origin is allowed (preflight)", spec: CORS_CHECK },
  PreflightInvalidAllowCredentials: { title: "Credentials are not allowed (preflight)", spec: CORS_CHECK },
  InvalidAllowMethodsPreflightResponse: { title: "Access-Control-Allow-Methods cannot be parsed", spec: PREFLIGHT },
  InvalidAllowHeadersPreflightResponse: { title: "Access-Control-Allow-Headers cannot be parsed", spec: PREFLIGHT },
  MethodDisallowedByPreflightResponse: { title: "Method is not allowed", spec: PREFLIGHT },
  HeaderDisallowedByPreflightResponse: { title: "Request header is not allowed", spec: PREFLIGHT },
  RedirectContainsCredentials: { title: "Redirect to a URL with a user name", spec: `${FETCH}#concept-http-redirect-fetch` },
  InsecureLocalNetwork: { title: "Insecure page may not call the local network", spec: LOCAL_NETWORK },
  InvalidLocalNetworkAccess: { title: "Local network address changed", spec: LOCAL_NETWORK },
  NoCorsRedirectModeNotFollow: { title: "Mode no-cors must follow redirects", spec: `${FETCH}#main-fetch` },
  LocalNetworkAccessPermissionDenied: { title: "Permission for the local network was denied", spec: LOCAL_NETWORK },
};
