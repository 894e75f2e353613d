import { chromium } from "../engines/chromium";
import type { Engine, EngineName } from "../engines/engine";
import { firefox } from "../engines/firefox";
import { standard } from "../engines/standard";
import { webkit } from "../engines/webkit";
import type { Exchange } from "../exchange/exchange";
import { isSameOrigin, originOf } from "../fetch/origins";
import { findCause } from "./causes";
import type { CheckResult } from "./checks";
import type { Candidate, Diagnosis, Judgement } from "./diagnosis";
import { readWitnesses, type Witnesses } from "./hypotheses";
import { buildLadder, listFailures } from "./ladder";
import { type Observation, observe } from "./observation";
import { preflightFacts } from "./preflights";
import { describe } from "./sentences";
import { originAtHop, requestOriginOf, type WalkedStage, walk } from "./walk";

const ENGINES: Readonly<Record<EngineName, Engine>> = { chromium, firefox, webkit, standard };

/** A credentials mode that the evidence leaves open. */
interface World {
  readonly credentialed: boolean;
  readonly stages: readonly WalkedStage[];
}

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

function judge(
  exchange: Exchange,
  observation: Observation,
  witnesses: Witnesses,
  worlds: readonly World[],
): { judgement: Judgement; world: World } {
  const likeliest = worlds[0] as World;
  const base: Judgement = {
    verdict: "unknown",
    reason: null,
    certainty: "certain",
    candidates: [],
    evidence: witnesses.evidence,
    unknowns: [],
    refusedAt: null,
    notCors: null,
    credentials: witnesses.credentials,
    mode: witnesses.mode,
  };
  const plain = (change: Partial<Judgement>) => ({ judgement: { ...base, ...change }, world: likeliest });
  switch (observation.kind) {
    case "open":
      return plain({ unknowns: ["the request is still under way"] });
    case "lone-preflight":
      return plain({ unknowns: ["the request that this preflight was sent for was not seen"] });
    case "unclear":
      return plain({ unknowns: [observation.missing] });
    case "not-cors":
      return plain({ verdict: "not-cors", notCors: observation.notCors });
    case "local-network":
      return plain({
        verdict: "blocked",
        reason: observation.reason,
        notCors: "local-network-access",
        certainty: observation.sure ? "certain" : "inferred",
        evidence: [
          ...base.evidence,
          observation.sure ? "the browser's error names the local network check" : "the preflight never left the browser",
        ],
        refusedAt: { hop: observation.hop, stage: "request" },
      });
    case "accepted":
      return plain(judgeAccepted(exchange, witnesses, worlds));
    case "refused":
      return judgeRefused(exchange, observation, base, worlds);
  }
}

/** The browser handed the reply on; the headers only say by which rule. */
function judgeAccepted(exchange: Exchange, { mode, evidence }: Witnesses, worlds: readonly World[]): Partial<Judgement> {
  if (mode === "no-cors" || mode === "navigate") return { verdict: "not-cors", notCors: "no-cors-mode" };
  const origin = requestOriginOf(exchange);
  if (exchange.main?.hops.every((hop) => isSameOrigin(originOf(hop.url), origin))) return { verdict: "allowed", mode: "same-origin" };
  const passing = worlds.filter(({ stages }) => stages.every(({ results }) => results.every(({ ok }) => ok)));
  if (passing.length === 0) {
    return {
      verdict: "allowed",
      certainty: "inferred",
      evidence: [
        ...evidence,
        "the browser handed the reply on although its headers do not allow it: made in no-cors mode, or changed after the server",
      ],
    };
  }
  const [only] = passing;
  const excluded = passing.length < worlds.length && only?.credentialed === false;
  return { verdict: "allowed", ...(excluded ? { credentials: "omit" } : {}) };
}

/** The browser refused it; each world that has no failing check there is struck out. */
function judgeRefused(
  exchange: Exchange,
  observation: Extract<Observation, { kind: "refused" }>,
  base: Judgement,
  worlds: readonly World[],
): { judgement: Judgement; world: World } {
  const { stage, hop } = observation;
  const explained = worlds.flatMap((world) => {
    const failed = firstFailure(world, stage, hop);
    return failed === null ? [] : [{ world, failed }];
  });
  const [first] = explained;
  if (first === undefined || (exchange.incomplete && explained.length < worlds.length)) {
    const missing = exchange.incomplete
      ? "some events of this request were lost"
      : "no header explains the refusal: something changed the reply, or it was not CORS";
    return { judgement: { ...base, unknowns: [missing] }, world: worlds[0] as World };
  }
  const eliminated = explained.length < worlds.length;
  const reasons = new Set(explained.map(({ failed }) => failed.reason));
  const undecided = reasons.size > 1;
  const rivals = rivalHeaders(first.world, first.failed, stage, hop);
  const parameter = rivals.length > 1 ? undefined : first.failed.failedParameter;
  return {
    world: first.world,
    judgement: {
      ...base,
      verdict: "blocked",
      reason: first.failed.reason as NonNullable<CheckResult["reason"]>,
      ...(parameter === undefined ? {} : { failedParameter: parameter }),
      certainty: undecided ? "undecided" : eliminated || exchange.incomplete ? "inferred" : "certain",
      candidates: undecided ? explained.map(candidateOf) : rivals.length > 1 ? rivals : [],
      evidence: eliminated ? [...base.evidence, eliminationPhrase(first.world.credentialed)] : base.evidence,
      unknowns: [
        ...(undecided ? ["whether credentials were included"] : []),
        ...(rivals.length > 1 ? [`which of the ${rivals.length} headers that are not allowed the browser names`] : []),
      ],
      refusedAt: { hop, stage },
      credentials: eliminated ? (first.world.credentialed ? "include" : "omit") : base.credentials,
      mode: "cors",
    },
  };
}

function firstFailure(world: World, stage: WalkedStage["stage"], hop: number): CheckResult | null {
  const walked = world.stages.find((one) => one.stage === stage && one.hop === hop);
  return walked?.results.find((result) => !result.ok) ?? null;
}

function candidateOf({ world, failed }: { world: World; failed: CheckResult }): Candidate {
  return {
    reason: failed.reason as NonNullable<CheckResult["reason"]>,
    ...(failed.failedParameter === undefined ? {} : { failedParameter: failed.failedParameter }),
    when: world.credentialed ? "credentials are included" : "credentials are not included",
  };
}

function eliminationPhrase(credentialed: boolean): string {
  return credentialed
    ? "every check passes without credentials and the browser refused all the same, so they were included"
    : "every check passes with credentials and the browser refused all the same, so they were not included";
}

/** Chromium names one disallowed header of several, in the order of an internal hash: which one, nobody outside can tell. */
function rivalHeaders(world: World, failed: CheckResult, stage: WalkedStage["stage"], hop: number): Candidate[] {
  const { reason } = failed;
  if (reason !== "HeaderDisallowedByPreflightResponse") return [];
  const walked = world.stages.find((one) => one.stage === stage && one.hop === hop);
  return (walked?.results ?? []).flatMap(({ reason: other, failedParameter }) =>
    other !== reason || failedParameter === undefined
      ? []
      : [{ reason, failedParameter, when: `the browser looks at ${failedParameter} first` }],
  );
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
