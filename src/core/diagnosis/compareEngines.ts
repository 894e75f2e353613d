import { ENGINES } from "../engines/byName";
import type { Engine } from "../engines/engine";
import { type Exchange, leadOf, type ResponseRecord } from "../exchange/exchange";
import { redirectLocation, redirectTarget } from "../exchange/redirects";
import { getHeader } from "../fetch/headers";
import type { CheckResult } from "./check";
import type { Diagnosis, EngineAnswer, Judgement } from "./diagnosis";
import { requestedHeaderNames, unsafeHeaderNames } from "./preflights";
import { type WalkedStage, walk } from "./walk";

/**
 * What each engine would make of the same replies, under the credentials mode that was found or is likeliest. `judgedBy` is the one whose word
 * the judgement is.
 */
export function compareEngines(judgedBy: Engine, exchange: Exchange, judgement: Judgement, credentialed: boolean): Diagnosis["engines"] {
  const answer = (engine: Engine): EngineAnswer => {
    const { verdict, reason } = engine === judgedBy ? judgement : otherwise(engine, exchange, judgement, credentialed);
    const key = reason === null ? undefined : engine.ownWord(reason, {})?.key;
    return { verdict, reason, ...(key === undefined ? {} : { key }) };
  };
  const { chromium, firefox, webkit, standard } = ENGINES;
  return { chromium: answer(chromium), firefox: answer(firefox), webkit: answer(webkit), standard: answer(standard) };
}

const UNKNOWN: EngineAnswer = { verdict: "unknown", reason: null };
const LOST: EngineAnswer = { verdict: "not-cors", reason: null };

function otherwise(engine: Engine, exchange: Exchange, judgement: Judgement, credentialed: boolean): EngineAnswer {
  const { verdict, reason, notCors, mode } = judgement;
  const lost = notCors === "redirect-scheme" && mode === "cors"; // that one engine loses a redirect says nothing about another
  if (verdict === "unknown" || (notCors !== null && !lost)) return { verdict, reason };
  for (const stage of walk(engine, exchange, credentialed)) {
    const answer = answerAt(engine, exchange, stage);
    if (answer !== null) return answer;
  }
  // All that was seen passes: what came after is known only where it came.
  return verdict === "allowed" ? { verdict, reason } : UNKNOWN;
}

/** What this stage ends with; null where the engine goes on. */
function answerAt(engine: Engine, exchange: Exchange, walked: WalkedStage): EngineAnswer | null {
  const { stage, hop, results } = walked;
  const reply = replyAt(exchange, walked);
  if (reply === null) return null;
  const ofPreflight = stage === "preflight";
  if (ofPreflight && !needsPreflight(engine, exchange, hop)) return null;
  if (!ofPreflight && asksFirst(engine, exchange, hop)) return UNKNOWN;
  const location = redirectLocation(reply, engine.followsEmptyLocation);
  const target = redirectTarget(reply, exchange.main?.hops[hop]?.url ?? "");
  if (location !== null && location !== "" && engine.losesRedirect(target, ofPreflight)) return LOST;
  const failed = results.find((result) => result.reason !== null);
  if (ofPreflight && asksAsSomebodyElse(engine, exchange, walked) && (failed === undefined || aboutOrigin(failed))) {
    return getHeader(reply.headers, "Access-Control-Allow-Origin") === "*" ? asBlocked(failed) : UNKNOWN;
  }
  // A redirect to itself, again and again.
  if (failed === undefined && !ofPreflight && location === "") return LOST;
  return asBlocked(failed);
}

const asBlocked = (failed: CheckResult | undefined): EngineAnswer | null =>
  failed?.reason == null ? null : { verdict: "blocked", reason: failed.reason };

const aboutOrigin = ({ check }: CheckResult): boolean => check === "allow-origin";

function replyAt({ main, preflights }: Exchange, { stage, hop }: WalkedStage): ResponseRecord | null {
  if (stage !== "preflight") return main?.hops[hop]?.response ?? null;
  return preflights.find((one) => one.hop === hop)?.transaction.hops[0]?.response ?? null;
}

/** A preflight that was sent for headers which this engine safelists would not have been. Where nothing tells why it was sent, it would. */
function needsPreflight(engine: Engine, exchange: Exchange, index: number): boolean {
  const hop = exchange.main?.hops[index];
  const preflight = exchange.preflights.find((one) => one.hop === index)?.transaction;
  if (hop?.sent == null || preflight === undefined || !engine.isSafelistedMethod(hop.method)) return true;
  const names = requestedHeaderNames(preflight);
  const { headers } = hop.sent;
  return names.length === 0 || names.some((name) => !engine.isSafelistedHeader(name, getHeader(headers, name) ?? ""));
}

/** Whether this engine would have sent a preflight that was not sent: what a server says to it, nobody has heard. */
function asksFirst(engine: Engine, { main, preflights }: Exchange, index: number): boolean {
  const headers = main?.hops[index]?.sent?.headers ?? [];
  if (getHeader(headers, "Origin") === null || preflights.some((one) => one.hop === index)) return false;
  const others = Object.values(ENGINES).filter((one) => one !== engine);
  // Unsafe for all of them means that a preflight was kept from earlier.
  return unsafeHeaderNames(engine, headers).some((name) =>
    others.some((one) => one.isSafelistedHeader(name, getHeader(headers, name) ?? "")),
  );
}

/** After a redirect that taints, one engine's preflight states the page, another's nobody: a server may answer them differently. */
function asksAsSomebodyElse(engine: Engine, exchange: Exchange, { origin, hop }: WalkedStage): boolean {
  const asked = leadOf(exchange).hops[hop]?.sent;
  const own = asked == null ? null : getHeader(asked.headers, "Origin");
  const initiator = leadOf(exchange).context.initiator ?? origin;
  if (hop === 0 || initiator === "null") return false;
  const tainted = own === "null" || origin === "null";
  return tainted && (engine.preflightKeepsOrigin ? origin === "null" : origin !== "null");
}
