import type { CorsError } from "./corsError";
import { withoutPreflight } from "./messages";

/** Where MDN explains a reason; or, in words, why there is nothing to link. */
type MdnPage = { readonly path: string } | { readonly none: string };

const page = (path: string): MdnPage => ({ path });
/** MDN names these pages after Firefox's console keys. */
const error = (key: string): MdnPage => page(`Web/HTTP/Guides/CORS/Errors/${key}`);

const NO_LOCAL_NETWORK_PAGE: MdnPage = { none: "MDN has no page on local network access; the draft of the WICG is the only text" };

/** Names with `Preflight` in front are the same fault on a preflight, and have the same page. */
const PAGES: Readonly<Partial<Record<CorsError, MdnPage>>> = {
  DisallowedByMode: page("Web/API/Request/mode"),
  InvalidResponse: error("CORSDidNotSucceed"),
  WildcardOriginNotAllowed: error("CORSNotSupportingCredentials"),
  MissingAllowOriginHeader: error("CORSMissingAllowOrigin"),
  MultipleAllowOriginValues: error("CORSMultipleAllowOriginNotAllowed"),
  InvalidAllowOriginValue: error("CORSAllowOriginNotMatchingOrigin"),
  AllowOriginMismatch: error("CORSAllowOriginNotMatchingOrigin"),
  InvalidAllowCredentials: error("CORSMissingAllowCredentials"),
  CorsDisabledScheme: error("CORSRequestNotHttp"),
  PreflightInvalidStatus: error("CORSPreflightDidNotSucceed"),
  PreflightDisallowedRedirect: error("CORSExternalRedirectNotAllowed"),
  InvalidAllowMethodsPreflightResponse: error("CORSInvalidAllowMethod"),
  InvalidAllowHeadersPreflightResponse: error("CORSInvalidAllowHeader"),
  MethodDisallowedByPreflightResponse: error("CORSMethodNotFound"),
  HeaderDisallowedByPreflightResponse: error("CORSMissingAllowHeaderFromPreflight"),
  RedirectContainsCredentials: page("Web/HTTP/Reference/Headers/Location"),
  NoCorsRedirectModeNotFollow: page("Web/API/Request/redirect"),
  InsecureLocalNetwork: NO_LOCAL_NETWORK_PAGE,
  InvalidLocalNetworkAccess: NO_LOCAL_NETWORK_PAGE,
  LocalNetworkAccessPermissionDenied: NO_LOCAL_NETWORK_PAGE,
};

export function mdnPageOf(reason: CorsError): MdnPage | undefined {
  return PAGES[withoutPreflight(reason)];
}

/** The page's address; null where MDN has none. */
export function mdnLink(reason: CorsError): string | null {
  const found = mdnPageOf(reason);
  return found !== undefined && "path" in found ? `https://developer.mozilla.org/en-US/docs/${found.path}` : null;
}
