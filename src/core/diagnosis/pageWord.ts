import type { PageWitness } from "../exchange/exchange";
import type { Judgement } from "./diagnosis";
import { pageSaysCredentials, type Witnesses } from "./hypotheses";
import type { World } from "./refusal";

interface Judged {
  readonly judgement: Judgement;
  readonly world: World;
}

/**
 * Lets the page's own word settle what the browser leaves open, and no more: where what the browser did cannot be explained by that word, the
 * word is set aside and said to be so.
 */
export function weighPage(
  witness: PageWitness | undefined,
  { pageCredentials, modeByPage, unknowns }: Witnesses,
  worlds: readonly World[],
  judgeIn: (worlds: readonly World[]) => Judged,
): Judged {
  const seen = judgeIn(worlds);
  if (witness === undefined) return seen;
  // Without the word "no-cors" nobody would have said that no check applied.
  const byMode = modeByPage && seen.judgement.notCors === "no-cors-mode";
  const base = changed(seen, {
    unknowns: [...seen.judgement.unknowns, ...unknowns],
    ...(byMode ? { certainty: "inferred" } : {}),
  });
  const { verdict, credentials } = seen.judgement;
  if (pageCredentials === null || (verdict !== "blocked" && verdict !== "allowed")) return base;
  if (credentials !== "unknown") return credentials === pageCredentials ? base : contradicted(base, witness);
  const believed = judgeIn(worlds.filter(({ credentialed }) => credentialed === (pageCredentials === "include")));
  if (!explains(believed.judgement, seen.judgement)) return contradicted(base, witness);
  const { certainty, candidates } = seen.judgement;
  // One reason in every world does not rest on the page's word.
  return changed(believed, {
    certainty: certainty === "undecided" ? "inferred" : certainty,
    candidates: certainty === "undecided" ? believed.judgement.candidates : candidates,
    credentials: pageCredentials,
    evidence: [...believed.judgement.evidence, pageSaysCredentials(witness)],
    unknowns: [...believed.judgement.unknowns, ...unknowns],
  });
}

function changed({ judgement, world }: Judged, change: Partial<Judgement>): Judged {
  return { judgement: { ...judgement, ...change }, world };
}

function contradicted(judged: Judged, witness: PageWitness): Judged {
  return changed(judged, {
    unknowns: [...judged.judgement.unknowns, `why ${pageSaysCredentials(witness)}: what the browser did shows otherwise`],
  });
}

/** The same outcome, for a reason that was among those left open. */
function explains(believed: Judgement, seen: Judgement): boolean {
  // Firefox tells of every reply alike: which it was is what is left open.
  if (seen.verdict === "allowed" && seen.certainty === "undecided")
    return believed.verdict === "allowed" || seen.candidates.some(({ reason }) => reason === believed.reason);
  if (believed.verdict !== seen.verdict) return false;
  // Accepted against its own headers: no world of the page's word passes.
  if (believed.verdict === "allowed") return believed.certainty === seen.certainty;
  return believed.reason === seen.reason || seen.candidates.some(({ reason }) => reason === believed.reason);
}
