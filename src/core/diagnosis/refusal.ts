import type { Engine } from "../engines/engine";
import type { Exchange } from "../exchange/exchange";
import { tellingOf } from "../exchange/telling";
import type { CheckResult } from "./check";
import type { Candidate, Judgement } from "./diagnosis";
import type { WalkedStage } from "./walk";

/** A credentials mode that the evidence leaves open. */
export interface World {
  readonly credentialed: boolean;
  readonly engine: Engine;
  readonly stages: readonly WalkedStage[];
}

/** Where the browser stopped. `outOfSight`: where it tells nothing any more. */
export interface Refusal {
  readonly stage: WalkedStage["stage"];
  readonly hop: number;
  readonly outOfSight?: true;
}

/** The browser refused it; each world that has no failing check there is struck out. */
export function judgeRefused(
  exchange: Exchange,
  refusal: Refusal,
  base: Judgement,
  worlds: readonly World[],
): { judgement: Judgement; world: World } {
  const { stage, hop } = refusal;
  const possible = worldsReaching(worlds, refusal);
  const explained = possible.filter((world) => explains(exchange, world, refusal));
  const [first] = explained;
  const failed = first === undefined ? null : failsAt(first, refusal);
  const cut = cutHeader(exchange, stage, hop);
  const unknown = (missing: string) => ({ judgement: { ...base, unknowns: [missing] }, world: worlds[0] as World });
  if (cut !== null && LISTS.test(cut)) return unknown(cutPhrase(cut));
  if (exchange.incomplete && explained.length < possible.length) return unknown("some events of this request were lost");
  if (first === undefined || failed?.reason == null) {
    if (tellingOf(exchange).fieldsAreApart || stage === "redirect") return unknown(UNEXPLAINED);
    return { judgement: { ...base, ...byEmptyField(refusal) }, world: possible[0] as World };
  }
  // Having come this far is evidence; being refused for want of another explanation is a weaker one.
  const settled = possible.length < worlds.length;
  const eliminated = explained.length < possible.length;
  const byCredentials = explained.some((world) => failsAt(world, refusal)?.reason !== failed.reason);
  // Spelling them out is dear, and nearly always there is one reason for all.
  const mayDiffer = byCredentials || explained.some((world) => failsAt(world, refusal)?.otherwise !== null);
  const candidates = mayDiffer ? explained.flatMap((world) => candidatesIn(world, refusal, explained.length > 1)) : [];
  const undecided = candidates.some(({ reason }) => reason !== candidates[0]?.reason);
  const rivals = rivalHeaders(first, failed, refusal);
  const evidence = [...base.evidence];
  if (settled) evidence.push(settledPhrase(first.credentialed));
  if (eliminated) evidence.push(eliminationPhrase(first.credentialed));
  const mayBeDoubled = failed.otherwise === null && !tellingOf(exchange).fieldsAreApart && restsOnOneField(first, failed, refusal);
  if (mayBeDoubled) evidence.push(ONE_FIELD);
  const unknowns: string[] = [];
  if (byCredentials) unknowns.push("whether credentials were included");
  if (failed.otherwise !== null) unknowns.push(MERGED);
  if (cut !== null) unknowns.push(cutPhrase(cut));
  if (rivals.length > 1) unknowns.push(`which of the ${rivals.length} headers that are not allowed the browser names`);
  const judgement: { -readonly [Field in keyof Judgement]: Judgement[Field] } = {
    verdict: "blocked",
    reason: failed.reason,
    certainty: undecided ? "undecided" : eliminated || exchange.incomplete || cut !== null || mayBeDoubled ? "inferred" : "certain",
    candidates: undecided ? candidates : rivals.length > 1 ? rivals : [],
    evidence,
    unknowns,
    refusedAt: { hop, stage },
    notCors: base.notCors,
    credentials: eliminated || settled ? (first.credentialed ? "include" : "omit") : base.credentials,
    mode: "cors",
  };
  if (rivals.length <= 1 && failed.failedParameter !== null) judgement.failedParameter = failed.failedParameter;
  return { world: first, judgement };
}

