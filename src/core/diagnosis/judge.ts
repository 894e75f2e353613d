import type { Exchange } from "../exchange/exchange";
import { isSameOrigin, originOf } from "../fetch/origins";
import type { Judgement } from "./diagnosis";
import type { Witnesses } from "./hypotheses";
import type { Observation } from "./observation";
import { requestOriginOf } from "./originOfHop";
import { candidatesIn, failsAt, judgeRefused, settledPhrase, type World, worldsReaching } from "./refusal";

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
    case "unseen":
      return plain({
        certainty: "inferred",
        evidence: [...base.evidence, "nothing more was heard of it after the browser stopped the recorder"],
        unknowns: ["its end was not seen"],
      });
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
    case "untold":
      return judgeUntold(exchange, observation, base, worlds);
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

const BY_HEADERS = "Firefox does not tell an extension whether it handed the reply on: judged by its headers";

/**
 * A reply came and the browser does not say what became of it: its headers do, as far as the credentials mode is known. Passing under one and
 * not under the other is taken for passing, since fetch() leaves credentials out unless told otherwise; the other stands beside it.
 */
function judgeUntold(
  exchange: Exchange,
  observation: Extract<Observation, { kind: "untold" }>,
  base: Judgement,
  worlds: readonly World[],
): { judgement: Judgement; world: World } {
  const { mode, evidence } = base;
  const reached = worldsReaching(worlds, observation);
  const passing = reached.filter((world) => !failsAt(world, observation));
  const told = (change: Partial<Judgement>) => ({ judgement: { ...base, ...change }, world: passing[0] ?? (worlds[0] as World) });
  if (mode === "no-cors" || mode === "navigate") return told({ verdict: "not-cors", notCors: "no-cors-mode" });
  const origin = requestOriginOf(exchange);
  if (exchange.main?.hops.every((hop) => isSameOrigin(originOf(hop.url), origin))) return told({ verdict: "allowed", mode: "same-origin" });
  const [only] = passing;
  if (only === undefined) {
    // Made in no-cors mode, nothing would have been checked.
    return mode === "unknown"
      ? told({ unknowns: ["whether the page asked in CORS mode"] })
      : judgeRefused(exchange, observation, base, worlds);
  }
  if (observation.stage === "redirect") return told({ verdict: "not-cors", notCors: "request-mode" });
  const settled = reached.length < worlds.length;
  const refusing = reached.filter((world) => !passing.includes(world));
  return told({
    verdict: "allowed",
    // Never certain: of an empty second Access-Control-Allow-Origin, which is refused, nothing is shown.
    certainty: refusing.length > 0 ? "undecided" : "inferred",
    candidates: refusing.flatMap((world) => candidatesIn(world, observation)),
    unknowns: refusing.length > 0 ? ["whether credentials were included: if they were, this reply was refused"] : [],
    evidence: [...evidence, ...(settled ? [settledPhrase(only.credentialed)] : []), BY_HEADERS],
    ...(settled ? { credentials: only.credentialed ? "include" : "omit" } : {}),
  });
}
