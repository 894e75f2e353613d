import type { CorsError } from "../engines/corsError";

/** The place in a standard that makes each reason one. What a reason is called for people is a view's business. */
export interface ReasonRecord {
  readonly spec: string;
}

const FETCH = "https://fetch.spec.whatwg.org/";
const CORS_CHECK = `${FETCH}#concept-cors-check`;
const PREFLIGHT = `${FETCH}#cors-preflight-fetch`;
const LOCAL_NETWORK = "https://wicg.github.io/local-network-access/";

export const REASONS: Readonly<Record<CorsError, ReasonRecord>> = {
  DisallowedByMode: { spec: `${FETCH}#main-fetch` },
  InvalidResponse: { spec: CORS_CHECK },
  WildcardOriginNotAllowed: { spec: CORS_CHECK },
  MissingAllowOriginHeader: { spec: CORS_CHECK },
  MultipleAllowOriginValues: { spec: CORS_CHECK },
  InvalidAllowOriginValue: { spec: CORS_CHECK },
  AllowOriginMismatch: { spec: CORS_CHECK },
  InvalidAllowCredentials: { spec: CORS_CHECK },
  CorsDisabledScheme: { spec: `${FETCH}#main-fetch` },
  PreflightInvalidStatus: { spec: PREFLIGHT },
  PreflightDisallowedRedirect: { spec: PREFLIGHT },
  PreflightWildcardOriginNotAllowed: { spec: CORS_CHECK },
  PreflightMissingAllowOriginHeader: { spec: CORS_CHECK },
  PreflightMultipleAllowOriginValues: { spec: CORS_CHECK },
  PreflightInvalidAllowOriginValue: { spec: CORS_CHECK },
  PreflightAllowOriginMismatch: { spec: CORS_CHECK },
  PreflightInvalidAllowCredentials: { spec: CORS_CHECK },
  InvalidAllowMethodsPreflightResponse: { spec: PREFLIGHT },
  InvalidAllowHeadersPreflightResponse: { spec: PREFLIGHT },
  MethodDisallowedByPreflightResponse: { spec: PREFLIGHT },
  HeaderDisallowedByPreflightResponse: { spec: PREFLIGHT },
  RedirectContainsCredentials: { spec: `${FETCH}#concept-http-redirect-fetch` },
  InsecureLocalNetwork: { spec: LOCAL_NETWORK },
  InvalidLocalNetworkAccess: { spec: LOCAL_NETWORK },
  NoCorsRedirectModeNotFollow: { spec: `${FETCH}#main-fetch` },
  LocalNetworkAccessPermissionDenied: { spec: LOCAL_NETWORK },
};
