import { type Exchange, leadOf } from "../exchange/exchange";
import type { Judgement } from "./diagnosis";
import { NOT_CORS_SENTENCES } from "./notCors";
import type { WalkedStage } from "./walk";

/** One sentence that names the actor and the act. Values are an attacker's; whoever shows the sentence shows it as text. */
export function describe(exchange: Exchange, judgement: Judgement, stages: readonly WalkedStage[]): string {
  const lead = leadOf(exchange);
  const hop = lead.hops[judgement.refusedAt?.hop ?? lead.hops.length - 1] ?? lead.hops[0];
  const host = quote(hostOf(hop?.url ?? ""));
  const page = quote(lead.context.initiator ?? "the page");
  if (judgement.verdict === "not-cors") return NOT_CORS_SENTENCES[judgement.notCors ?? "network"] ?? (NOT_CORS_SENTENCES.network as string);
  if (judgement.verdict === "unknown") return `Undetermined: ${judgement.unknowns[0] ?? "the evidence does not decide"}.`;
  if (judgement.verdict === "allowed") return `${host} allows ${page} to read this reply.`;
  if (judgement.notCors === "local-network-access") return NOT_CORS_SENTENCES["local-network-access"] as string;
  const refusedAt = judgement.refusedAt;
  const stage = stages.find((one) => one.hop === refusedAt?.hop && one.stage === refusedAt.stage);
  const failed = stage?.results.find((result) => result.reason !== null);
  const what = refusedAt?.stage === "preflight" ? "the preflight" : refusedAt?.stage === "redirect" ? "with a redirect" : "";
  return act(
    { host, answered: what === "" ? `${host} answered` : `${host} answered ${what}`, origin: stage?.origin ?? "null" },
    judgement,
    failed?.tell().got ?? "",
    statusOf(exchange, judgement),
  );
}

interface Actor {
  readonly host: string;
  readonly answered: string;
  readonly origin: string;
}

function act(
  { answered, origin, host }: Actor,
  { reason, failedParameter = "", candidates }: Judgement,
  got: string,
  status: number | null,
): string {
  const value = quote(got);
  const asError = status !== null && status >= 400 ? ` with status ${status}` : "";
  switch (reason) {
    case "MissingAllowOriginHeader":
    case "PreflightMissingAllowOriginHeader":
      return `${answered}${asError} without Access-Control-Allow-Origin.`;
    case "WildcardOriginNotAllowed":
    case "PreflightWildcardOriginNotAllowed":
      return `${answered} with Access-Control-Allow-Origin: *, which does not count for a request with credentials.`;
    case "MultipleAllowOriginValues":
    case "PreflightMultipleAllowOriginValues":
      return `${answered} with several values in Access-Control-Allow-Origin (${value}); only one is allowed.`;
    case "InvalidAllowOriginValue":
    case "PreflightInvalidAllowOriginValue":
      return `${answered} with Access-Control-Allow-Origin: ${value}, which is not an origin.`;
    case "AllowOriginMismatch":
    case "PreflightAllowOriginMismatch":
      return `${answered} with Access-Control-Allow-Origin: ${value}, but the request comes from ${quote(origin)}.`;
    case "InvalidAllowCredentials":
    case "PreflightInvalidAllowCredentials":
      return failedParameter === ""
        ? `${answered} without Access-Control-Allow-Credentials, which a request with credentials needs.`
        : `${answered} with Access-Control-Allow-Credentials: ${quote(failedParameter)}; only \`true\` counts.`;
    case "PreflightInvalidStatus":
      return `${host} refused the preflight with status ${status ?? "unknown"}.`;
    case "PreflightDisallowedRedirect":
      return `${host} redirected the preflight (${value}); a preflight must be answered where it is sent.`;
    case "InvalidAllowMethodsPreflightResponse":
      return `${answered} with an Access-Control-Allow-Methods that is no list of methods: ${value}.`;
    case "InvalidAllowHeadersPreflightResponse":
      return `${answered} with an Access-Control-Allow-Headers that is no list of header names: ${value}.`;
    case "MethodDisallowedByPreflightResponse":
      return `${answered} without ${quote(failedParameter)} in Access-Control-Allow-Methods.`;
    case "HeaderDisallowedByPreflightResponse":
      return `${answered} without ${missingNames(failedParameter, candidates).map(quote).join(" and ")} in Access-Control-Allow-Headers.`;
    case "RedirectContainsCredentials":
      return `${host} redirected to a URL with a user name and password, which a cross-origin request may not follow.`;
    default:
      return `${answered} and the browser refused it (${reason ?? "no reason"}).`;
  }
}

function missingNames(failedParameter: string, candidates: Judgement["candidates"]): string[] {
  if (failedParameter !== "") return [failedParameter];
  return [...new Set(candidates.flatMap((candidate) => candidate.failedParameter ?? []))];
}

function statusOf({ main, preflights }: Exchange, { refusedAt }: Judgement): number | null {
  if (refusedAt === null) return null;
  const reply =
    refusedAt.stage === "preflight"
      ? preflights.find((one) => one.hop === refusedAt.hop)?.transaction.hops[0]?.response
      : main?.hops[refusedAt.hop]?.response;
  return reply?.status ?? null;
}

/** Long values are cut: a sentence stays a sentence. */
function quote(value: string): string {
  return `\`${value.length > 120 ? `${value.slice(0, 120)}…` : value}\``;
}

function hostOf(url: string): string {
  return URL.parse(url)?.host || url;
}
