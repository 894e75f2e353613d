import type { Exchange, ResponseRecord, Transaction } from "../exchange/exchange";
import { differBySlash, redirectTarget } from "../exchange/redirects";
import { fieldValues, getHeader } from "../fetch/headers";
import { corsFilteredHeaderNames } from "../fetch/responseHeaders";
import type { Cause } from "./causeTexts";
import type { Judgement } from "./diagnosis";
import type { WalkedStage } from "./walk";

/** Finds the root cause; null when none is recognised, and always for healthy traffic. */
export function findCause(exchange: Exchange, judgement: Judgement, stages: readonly WalkedStage[]): Cause | null {
  if (judgement.verdict === "allowed") return causeBehindAPass(exchange, judgement, stages);
  const { reason, refusedAt, verdict } = judgement;
  // Only script asks for this mode by name; elements have it by nature.
  const byScript = judgement.mode === "no-cors" && exchange.main?.context.type === "xmlhttprequest";
  if (verdict === "not-cors" && byScript) return "no-cors-as-a-fix";
  if (verdict !== "blocked" || reason === null || refusedAt === null) return null;
  if (judgement.notCors === "local-network-access") return "local-network-access";
  const reply = refusedReply(exchange, refusedAt);
  if (reply === null) return null;
  const preflight = refusedAt.stage === "preflight";
  if (reason === "PreflightDisallowedRedirect") return PREFLIGHT_REDIRECTS[redirectKind(exchange, reply, refusedAt.hop)];
  if (reason === "RedirectContainsCredentials") return "redirect-with-credentials";
  if (preflight && reply.status >= 400) return preflightStatusCause(reply.status);
  if (exchange.cachedFrom !== undefined && !preflight && /AllowOrigin/.test(reason)) return "cached-reply-without-origin";
  if (reason === "MissingAllowOriginHeader" || reason === "PreflightMissingAllowOriginHeader")
    return missingCause(exchange, reply, refusedAt);
  return faultCause(exchange, judgement, reply, stages);
}

/** What an allowed exchange can still have gone wrong with: cookies that stayed away, a reply that something in the browser changed. */
function causeBehindAPass(exchange: Exchange, { mode, credentials }: Judgement, stages: readonly WalkedStage[]): Cause | null {
  const hop = exchange.main?.hops.at(-1);
  if (hop?.response == null || hop.sent === null) return null;
  const failing = stages.some(({ results }) => results.some(({ reason }) => reason !== null));
  if (mode === "cors" && credentials !== "unknown" && failing) return "reply-rewritten";
  const asked =
    credentials === "include" && getHeader(hop.sent.headers, "Cookie") === null && getHeader(hop.sent.headers, "Authorization") === null;
  if (asked && (hop.response.status === 401 || hop.response.status === 403)) return "cookies-stayed-away";
  return mode === "cors" && hidesWhatPagesRead(hop.response, credentials === "include") ? "response-header-not-exposed" : null;
}

/** Headers that are sent for the page's code to read: paging, limits, file names. Ids and tags are left out, or healthy traffic would be noisy. */
const MEANT_FOR_PAGES =
  /^(?:x-total(?:-count|-pages)?|x-pagination(?:-.*)?|x-next-page|x-ratelimit-.*|retry-after|content-disposition|content-range|link)$/;

function hidesWhatPagesRead({ headers }: ResponseRecord, credentialed: boolean): boolean {
  const readable = new Set(corsFilteredHeaderNames(headers, credentialed ? "include" : "omit"));
  return headers.some(([name]) => MEANT_FOR_PAGES.test(name.toLowerCase()) && !readable.has(name.toLowerCase()));
}

function refusedReply({ main, preflights }: Exchange, { hop, stage }: NonNullable<Judgement["refusedAt"]>): ResponseRecord | null {
  const transaction: Transaction | undefined | null = stage === "preflight" ? preflights.find((one) => one.hop === hop)?.transaction : main;
  return transaction?.hops[stage === "preflight" ? 0 : hop]?.response ?? null;
}

function preflightStatusCause(status: number): Cause {
  if (status === 401 || status === 403 || status === 407) return "preflight-needs-auth";
  if (status === 404 || status === 405 || status === 501) return "preflight-not-routed";
  return status >= 500 ? "preflight-server-error" : "preflight-refused";
}

function missingCause(exchange: Exchange, reply: ResponseRecord, { stage, hop }: NonNullable<Judgement["refusedAt"]>): Cause {
  if (stage === "redirect") return MAIN_REDIRECTS[redirectKind(exchange, reply, hop)];
  if (reply.status >= 400) return "error-response-without-cors-headers";
  const partial = reply.headers.some(([name]) => name.toLowerCase().startsWith("access-control-"));
  return partial ? "allow-origin-forgotten" : "server-never-opted-in";
}

type RedirectKind = "slash" | "https" | "login" | "other";

const PREFLIGHT_REDIRECTS: Readonly<Record<RedirectKind, Cause>> = {
  slash: "preflight-redirected-by-slash",
  https: "preflight-redirected-to-https",
  login: "preflight-redirected-to-login",
  other: "preflight-redirected",
};

