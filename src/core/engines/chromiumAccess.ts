import { isSameOrigin } from "../fetch/origins";
import type { CredentialsMode } from "../fetch/outcome";
import { isOkStatus } from "../fetch/statuses";
import { isGurlValid } from "./chromiumUrl";
import type { CorsError } from "./corsError";
import type { AllowOriginFault } from "./engine";
import { matchAllowOrigin } from "./standard";

/** network::CorsErrorStatus: what the DevTools Protocol shows as `corsErrorStatus`. */
export interface CorsErrorStatus {
  readonly corsError: CorsError;
  readonly failedParameter: string;
}

/** The values of one reply, fields joined with `, `; null when absent. */
export interface AccessHeaders {
  readonly allowOrigin: string | null;
  readonly allowCredentials: string | null;
}

export function corsErrorStatus(corsError: CorsError, failedParameter = ""): CorsErrorStatus {
  return { corsError, failedParameter };
}

/** The names that cors.cc gives to a value that does not match: several values, no URL, another origin. */
export function chromiumAllowOriginFault(fields: readonly string[], requestOrigin: string, credentialed: boolean): AllowOriginFault | null {
  const value = fields.join(", ");
  const fault = matchAllowOrigin(value, fields.length, requestOrigin, credentialed);
  if (fault !== "AllowOriginMismatch") return fault;
  if (/[ ,]/.test(value)) return "MultipleAllowOriginValues";
  if (value === "null") return fault;
  return isGurlValid(value) ? fault : "InvalidAllowOriginValue";
}

/** cors.cc CheckAccess. `origin` is serialised; a wildcard is forbidden with credentials only where the response came over HTTP. */
export function checkAccess(
  responseUrl: string,
  { allowOrigin, allowCredentials }: AccessHeaders,
  credentialsMode: CredentialsMode,
  origin: string,
): CorsErrorStatus | null {
  const credentialed = credentialsMode === "include";
  const wildcardForbidden = credentialed && /^https?:/i.test(responseUrl);
  const fault = chromiumAllowOriginFault(allowOrigin === null ? [] : [allowOrigin], origin, wildcardForbidden);
  if (fault === "WildcardOriginNotAllowed" || fault === "MissingAllowOriginHeader") return corsErrorStatus(fault);
  if (fault !== null) return corsErrorStatus(fault, allowOrigin ?? "");
  if (credentialed && allowCredentials !== "true") return corsErrorStatus("InvalidAllowCredentials", allowCredentials ?? "");
  return null;
}

/** preflight_controller.cc CheckPreflightAccess: the access check is reported before the status. */
export function checkPreflightAccess(
  responseUrl: string,
  status: number,
  headers: AccessHeaders,
  credentialsMode: CredentialsMode,
  origin: string,
): CorsErrorStatus | null {
  const access = checkAccess(responseUrl, headers, credentialsMode, origin);
  if (access !== null) return { ...access, corsError: `Preflight${access.corsError}` as CorsError };
  return isOkStatus(status) ? null : corsErrorStatus("PreflightInvalidStatus");
}

export type ChromiumRequestMode = "same-origin" | "no-cors" | "cors" | "cors-with-forced-preflight" | "navigate";

export function isCorsEnabledMode(mode: ChromiumRequestMode): boolean {
  return mode === "cors" || mode === "cors-with-forced-preflight";
}

/** url::Origin::Create, serialised: schemes that Chromium has registered with a host have origins too. `null` is opaque. */
export function chromiumOrigin(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return "null";
  if (parsed.origin !== "null") return parsed.origin;
  return parsed.protocol !== "file:" && parsed.host !== "" ? `${parsed.protocol}//${parsed.host}` : "null";
}

/** cors_url_loader.cc CheckRedirectLocation: unlike the standard, a tainted origin is never the same as the new URL's. */
export function checkRedirectLocation(
  location: string,
  mode: ChromiumRequestMode,
  origin: string,
  corsFlag: boolean,
  tainted: boolean,
): CorsErrorStatus | null {
  const url = URL.parse(location);
  if (url === null || (url.username === "" && url.password === "")) return null;
  const foreign = tainted || !isSameOrigin(origin, chromiumOrigin(location));
  return (isCorsEnabledMode(mode) && foreign) || corsFlag ? corsErrorStatus("RedirectContainsCredentials") : null;
}

/** cors_url_loader.cc CalculateResponseTainting, without an extension's allow-list. `origin` is null for the browser's own requests. */
export function chromiumResponseTainting(
  url: string,
  mode: ChromiumRequestMode,
  origin: string | null,
  corsFlag: boolean,
  tainted: boolean,
): "basic" | "cors" | "opaque" {
  if (/^data:/i.test(url)) return "basic";
  if (corsFlag) return "cors";
  if (origin === null || mode !== "no-cors") return "basic";
  return tainted || !isSameOrigin(origin, chromiumOrigin(url)) ? "opaque" : "basic";
}
