import { chromium } from "../engines/chromium";
import type { Engine, EngineName } from "../engines/engine";
import { firefox } from "../engines/firefox";
import { standard } from "../engines/standard";
import { webkit } from "../engines/webkit";
import type { Exchange } from "../exchange/exchange";
import { findCause } from "./causes";
import type { Diagnosis, Judgement } from "./diagnosis";
import { readWitnesses } from "./hypotheses";
import { judge, type World } from "./judge";
import { buildLadder, listFailures } from "./ladder";
import { type Observation, observe } from "./observation";
import { preflightFacts } from "./preflights";
import { describe } from "./sentences";
import { originAtHop, walk } from "./walk";

const ENGINES: Readonly<Record<EngineName, Engine>> = { chromium, firefox, webkit, standard };

/** The judgement of one exchange by the rules of one engine. A pure function of the facts; it never throws. */
export function diagnose(exchange: Exchange, engineName: EngineName = "chromium"): Diagnosis {
  const engine = ENGINES[engineName];
  const witnesses = readWitnesses(exchange);
  const observation = observe(exchange);
  // Not included stands first: it is what fetch() does unless told otherwise.
  const worlds: World[] = (witnesses.credentials === "unknown" ? [false, true] : [witnesses.credentials === "include"]).map(
    (credentialed) => ({
      credentialed,
      stages: walk(engine, exchange, credentialed),
    }),
  );
  const { judgement, world } = judge(exchange, observation, witnesses, worlds);
  const stages = world.stages;
  const cause = findCause(exchange, judgement, stages);
  const hop = judgement.refusedAt?.hop ?? Math.max((exchange.main?.hops.length ?? 1) - 1, 0);
  return {
    ...judgement,
    failures: judgement.verdict === "blocked" || exchange.main === null ? listFailures(stages) : [],
    ladder: buildLadder(exchange, stages, judgement.refusedAt),
    sent: wasSent(exchange, observation),
    cause,
    origin: originAtHop(exchange, hop),
    preflight: preflightFacts(engine, exchange, hop),
    sentence: describe(exchange, judgement, stages),
    engines: compareEngines(exchange, judgement, world.credentialed),
  };
}

/** Failures after which a server has certainly seen nothing. */
const NEVER_LEFT = new Set([
  "connection-refused",
  "dns",
  "blocked-by-client",
  "policy",
  "csp",
  "tls",
  "unsafe-port",
  "cache-probe",
  "request-invalid",
  "unreachable",
]);

function wasSent({ main }: Exchange, observation: Observation): Diagnosis["sent"] {
  const hop = main?.hops.at(-1);
  if (hop === undefined) return "unknown";
  if (hop.response !== null || observation.kind === "accepted") return "yes";
  if (observation.kind === "local-network" || (observation.kind === "refused" && observation.stage === "preflight")) return "no";
  if (observation.kind === "not-cors") return hop.sent === null || NEVER_LEFT.has(observation.notCors) ? "no" : "unknown";
  return "unknown";
}

/** What each engine would make of the same replies, under the credentials mode that was found or is likeliest. */
function compareEngines(exchange: Exchange, judgement: Judgement, credentialed: boolean): Diagnosis["engines"] {
  const answer = (engine: Engine) => {
    if (judgement.verdict === "not-cors" || judgement.verdict === "unknown" || judgement.notCors !== null) {
      return { verdict: judgement.verdict, reason: judgement.reason };
    }
    const failed = walk(engine, exchange, credentialed)
      .flatMap(({ results }) => results)
      .find((result) => !result.ok);
    if (engine === chromium || (failed === undefined && judgement.verdict === "allowed"))
      return { verdict: judgement.verdict, reason: judgement.reason };
    return failed?.reason === undefined
      ? ({ verdict: "unknown", reason: null } as const)
      : ({ verdict: "blocked", reason: failed.reason } as const);
  };
  return { chromium: answer(chromium), firefox: answer(firefox), webkit: answer(webkit), standard: answer(standard) };
}