const MAIN_REDIRECTS: Readonly<Record<RedirectKind, Cause>> = {
  slash: "redirected-by-slash",
  https: "redirected-to-https",
  login: "redirected-to-login",
  other: "redirect-without-cors-headers",
};

/** Says what a redirect was for, where the two addresses tell. */
function redirectKind(exchange: Exchange, reply: ResponseRecord, hop: number): RedirectKind {
  const from = exchange.main?.hops[hop]?.url ?? exchange.preflights[0]?.transaction.hops[0]?.url ?? "";
  const target = redirectTarget(reply, from);
  const [a, b] = [URL.parse(from), target === null ? null : URL.parse(target)];
  if (a === null || b === null) return "other";
  if (differBySlash(a, b)) return "slash";
  if (/(?:^|[/._-])(?:log-?in|sign-?in|sso|auth|oauth2?|authorize)(?:[/._-]|$)/i.test(b.pathname)) return "login";
  return a.protocol === "http:" && b.protocol === "https:" && a.hostname === b.hostname ? "https" : "other";
}

function faultCause(
  exchange: Exchange,
  { reason, failedParameter, candidates }: Judgement,
  reply: ResponseRecord,
  stages: readonly WalkedStage[],
): Cause | null {
  switch (reason) {
    case "WildcardOriginNotAllowed":
    case "PreflightWildcardOriginNotAllowed":
      return "credentials-with-wildcard";
    case "InvalidAllowCredentials":
    case "PreflightInvalidAllowCredentials":
      return "credentials-not-allowed";
    case "MultipleAllowOriginValues":
    case "PreflightMultipleAllowOriginValues":
      return addedTwice(fieldValues(reply.headers, "Access-Control-Allow-Origin")) ? "two-layers-add-cors" : "list-of-origins";
    case "InvalidAllowOriginValue":
    case "PreflightInvalidAllowOriginValue":
      return "malformed-allow-origin";
    case "AllowOriginMismatch":
    case "PreflightAllowOriginMismatch":
      return mismatchCause(exchange, reply, stages);
    case "InvalidAllowMethodsPreflightResponse":
    case "InvalidAllowHeadersPreflightResponse":
      return "malformed-list";
    case "MethodDisallowedByPreflightResponse":
      return methodCause(exchange, reply);
    case "HeaderDisallowedByPreflightResponse":
      return headerCause(failedParameter === undefined ? candidates.flatMap((one) => one.failedParameter ?? []) : [failedParameter]);
    default:
      return null;
  }
}

/** Firefox and some proxies show several fields as one: nobody writes a list with the same origin twice. */
function addedTwice(fields: readonly string[]): boolean {
  const origins = fields.flatMap((field) => field.split(",").map((one) => one.trim()));
  return fields.length > 1 || new Set(origins).size < origins.length;
}

/** Names that tracing libraries and clients add of their own accord. */
const TOOL_HEADERS =
  /^(?:traceparent|tracestate|baggage|sentry-trace|newrelic|x-newrelic-|x-datadog-|x-b3-|b3$|uber-trace-id|x-amzn-trace-id|request-id|request-context|x-requested-with$|x-instana-|elastic-apm-)/;

function headerCause(missing: readonly string[]): Cause {
  if (missing.includes("access-control-allow-origin")) return "allow-origin-as-request-header";
  return missing.length > 0 && missing.every((name) => TOOL_HEADERS.test(name)) ? "tool-added-header" : "header-not-allowed";
}

function methodCause({ main }: Exchange, reply: ResponseRecord): Cause {
  const method = main?.hops.at(-1)?.method ?? "";
  const listed = (getHeader(reply.headers, "Access-Control-Allow-Methods") ?? "").split(",").map((one) => one.trim());
  return method !== method.toUpperCase() || listed.some((one) => one.toUpperCase() === method.toUpperCase())
    ? "method-case"
    : "method-not-allowed";
}

/** Names the hair by which two origins differ. */
function mismatchCause(exchange: Exchange, reply: ResponseRecord, stages: readonly WalkedStage[]): Cause {
  const origin = stages.at(-1)?.origin ?? exchange.main?.context.initiator ?? "null";
  if (origin === "null") return exchange.main?.context.initiator === "null" ? "null-origin" : "null-origin-after-redirect";
  const allowed = getHeader(reply.headers, "Access-Control-Allow-Origin") ?? "";
  if (allowed === `${origin}/`) return "origin-differs-by-slash";
  if (allowed.toLowerCase() === origin.toLowerCase()) return "origin-differs-by-case";
  const [a, b] = [URL.parse(origin), URL.parse(allowed)];
  if (a === null || b === null) return "origin-differs";
  if (a.hostname === b.hostname) return a.protocol === b.protocol ? "origin-differs-by-port" : "origin-differs-by-scheme";
  if (a.hostname === `www.${b.hostname}` || b.hostname === `www.${a.hostname}`) return "origin-differs-by-www";
  return "origin-differs-by-host";
}
