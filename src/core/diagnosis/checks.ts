import type { CorsError } from "../engines/corsError";
import type { AllowOriginFault, Engine, PreflightCheck } from "../engines/engine";
import { checkCredentials } from "../fetch/corsCheck";
import { checkPreflightHeader, checkPreflightMethod } from "../fetch/corsPreflight";
import { extractHeaderListValues, type Fields, fieldValues, getHeader } from "../fetch/headers";
import { checkRedirectCredentials, locationUrl } from "../fetch/redirect";
import { isOkStatus, isRedirectStatus } from "../fetch/statuses";
import type { Stage } from "./diagnosis";
import { REASONS } from "./reasons";

/** One check, run. `expected` and `got` are for people; values that a server sent are shown as they are. */
export interface CheckResult {
  readonly check: string;
  readonly label: string;
  readonly ok: boolean;
  readonly reason?: CorsError;
  readonly failedParameter?: string;
  readonly expected: string;
  readonly got: string;
  readonly header?: string;
  /** The step of the standard's algorithm. */
  readonly step: string;
  readonly spec: string;
}

/** A reply and what it is judged against. */
export interface Judged {
  readonly stage: Stage;
  readonly url: string;
  readonly status: number;
  readonly headers: Fields;
  /** Byte-serialised request origin. */
  readonly origin: string;
  readonly credentialed: boolean;
  /** The method and the unsafe header names that the preflight asked for. */
  readonly method: string;
  readonly unsafeHeaderNames: readonly string[];
  /** Whether response tainting is "cors" for this hop: else its redirect is not CORS-checked. */
  readonly tainted: boolean;
  /** The origin that made the request, before any tainting. */
  readonly requestOrigin: string;
}

const ACAO = "Access-Control-Allow-Origin";
const ACAC = "Access-Control-Allow-Credentials";
const ACAM = "Access-Control-Allow-Methods";
const ACAH = "Access-Control-Allow-Headers";
const ABSENT = "(no such header)";

/** Every check that applies to this reply, in the engine's order, each run whether or not an earlier one failed. */
export function runChecks(engine: Engine, judged: Judged): CheckResult[] {
  if (judged.stage === "preflight") return engine.preflightOrder.flatMap((check) => PREFLIGHT_CHECKS[check](engine, judged));
  const checks = judged.tainted ? [allowOrigin(engine, judged), allowCredentials(judged)] : [];
  if (judged.stage === "redirect") checks.push(redirectCredentials(judged));
  return checks;
}

const PREFLIGHT_CHECKS: Readonly<Record<PreflightCheck, (engine: Engine, judged: Judged) => readonly CheckResult[]>> = {
  "no-redirect": (_, judged) => [noRedirect(judged)],
  "allow-origin": (engine, judged) => [allowOrigin(engine, judged)],
  "allow-credentials": (_, judged) => [allowCredentials(judged)],
  "ok-status": (_, judged) => [okStatus(judged)],
  "methods-parse": (_, judged) => [listParses(judged, ACAM, "methods-parse", "InvalidAllowMethodsPreflightResponse")],
  "headers-parse": (_, judged) => [listParses(judged, ACAH, "headers-parse", "InvalidAllowHeadersPreflightResponse")],
  "method-allowed": (engine, judged) => [methodAllowed(engine, judged)],
  "headers-allowed": (engine, judged) => judged.unsafeHeaderNames.map((name) => headerAllowed(engine, judged, name)),
};

const PREFIXED: Readonly<Record<AllowOriginFault, CorsError>> = {
  WildcardOriginNotAllowed: "PreflightWildcardOriginNotAllowed",
  MissingAllowOriginHeader: "PreflightMissingAllowOriginHeader",
  MultipleAllowOriginValues: "PreflightMultipleAllowOriginValues",
  InvalidAllowOriginValue: "PreflightInvalidAllowOriginValue",
  AllowOriginMismatch: "PreflightAllowOriginMismatch",
};

function allowOrigin(engine: Engine, { headers, origin, credentialed, stage }: Judged): CheckResult {
  const fields = fieldValues(headers, ACAO);
  const fault = engine.allowOriginFault(fields, origin, credentialed);
  const value = fields.join(", ");
  const shared = {
    check: "allow-origin",
    label: `${ACAO} names the page's origin`,
    expected: credentialed ? origin : `${origin} (or *)`,
    got: fields.length === 0 ? ABSENT : fields.length > 1 ? `${value} (${fields.length} fields)` : value,
    header: ACAO,
    step: fault === "MissingAllowOriginHeader" ? "CORS check 2" : "CORS check 4",
    spec: REASONS.MissingAllowOriginHeader.spec,
  };
  if (fault === null) return { ...shared, ok: true };
  const quoted = fault !== "MissingAllowOriginHeader" && fault !== "WildcardOriginNotAllowed" && value !== "";
  return {
    ...shared,
    ok: false,
    reason: stage === "preflight" ? PREFIXED[fault] : fault,
    ...(quoted ? { failedParameter: value } : {}),
  };
}

