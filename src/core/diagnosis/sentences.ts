import { type Exchange, leadOf } from "../exchange/exchange";
import { redirectTarget } from "../exchange/redirects";
import type { Judgement, Stage } from "./diagnosis";
import { NOT_CORS_SENTENCES } from "./notCors";
import type { WalkedStage } from "./walk";

/** One sentence that names the actor and the act. Values are an attacker's; whoever shows the sentence shows it as text. */
export function describe(exchange: Exchange, judgement: Judgement, stages: readonly WalkedStage[]): string {
  const lead = leadOf(exchange);
  const hop = lead.hops[judgement.refusedAt?.hop ?? lead.hops.length - 1] ?? lead.hops[0];
  const host = quote(hostOf(hop?.url ?? ""));
  const page = quote(lead.context.initiator ?? "the page");
  if (judgement.notCors !== null && judgement.verdict !== "allowed") return otherwise(judgement.notCors, host, page);
  if (judgement.verdict === "unknown") return `Undetermined: ${judgement.unknowns[0] ?? "the evidence does not decide"}.`;
  if (judgement.verdict === "allowed") {
    if (exchange.changedBy !== undefined) return `Corscope's headers let ${page} read this reply; ${host} itself sent others.`;
    const against = stages.some(({ results }) => results.some(({ reason }) => reason !== null));
    return against
      ? `The browser handed the reply of ${host} on, although its headers do not let ${page} read it.`
      : allowed(host, page, hop?.response?.status ?? null);
  }
  const refusedAt = judgement.refusedAt;
  const stage = stages.find((one) => one.hop === refusedAt?.hop && one.stage === refusedAt.stage);
  const failed = stage?.results.find((result) => result.reason !== null);
  const status = statusOf(exchange, judgement);
  const target = refusedAt?.stage === "redirect" ? hostOf(redirectTarget(hop?.response ?? NO_REPLY, hop?.url ?? "") ?? "") : "";
  const actor = { host, answered: answered(host, refusedAt?.stage, target), origin: stage?.origin ?? "null", page };
  return act(actor, judgement, failed?.tell().got ?? "", status);
}

const NO_REPLY = { status: 0, headers: [] };

/** After the words "Not CORS": who failed instead. */
function otherwise(notCors: string, host: string, page: string): string {
  const sentence = NOT_CORS_SENTENCES[notCors] ?? (NOT_CORS_SENTENCES.network as string);
  return sentence.replaceAll("{host}", () => host).replaceAll("{page}", () => page);
}

function allowed(host: string, page: string, status: number | null): string {
  return `${host} allows ${page} to read this reply${status !== null && status >= 400 ? `, an error with status ${status}` : ""}.`;
}

function answered(host: string, stage: Stage | undefined, target: string): string {
  if (stage === "preflight") return `${host} answered the preflight`;
  if (stage !== "redirect") return `${host} answered`;
  return target === "" ? `${host} answered with a redirect` : `${host} answered with a redirect to ${quote(target)}`;
}

interface Actor {
  readonly host: string;
  readonly answered: string;
  /** As the request carried it: `null` after a redirect that taints. */
  readonly origin: string;
  readonly page: string;
}

function act(actor: Actor, judgement: Judgement, got: string, status: number | null): string {
  const { answered, host } = actor;
  const { reason, failedParameter = "", candidates } = judgement;
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
      return severalOrigins(answered, got);
    case "InvalidAllowOriginValue":
    case "PreflightInvalidAllowOriginValue":
      return got === ""
        ? `${answered} with an empty Access-Control-Allow-Origin.`
        : `${answered} with Access-Control-Allow-Origin: ${quote(got)}, which is not an origin.`;
    case "AllowOriginMismatch":
    case "PreflightAllowOriginMismatch":
      return `${answered} with Access-Control-Allow-Origin: ${quote(got)}, but ${asker(actor)}.`;
    case "InvalidAllowCredentials":
    case "PreflightInvalidAllowCredentials":
      return failedParameter === ""
        ? `${answered} without Access-Control-Allow-Credentials, which a request with credentials needs.`
        : `${answered} with Access-Control-Allow-Credentials: ${quote(failedParameter)}; only \`true\` counts.`;
    case "PreflightInvalidStatus":
      return `${host} answered the preflight with status ${status ?? "unknown"}; only 200 to 299 lets the request go on.`;
    case "PreflightDisallowedRedirect":
      return `${host} redirected the preflight (${quote(got)}); a preflight must be answered where it is sent.`;
    case "InvalidAllowMethodsPreflightResponse":
      return `${answered} with an Access-Control-Allow-Methods that is no list of methods: ${quote(got)}.`;
    case "InvalidAllowHeadersPreflightResponse":
      return `${answered} with an Access-Control-Allow-Headers that is no list of header names: ${quote(got)}.`;
    case "MethodDisallowedByPreflightResponse":
      return methodMissing(answered, failedParameter, got);
    case "HeaderDisallowedByPreflightResponse":
      return headersMissing(answered, missingNames(failedParameter, candidates), got);
    case "RedirectContainsCredentials":
      return `${host} redirected to a URL with a user name and password, which a cross-origin request may not follow.`;
    default:
      return `${answered} and the browser refused it (${reason ?? "no reason"}).`;
  }
}

function severalOrigins(answered: string, got: string): string {
  const [, value = got, fields] = /^(.*) \((\d+) fields\)$/su.exec(got) ?? [];
  if (fields === undefined) return `${answered} with a list in Access-Control-Allow-Origin (${quote(value)}); only one origin is allowed.`;
  const times = fields === "2" ? "twice" : `${fields} times`;
  return `${answered} with Access-Control-Allow-Origin ${times} (${quote(value)}); only one is allowed.`;
}

function asker({ origin, page }: Actor): string {
  if (origin !== "null") return `the request comes from ${quote(origin)}`;
  return page === quote("null")
    ? "the page has no origin of its own and asks as `null`"
    : "after a redirect across origins the request asks as `null`";
}

/** An asterisk that does not count, or a name in another spelling, is what people stare at without seeing. */
function methodMissing(answered: string, method: string, got: string): string {
  const listed = got.split(",").map((name) => name.trim());
  if (listed.includes("*"))
    return `${answered} with Access-Control-Allow-Methods: *, which does not cover ${quote(method)} with credentials.`;
  const similar = listed.find((name) => name.toLowerCase() === method.toLowerCase());
  if (similar !== undefined)
    return `${answered} with ${quote(similar)} in Access-Control-Allow-Methods, but the method is ${quote(method)}.`;
  return `${answered} without ${quote(method)} in Access-Control-Allow-Methods.`;
}

function headersMissing(answered: string, names: readonly string[], got: string): string {
  const missing = names.map(quote).join(" and ");
  if (!got.split(",").some((name) => name.trim() === "*")) return `${answered} without ${missing} in Access-Control-Allow-Headers.`;
  const why = names.includes("authorization") ? "has to be named" : "is not covered by it with credentials";
  return `${answered} with Access-Control-Allow-Headers: *, but ${missing} ${why}.`;
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