const UNEXPLAINED = "no header explains the refusal: something changed the reply, or it was not CORS";
const MERGED = "whether the server sent one Access-Control-Allow-Origin or several: Firefox shows extensions one";

const ONE_FIELD = "taken for the only Access-Control-Allow-Origin: of an empty second one Firefox shows extensions nothing";

/** True where the browser saw an Access-Control-Allow-Origin before it came to what failed: a second one would have been its first word. */
function restsOnOneField(world: World, failed: CheckResult, { stage, hop }: Refusal): boolean {
  const results = world.stages.find((one) => one.stage === stage && one.hop === hop)?.results ?? [];
  const origin = results.slice(0, results.indexOf(failed) + 1).find(({ check }) => check === "allow-origin");
  return origin !== undefined && !/MissingAllowOriginHeader$/.test(origin.reason ?? "");
}

/** Those in which the browser would have come as far as it did; all where it would in none. */
export function worldsReaching(worlds: readonly World[], { stage, hop }: Refusal): readonly World[] {
  if (worlds.length === 1) return worlds;
  const reaching = worlds.filter((world) => !failsBefore(world, stage, hop));
  return reaching.length === 0 ? worlds : reaching;
}

/** A scheme that cannot be requested ends out of sight, and nothing else does, where browsers tell of the rest. */
function explains(exchange: Exchange, world: World, refusal: Refusal): boolean {
  const failed = failsAt(world, refusal);
  if (failed === null) return false;
  const outOfSight = refusal.outOfSight === true;
  if (outOfSight && !tellingOf(exchange).refusesInSight) return true;
  return (failed.reason === "CorsDisabledScheme") === outOfSight;
}

/** Refused against what is shown: of an empty field beside another Firefox shows extensions nothing, and counts it. */
function byEmptyField({ stage, hop }: Refusal): Partial<Judgement> {
  return {
    verdict: "blocked",
    reason: stage === "preflight" ? "PreflightMultipleAllowOriginValues" : "MultipleAllowOriginValues",
    certainty: "inferred",
    evidence: ["every check passes as far as it is shown, and of an empty second Access-Control-Allow-Origin nothing is shown"],
    refusedAt: { hop, stage },
    mode: "cors",
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

/** The check that stops the browser there; null where all pass. */
export function failsAt(world: World, { stage, hop }: Refusal): CheckResult | null {
  const walked = world.stages.find((one) => one.stage === stage && one.hop === hop);
  return walked?.results.find((result) => result.reason !== null) ?? null;
}

/** What the browser may say in one world: any of several headers that are not allowed, or the name for fields that were shown as one. */
export function candidatesIn(world: World, refusal: Refusal, alternatives = true): Candidate[] {
  const failed = failsAt(world, refusal);
  if (failed?.reason == null) return [];
  const when = world.credentialed ? "credentials are included" : "credentials are not included";
  const under = (condition: string) => (alternatives ? `${when} and ${condition}` : condition);
  const { reason, failedParameter, otherwise } = failed;
  const rivals = rivalHeaders(world, failed, refusal);
  if (rivals.length > 1) return rivals.map((rival) => ({ ...rival, when: under(rival.when) }));
  const parameter = failedParameter === null ? {} : { failedParameter };
  if (otherwise === null) return [{ reason, ...parameter, when }];
  return [
    { reason, ...parameter, when: under(otherwise.elseWhen) },
    { reason: otherwise.reason, ...parameter, when: under(otherwise.when) },
  ];
}

export function settledPhrase(credentialed: boolean): string {
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
function rivalHeaders(world: World, failed: CheckResult, { stage, hop }: Refusal): Candidate[] {
  const { reason } = failed;
  if (reason !== "HeaderDisallowedByPreflightResponse" || world.engine.namesHeadersInOrder) return [];
  const walked = world.stages.find((one) => one.stage === stage && one.hop === hop);
  return (walked?.results ?? []).flatMap(({ reason: other, failedParameter: name }) =>
    other !== reason || name === null ? [] : [{ reason, failedParameter: name, when: `the browser looks at ${name} first` }],
  );
}
