import type { Exchange } from "../exchange/exchange";
import { isSameOrigin, originOf } from "../fetch/origins";
import type { CheckResult } from "./checks";
import type { Candidate, Judgement } from "./diagnosis";
import type { Witnesses } from "./hypotheses";
import type { Observation } from "./observation";
import { requestOriginOf } from "./originOfHop";
import type { WalkedStage } from "./walk";

/** A credentials mode that the evidence leaves open. */
export interface World {
  readonly credentialed: boolean;
  readonly stages: readonly WalkedStage[];
}

/** What the browser did, held against what the headers say in each world that the evidence leaves open. */
export function judge(
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
  const passing = worlds.filter(({ stages }) => stages.every(({ results }) => results.every(({ reason }) => reason === null)));
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
  const stopped = worlds.length === 1 ? worlds : worlds.filter((world) => !failsBefore(world, stage, hop));
  const possible = stopped.length === 0 ? worlds : stopped;
  const explained = possible.flatMap((world) => {
    const failed = firstFailure(world, stage, hop);
    // A scheme that cannot be requested ends out of sight, and nothing else does.
    return failed === null || (failed.reason === "CorsDisabledScheme") !== (observation.outOfSight === true) ? [] : [{ world, failed }];
  });
  const [first] = explained;
  const cut = cutHeader(exchange, stage, hop);
  if (cut !== null && LISTS.test(cut)) return { judgement: { ...base, unknowns: [cutPhrase(cut)] }, world: worlds[0] as World };
  if (first === undefined || (exchange.incomplete && explained.length < possible.length)) {
    const missing = exchange.incomplete
      ? "some events of this request were lost"
      : "no header explains the refusal: something changed the reply, or it was not CORS";
    return { judgement: { ...base, unknowns: [missing] }, world: worlds[0] as World };
  }
  // Having come this far is evidence; being refused for want of another explanation is a weaker one.
  const settled = possible.length < worlds.length;
  const eliminated = explained.length < possible.length;
  const reasons = new Set(explained.map(({ failed }) => failed.reason));
  const undecided = reasons.size > 1;
  const rivals = rivalHeaders(first.world, first.failed, stage, hop);
  const parameter = rivals.length > 1 ? null : first.failed.failedParameter;
  return {
    world: first.world,
    judgement: {
      ...base,
      verdict: "blocked",
      reason: first.failed.reason as NonNullable<CheckResult["reason"]>,
      ...(parameter === null ? {} : { failedParameter: parameter }),
      certainty: undecided ? "undecided" : eliminated || exchange.incomplete || cut !== null ? "inferred" : "certain",
      candidates: undecided ? explained.flatMap((one) => candidatesOf(one, stage, hop)) : rivals.length > 1 ? rivals : [],
      evidence: [
        ...base.evidence,
        ...(settled ? [settledPhrase(first.world.credentialed)] : []),
        ...(eliminated ? [eliminationPhrase(first.world.credentialed)] : []),
      ],
      unknowns: [
        ...(undecided ? ["whether credentials were included"] : []),
        ...(cut === null ? [] : [cutPhrase(cut)]),
        ...(rivals.length > 1 ? [`which of the ${rivals.length} headers that are not allowed the browser names`] : []),
      ],
      refusedAt: { hop, stage },
      credentials: eliminated || settled ? (first.world.credentialed ? "include" : "omit") : base.credentials,
      mode: "cors",
    },
  };
}

/** Lists that a cut can turn from right to wrong: the name in question may stand in what is missing. */
const LISTS = /^access-control-allow-(?:methods|headers)$/;

/** The name, in lower case, of a header that decides here and was too long to be kept whole. */
function cutHeader({ main, preflights }: Exchange, stage: WalkedStage["stage"], hop: number): string | null {
  const reply =
    stage === "preflight" ? preflights.find((one) => one.hop === hop)?.transaction.hops[0]?.response : main?.hops[hop]?.response;
  const cut = reply?.headers.find(([name, , fullLength]) => fullLength !== undefined && /^(?:access-control-|location$)/i.test(name));
  return cut?.[0].toLowerCase() ?? null;
}

function cutPhrase(name: string): string {
  return `the rest of ${name}, which is longer than the 8 kB that are kept`;
}

/** In such a world the browser would have stopped earlier than it did. */
function failsBefore(world: World, stage: WalkedStage["stage"], hop: number): boolean {
  const here = world.stages.findIndex((one) => one.stage === stage && one.hop === hop);
  return world.stages.slice(0, Math.max(here, 0)).some(({ results }) => results.some(({ reason }) => reason !== null));
}

function firstFailure(world: World, stage: WalkedStage["stage"], hop: number): CheckResult | null {
  const walked = world.stages.find((one) => one.stage === stage && one.hop === hop);
  return walked?.results.find((result) => result.reason !== null) ?? null;
}

/** What the browser says in one world; of several headers that are not allowed, any may be the one it names. */
function candidatesOf({ world, failed }: { world: World; failed: CheckResult }, stage: WalkedStage["stage"], hop: number): Candidate[] {
  const when = world.credentialed ? "credentials are included" : "credentials are not included";
  const rivals = rivalHeaders(world, failed, stage, hop);
  if (rivals.length > 1) return rivals.map((rival) => ({ ...rival, when: `${when} and ${rival.when}` }));
  const { reason, failedParameter } = failed;
  if (reason === null) return [];
  return [{ reason, ...(failedParameter === null ? {} : { failedParameter }), when }];
}

function settledPhrase(credentialed: boolean): string {
  return credentialed
    ? "the steps before passed only because credentials were included"
    : "the steps before passed, as they do only without credentials";
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
  return (walked?.results ?? []).flatMap(({ reason: other, failedParameter: name }) =>
    other !== reason || name === null ? [] : [{ reason, failedParameter: name, when: `the browser looks at ${name} first` }],
  );
}
