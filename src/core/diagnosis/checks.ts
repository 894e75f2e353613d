import type { CorsError } from "../engines/corsError";
import type { AllowOriginFault, Engine, PreflightCheck } from "../engines/engine";
import { redirectLocation, redirectTarget } from "../exchange/redirects";
import { checkCredentials } from "../fetch/corsCheck";
import { checkPreflightHeader, checkPreflightMethod } from "../fetch/corsPreflight";
import { extractHeaderListValues, fieldValues, getHeader } from "../fetch/headers";
import { SUCCESS } from "../fetch/outcome";
import { checkRedirectCredentials } from "../fetch/redirect";
import { isOkStatus } from "../fetch/statuses";
import type { CheckResult, Judged, Otherwise, Told } from "./check";

export const SPECS = {
  corsCheck: "https://fetch.spec.whatwg.org/#concept-cors-check",
  preflight: "https://fetch.spec.whatwg.org/#cors-preflight-fetch-0",
  redirect: "https://fetch.spec.whatwg.org/#concept-http-redirect-fetch",
} as const;

const ACAO = "Access-Control-Allow-Origin";
const ACAC = "Access-Control-Allow-Credentials";
const ACAM = "Access-Control-Allow-Methods";
const ACAH = "Access-Control-Allow-Headers";
const ABSENT = "(no such header)";

/** Every check that applies to this reply, in the engine's order, each run whether or not an earlier one failed. */
export function runChecks(engine: Engine, judged: Judged): CheckResult[] {
  if (judged.stage === "preflight") {
    const all: CheckResult[] = [];
    for (const check of engine.preflightOrder) {
      if (check !== "headers-allowed") all.push(PREFLIGHT_CHECKS[check](engine, judged));
      else for (const name of judged.unsafeHeaderNames) all.push(headerAllowed(engine, judged, name));
    }
    return all;
  }
  const checks = judged.tainted ? [allowOrigin(engine, judged), allowCredentials(judged)] : [];
  if (judged.stage === "redirect") checks.push(redirectCredentials(judged), redirectScheme(judged));
  return checks;
}

const PREFLIGHT_CHECKS: Readonly<Record<Exclude<PreflightCheck, "headers-allowed">, (engine: Engine, judged: Judged) => CheckResult>> = {
  "no-redirect": noRedirect,
  "redirect-credentials": (_, judged) => redirectCredentials(judged),
  "allow-origin": allowOrigin,
  "allow-credentials": (_, judged) => allowCredentials(judged),
  "ok-status": (_, judged) => okStatus(judged),
  "methods-parse": (_, judged) => listParses(judged, ACAM, "methods-parse", "InvalidAllowMethodsPreflightResponse"),
  "headers-parse": (_, judged) => listParses(judged, ACAH, "headers-parse", "InvalidAllowHeadersPreflightResponse"),
  "method-allowed": methodAllowed,
};

const PREFIXED: Readonly<Record<AllowOriginFault, CorsError>> = {
  WildcardOriginNotAllowed: "PreflightWildcardOriginNotAllowed",
  MissingAllowOriginHeader: "PreflightMissingAllowOriginHeader",
  MultipleAllowOriginValues: "PreflightMultipleAllowOriginValues",
  InvalidAllowOriginValue: "PreflightInvalidAllowOriginValue",
  AllowOriginMismatch: "PreflightAllowOriginMismatch",
};

function result(
  check: string,
  reason: CorsError | null,
  failedParameter: string | null,
  tell: () => Told,
  otherwise: Otherwise | null = null,
): CheckResult {
  return { check, reason, failedParameter: failedParameter === "" ? null : failedParameter, otherwise, tell };
}

function allowOrigin(engine: Engine, judged: Judged): CheckResult {
  const { headers, origin, credentialed, stage } = judged;
  const fields = fieldValues(headers, ACAO);
  const named = (fault: AllowOriginFault): CorsError => (stage === "preflight" ? PREFIXED[fault] : fault);
  const fault = engine.allowOriginFault(fields, origin, credentialed);
  const value = fields.length === 1 ? (fields[0] as string) : fields.join(", ");
  const quoted = fault !== null && fault !== "MissingAllowOriginHeader" && fault !== "WildcardOriginNotAllowed";
  const apart = judged.fieldsAreApart || fault === null ? null : mergedFault(engine, fields, judged);
  const tell = () => ({
    label: `${ACAO} names the page's origin`,
    expected: credentialed ? origin : `${origin} (or *)`,
    got: fields.length === 0 ? ABSENT : fields.length > 1 ? `${value} (${fields.length} fields)` : value,
    header: ACAO,
    step: fault === "MissingAllowOriginHeader" ? "CORS check 2" : "CORS check 4",
    spec: SPECS.corsCheck,
  });
  if (fault === null || apart === null || apart === fault)
    return result("allow-origin", fault && named(fault), quoted ? value : null, tell);
  // Two layers that each add the header are met far more often than a list in one.
  return result("allow-origin", named(apart), value, tell, { reason: named(fault), ...MERGED });
}

const MERGED = {
  when: `the server sent ${ACAO} once, as it is shown`,
  elseWhen: `the server sent ${ACAO} more than once`,
} as const;

