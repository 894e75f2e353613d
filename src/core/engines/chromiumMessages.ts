import type { CorsError } from "./corsError";
import { fill, type MessageParams, withoutPreflight } from "./messages";

/**
 * Chromium's console text of a reason, after third_party/blink/renderer/platform/loader/cors/cors_error_string.cc. In the console
 * `Access to <kind> at '<url>' from origin '<origin>' has been blocked by CORS policy: ` stands before it; builds add suffixes, so match
 * prefixes, never whole lines.
 */
const TEXTS: Readonly<Partial<Record<CorsError, string>>> = {
  DisallowedByMode: "Cross origin requests are not allowed by request mode.",
  InvalidResponse: "The response is invalid.",
  WildcardOriginNotAllowed:
    "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.",
  MissingAllowOriginHeader: "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
  MultipleAllowOriginValues:
    "The 'Access-Control-Allow-Origin' header contains multiple values '{failedParameter}', but only one is allowed.",
  InvalidAllowOriginValue: "The 'Access-Control-Allow-Origin' header contains the invalid value '{failedParameter}'.",
  AllowOriginMismatch: "The 'Access-Control-Allow-Origin' header has a value '{failedParameter}' that is not equal to the supplied origin.",
  InvalidAllowCredentials:
    "The value of the 'Access-Control-Allow-Credentials' header in the response is '{failedParameter}' which must be 'true' when the request's credentials mode is 'include'.",
  CorsDisabledScheme: "Cross origin requests are only supported for protocol schemes: {scheme}.",
  PreflightInvalidStatus: "It does not have HTTP ok status.",
  PreflightDisallowedRedirect: "Redirect is not allowed for a preflight request.",
  InvalidAllowMethodsPreflightResponse: "Cannot parse Access-Control-Allow-Methods response header field in preflight response.",
  InvalidAllowHeadersPreflightResponse: "Cannot parse Access-Control-Allow-Headers response header field in preflight response.",
  MethodDisallowedByPreflightResponse: "Method {failedParameter} is not allowed by Access-Control-Allow-Methods in preflight response.",
  HeaderDisallowedByPreflightResponse:
    "Request header field {failedParameter} is not allowed by Access-Control-Allow-Headers in preflight response.",
  RedirectContainsCredentials:
    "Redirect location '{failedParameter}' contains a username and password, which is disallowed for cross-origin requests.",
  InsecureLocalNetwork: "The request client is not a secure context and the resource is in more-private address space `{addressSpace}`.",
  InvalidLocalNetworkAccess:
    "Request had a target IP address space of `{targetAddressSpace}` yet the resource is in address space `{addressSpace}`.",
  NoCorsRedirectModeNotFollow: 'Fetch API cannot load {url}. Request mode is "no-cors" but the redirect mode is not "follow".',
  LocalNetworkAccessPermissionDenied: "Permission was denied for this request to access the `{addressSpace}` address space.",
};

const PREFLIGHT = "Response to preflight request doesn't pass access control check: ";

/** The sentence of a reason. RedirectContainsCredentials prints an empty parameter: Chromium never fills it. */
export function messageOf(reason: CorsError, params: MessageParams = {}): string {
  const twin = withoutPreflight(reason);
  const prefixed = twin !== reason || reason === "PreflightInvalidStatus" || reason === "PreflightDisallowedRedirect";
  const known = reason === "RedirectContainsCredentials" ? { failedParameter: "", ...params } : params;
  return `${prefixed ? PREFLIGHT : ""}${fill(TEXTS[twin] ?? "", known)}`;
}
