import type { Exchange, ResponseRecord, Transaction } from "../exchange/exchange";
import { fieldValues, getHeader } from "../fetch/headers";
import { locationUrl } from "../fetch/redirect";
import type { Judgement } from "./diagnosis";
import type { WalkedStage } from "./walk";

/** The root cause in our own vocabulary: what somebody did, where the reason is only what the browser met first. Null when none is recognised. */
export function findCause(exchange: Exchange, judgement: Judgement, stages: readonly WalkedStage[]): string | null {
  const { reason, refusedAt, verdict } = judgement;
  if (verdict !== "blocked" || reason === null || refusedAt === null) return null;
  if (judgement.notCors === "local-network-access") return "local-network-access";
  const reply = refusedReply(exchange, refusedAt);
  if (reply === null) return null;
  const preflight = refusedAt.stage === "preflight";
  if (reason === "PreflightDisallowedRedirect") return redirectCause(exchange, reply, refusedAt.hop);
  if (reason === "RedirectContainsCredentials") return "redirect-with-credentials";
  if (preflight && reply.status >= 400) return preflightStatusCause(reply.status);
  if (isMissing(reason)) return missingCause(reply, refusedAt.stage);
  return faultCause(exchange, judgement, reply, stages);
}

function refusedReply({ main, preflights }: Exchange, { hop, stage }: NonNullable<Judgement["refusedAt"]>): ResponseRecord | null {
  const transaction: Transaction | undefined | null = stage === "preflight" ? preflights.find((one) => one.hop === hop)?.transaction : main;
  return transaction?.hops[stage === "preflight" ? 0 : hop]?.response ?? null;
}

function isMissing(reason: string): boolean {
  return reason === "MissingAllowOriginHeader" || reason === "PreflightMissingAllowOriginHeader";
}

function preflightStatusCause(status: number): string {
  if (status === 401 || status === 403 || status === 407) return "preflight-needs-auth";
  if (status === 404 || status === 405 || status === 501) return "preflight-not-routed";
  return status >= 500 ? "preflight-server-error" : "preflight-refused";
}

function missingCause(reply: ResponseRecord, stage: string): string {
  if (stage === "redirect") return "redirect-without-cors-headers";
  if (reply.status >= 400) return "error-response-without-cors-headers";
  const partial = reply.headers.some(([name]) => name.toLowerCase().startsWith("access-control-"));
  return partial ? "allow-origin-forgotten" : "server-never-opted-in";
}

/** Says what the redirect was for, where the two addresses tell. */
function redirectCause(exchange: Exchange, reply: ResponseRecord, hop: number): string {
  const from = exchange.main?.hops[hop]?.url ?? exchange.preflights[0]?.transaction.hops[0]?.url ?? "";
  const target = locationUrl(reply.status, reply.headers, from);
  if (target === null || target === "failure") return "preflight-redirected";
  const [a, b] = [URL.parse(from), URL.parse(target)];
  if (a === null || b === null) return "preflight-redirected";
  if (a.host === b.host && (b.pathname === `${a.pathname}/` || a.pathname === `${b.pathname}/`)) return "preflight-redirected-by-slash";
  if (a.protocol === "http:" && b.protocol === "https:" && a.hostname === b.hostname) return "preflight-redirected-to-https";
  if (/(?:^|[/._-])(?:log-?in|sign-?in|sso|auth|oauth)/i.test(b.pathname)) return "preflight-redirected-to-login";
  return "preflight-redirected";
}

function faultCause(exchange: Exchange, { reason }: Judgement, reply: ResponseRecord, stages: readonly WalkedStage[]): string | null {
  switch (reason) {
    case "WildcardOriginNotAllowed":
    case "PreflightWildcardOriginNotAllowed":
      return "credentials-with-wildcard";
    case "InvalidAllowCredentials":
    case "PreflightInvalidAllowCredentials":
      return "credentials-not-allowed";
    case "MultipleAllowOriginValues":
    case "PreflightMultipleAllowOriginValues":
      return fieldValues(reply.headers, "Access-Control-Allow-Origin").length > 1 ? "two-layers-add-cors" : "list-of-origins";
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
      return "header-not-allowed";
    default:
      return null;
  }
}

function methodCause({ main }: Exchange, reply: ResponseRecord): string {
  const method = main?.hops.at(-1)?.method ?? "";
  const listed = (getHeader(reply.headers, "Access-Control-Allow-Methods") ?? "").split(",").map((one) => one.trim());
  return method !== method.toUpperCase() || listed.some((one) => one.toUpperCase() === method.toUpperCase())
    ? "method-case"
    : "method-not-allowed";
}

/** Names the hair by which two origins differ. */
function mismatchCause(exchange: Exchange, reply: ResponseRecord, stages: readonly WalkedStage[]): string {
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