/** What is wrong if this one field was several; null where it cannot have been. */
function mergedFault(engine: Engine, fields: readonly string[], { origin, credentialed }: Judged): AllowOriginFault | null {
  const [value] = fields;
  if (value === undefined || fields.length > 1) return null;
  if (value !== "" && !value.includes(", ")) return null;
  return engine.allowOriginFault(value === "" ? ["", ""] : value.split(", "), origin, credentialed);
}

function allowCredentials({ headers, credentialed, stage }: Judged): CheckResult {
  const { ok } = checkCredentials(credentialed ? "include" : "omit", headers);
  const value = ok ? null : getHeader(headers, ACAC);
  const reason = ok ? null : stage === "preflight" ? "PreflightInvalidAllowCredentials" : "InvalidAllowCredentials";
  return result("allow-credentials", reason, value, () => ({
    label: credentialed ? `${ACAC} is true` : "Credentials are not included, so they need no permission",
    expected: credentialed ? "true" : "(not needed)",
    got: getHeader(headers, ACAC) ?? ABSENT,
    header: ACAC,
    step: "CORS check 8",
    spec: SPECS.corsCheck,
  }));
}

function noRedirect(engine: Engine, { status, headers }: Judged): CheckResult {
  const location = redirectLocation({ status, headers }, engine.followsEmptyLocation);
  return result("no-redirect", location === null ? null : "PreflightDisallowedRedirect", null, () => ({
    label: "The preflight is answered, not redirected",
    expected: "a reply without a redirect",
    got: location === null ? String(status) : `${status} to ${location}`,
    header: location === null ? null : "Location",
    step: "CORS-preflight fetch 6",
    spec: SPECS.preflight,
  }));
}

function okStatus({ status }: Judged): CheckResult {
  return result("ok-status", isOkStatus(status) ? null : "PreflightInvalidStatus", null, () => ({
    label: "The preflight's status is ok",
    expected: "200 to 299",
    got: String(status),
    header: null,
    step: "CORS-preflight fetch 7",
    spec: SPECS.preflight,
  }));
}

function listParses({ headers }: Judged, header: string, check: string, reason: CorsError): CheckResult {
  const fails = extractHeaderListValues(headers, header) === "failure";
  return result(check, fails ? reason : null, null, () => ({
    label: `${header} is a list of names`,
    expected: "names separated by commas",
    got: getHeader(headers, header) ?? ABSENT,
    header,
    step: "CORS-preflight fetch 7.3",
    spec: SPECS.preflight,
  }));
}

function methodAllowed(engine: Engine, { headers, method, credentialed }: Judged): CheckResult {
  const safelisted = engine.isSafelistedMethod(method);
  const ok = safelisted || checkPreflightMethod({ method, credentialsMode: credentialed ? "include" : "omit" }, headers).ok;
  return result("method-allowed", ok ? null : "MethodDisallowedByPreflightResponse", ok ? null : method, () => ({
    label: safelisted ? `${method} needs no permission` : `${ACAM} lists ${method}`,
    expected: method,
    got: getHeader(headers, ACAM) ?? ABSENT,
    header: ACAM,
    step: "CORS-preflight fetch 7.5",
    spec: SPECS.preflight,
  }));
}

function headerAllowed(engine: Engine, { headers, credentialed }: Judged, name: string): CheckResult {
  const { ok } = checkPreflightHeader(name, credentialed ? "include" : "omit", headers, engine.wildcardCoversAuthorization);
  return result(`header-allowed:${name}`, ok ? null : "HeaderDisallowedByPreflightResponse", ok ? null : name, () => ({
    label: `${ACAH} lists ${name}`,
    expected: name,
    got: getHeader(headers, ACAH) ?? ABSENT,
    header: ACAH,
    step: name === "authorization" ? "CORS-preflight fetch 7.6" : "CORS-preflight fetch 7.7",
    spec: SPECS.preflight,
  }));
}

function redirectScheme({ status, headers, url }: Judged): CheckResult {
  const target = redirectTarget({ status, headers }, url);
  // https://fetch.spec.whatwg.org/#concept-http-redirect-fetch step 6: an HTTP(S) scheme, else a network error.
  const ok = target === null || /^(?:https?|data):/.test(target);
  return result("redirect-scheme", ok ? null : "CorsDisabledScheme", null, () => ({
    label: "The redirect leads to http: or https:",
    expected: "a Location that can be fetched",
    got: getHeader(headers, "Location") ?? ABSENT,
    header: "Location",
    step: "HTTP-redirect fetch 6",
    spec: SPECS.redirect,
  }));
}

function redirectCredentials({ status, headers, url, tainted, requestOrigin }: Judged): CheckResult {
  const location = redirectTarget({ status, headers }, url);
  const outcome = location === null ? SUCCESS : checkRedirectCredentials(requestOrigin, tainted, location);
  return result("redirect-credentials", outcome.ok ? null : "RedirectContainsCredentials", null, () => ({
    label: "The redirect carries no user name or password",
    expected: "a Location without user:password@",
    got: getHeader(headers, "Location") ?? ABSENT,
    header: "Location",
    step: `HTTP-redirect fetch ${outcome.ok ? 9 : outcome.step}`,
    spec: SPECS.redirect,
  }));
}
