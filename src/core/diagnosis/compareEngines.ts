import { ENGINES } from "../engines/byName";
import type { Engine } from "../engines/engine";
import type { Exchange } from "../exchange/exchange";
import type { Diagnosis, EngineAnswer, Judgement } from "./diagnosis";
import { walk } from "./walk";

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

function otherwise(engine: Engine, exchange: Exchange, judgement: Judgement, credentialed: boolean): EngineAnswer {
  const { verdict, reason, notCors } = judgement;
  if (verdict === "not-cors" || verdict === "unknown" || notCors !== null) return { verdict, reason };
  const failed = walk(engine, exchange, credentialed)
    .flatMap(({ results }) => results)
    .find((result) => result.reason !== null);
  if (failed === undefined && verdict === "allowed") return { verdict, reason };
  return failed?.reason == null ? { verdict: "unknown", reason: null } : { verdict: "blocked", reason: failed.reason };
}