function allowCredentials({ headers, credentialed, stage }: Judged): CheckResult {
  const outcome = checkCredentials(credentialed ? "include" : "omit", headers);
  const value = getHeader(headers, ACAC);
  const shared = {
    check: "allow-credentials",
    label: credentialed ? `${ACAC} is true` : "Credentials are not included, so they need no permission",
    expected: credentialed ? "true" : "(not needed)",
    got: value ?? ABSENT,
    header: ACAC,
    step: "CORS check 8",
    spec: REASONS.InvalidAllowCredentials.spec,
  };
  if (outcome.ok) return { ...shared, ok: true };
  return {
    ...shared,
    ok: false,
    reason: stage === "preflight" ? "PreflightInvalidAllowCredentials" : "InvalidAllowCredentials",
    ...(value === null || value === "" ? {} : { failedParameter: value }),
  };
}

function noRedirect({ status, headers }: Judged): CheckResult {
  const location = getHeader(headers, "Location");
  const redirected = isRedirectStatus(status) && location !== null;
  const shared = {
    check: "no-redirect",
    label: "The preflight is answered, not redirected",
    expected: "a reply without a redirect",
    got: redirected ? `${status} to ${location}` : String(status),
    step: "CORS-preflight fetch 6",
    spec: REASONS.PreflightDisallowedRedirect.spec,
  };
  return redirected ? { ...shared, ok: false, header: "Location", reason: "PreflightDisallowedRedirect" } : { ...shared, ok: true };
}

function okStatus({ status }: Judged): CheckResult {
  const shared = {
    check: "ok-status",
    label: "The preflight's status is ok",
    expected: "200 to 299",
    got: String(status),
    step: "CORS-preflight fetch 7",
    spec: REASONS.PreflightInvalidStatus.spec,
  };
  return isOkStatus(status) ? { ...shared, ok: true } : { ...shared, ok: false, reason: "PreflightInvalidStatus" };
}

function listParses({ headers }: Judged, header: string, check: string, reason: CorsError): CheckResult {
  const value = getHeader(headers, header);
  const shared = {
    check,
    label: `${header} is a list of names`,
    expected: "names separated by commas",
    got: value ?? ABSENT,
    header,
    step: "CORS-preflight fetch 7.3",
    spec: REASONS[reason].spec,
  };
  return extractHeaderListValues(headers, header) === "failure" ? { ...shared, ok: false, reason } : { ...shared, ok: true };
}

function methodAllowed(engine: Engine, { headers, method, credentialed }: Judged): CheckResult {
  const credentialsMode = credentialed ? "include" : "omit";
  const ok = engine.isSafelistedMethod(method) || checkPreflightMethod({ method, credentialsMode }, headers).ok;
  const shared = {
    check: "method-allowed",
    label: engine.isSafelistedMethod(method) ? `${method} needs no permission` : `${ACAM} lists ${method}`,
    expected: method,
    got: getHeader(headers, ACAM) ?? ABSENT,
    header: ACAM,
    step: "CORS-preflight fetch 7.5",
    spec: REASONS.MethodDisallowedByPreflightResponse.spec,
  };
  return ok ? { ...shared, ok } : { ...shared, ok, reason: "MethodDisallowedByPreflightResponse", failedParameter: method };
}

function headerAllowed(engine: Engine, { headers, credentialed }: Judged, name: string): CheckResult {
  const outcome = checkPreflightHeader(name, credentialed ? "include" : "omit", headers, engine.wildcardCoversAuthorization);
  const shared = {
    check: `header-allowed:${name}`,
    label: `${ACAH} lists ${name}`,
    expected: name,
    got: getHeader(headers, ACAH) ?? ABSENT,
    header: ACAH,
    step: name === "authorization" ? "CORS-preflight fetch 7.6" : "CORS-preflight fetch 7.7",
    spec: REASONS.HeaderDisallowedByPreflightResponse.spec,
  };
  if (outcome.ok) return { ...shared, ok: true };
  return { ...shared, ok: false, reason: "HeaderDisallowedByPreflightResponse", failedParameter: name };
}

function redirectCredentials({ status, headers, url, tainted, requestOrigin }: Judged): CheckResult {
  const location = locationUrl(status, headers, url);
  const ok = location === null || location === "failure" || checkRedirectCredentials(requestOrigin, tainted, location).ok;
  const shared = {
    check: "redirect-credentials",
    label: "The redirect carries no user name or password",
    expected: "a Location without user:password@",
    got: getHeader(headers, "Location") ?? ABSENT,
    header: "Location",
    step: "HTTP-redirect fetch 9",
    spec: REASONS.RedirectContainsCredentials.spec,
  };
  return ok ? { ...shared, ok } : { ...shared, ok, reason: "RedirectContainsCredentials" };
}
