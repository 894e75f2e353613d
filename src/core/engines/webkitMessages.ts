import type { CorsError } from "./corsError";
import { fill, type MessageParams, withoutPreflight } from "./messages";

/** WebKit's reasons, after Source/WebCore/loader/CrossOriginAccessControl.cpp and NetworkLoadChecker.cpp: read, not run. */
const NOT_ALLOWED = "Origin {origin} is not allowed by Access-Control-Allow-Origin. Status code: {status}";
const NOT_SUCCESSFUL = "Preflight response is not successful. Status code: {status}";

const TEXTS: Readonly<Partial<Record<CorsError, string>>> = {
  DisallowedByMode: "Unsafe attempt to load URL {url} from origin {origin}. Domains, protocols and ports must match.",
  WildcardOriginNotAllowed: "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.",
  MissingAllowOriginHeader: NOT_ALLOWED,
  MultipleAllowOriginValues: "Access-Control-Allow-Origin cannot contain more than one origin.",
  InvalidAllowOriginValue: NOT_ALLOWED,
  AllowOriginMismatch: NOT_ALLOWED,
  InvalidAllowCredentials: 'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".',
  CorsDisabledScheme: "Cross origin requests are only supported for HTTP.",
  PreflightInvalidStatus: NOT_SUCCESSFUL,
  PreflightDisallowedRedirect: NOT_SUCCESSFUL,
  InvalidAllowMethodsPreflightResponse: "Header Access-Control-Allow-Methods has an invalid value: {value}",
  InvalidAllowHeadersPreflightResponse: "Header Access-Control-Allow-Headers has an invalid value: {value}",
  MethodDisallowedByPreflightResponse: "Method {method} is not allowed by Access-Control-Allow-Methods.",
  HeaderDisallowedByPreflightResponse: "Request header field {header} is not allowed by Access-Control-Allow-Headers.",
  RedirectContainsCredentials:
    "Cross-origin redirection to {url} denied by Cross-Origin Resource Sharing policy: redirection URL {location} has credentials",
};

/** Several values without a comma are one value that does not match: WebKit looks for the comma only. Null: it has no such reason. */
export function messageOf(reason: CorsError, params: MessageParams = {}): string | null {
  const twin = withoutPreflight(reason);
  const commaless = twin === "MultipleAllowOriginValues" && params.failedParameter !== undefined && !params.failedParameter.includes(",");
  const template = TEXTS[commaless ? "AllowOriginMismatch" : twin];
  if (template === undefined) return null;
  const given = params.failedParameter;
  return fill(template, { ...(given === undefined ? {} : { method: given, header: given, value: given }), ...params });
}
