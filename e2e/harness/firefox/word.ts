import type { CorsError } from "../../../src/core/engines/corsError";
import { messageOf } from "../../../src/core/engines/firefoxMessages";
import type { Report } from "../../../src/core/report/harTypes";
import { IN_FIREFOX } from "../../servers/scenarios/inFirefox";
import type { Expectation, Scenario } from "../../servers/scenarios/scenario";
import { entriesOf, verdictEntry } from "../compare";
import type { ConsoleLine } from "./chrome";

/** What Firefox says after every failure, whatever it was; alone it is its word for "not CORS". */
const DID_NOT_SUCCEED = "CORSDidNotSucceed2";
const WARNINGS = ["CORSAllowHeaderFromPreflightDeprecation"];

/** Firefox's own word about one run of a scenario: the key of the first thing its console says; null when it says nothing of CORS. */
export function wordOf(lines: readonly ConsoleLine[], scenario: Scenario, nonce: string): string | null {
  const ofRun = new RegExp(`/s/${scenario.id}/\\d+\\?n=${nonce}(?!\\w)`);
  const keys = lines
    .filter(({ category, text }) => category.startsWith("CORS") && !WARNINGS.includes(category) && ofRun.test(text))
    .map(({ category }) => category);
  return keys.find((key) => key !== DID_NOT_SUCCEED) ?? keys[0] ?? null;
}

export function expectedInFirefox({ id, expect }: Scenario): Omit<Expectation, "notCors"> & { readonly notCors?: string | null } {
  return { ...expect, ...IN_FIREFOX[id] };
}

/** Every way in which the report of a run differs from Firefox's own word and from what the table expects of Firefox. */
export function disagreements(har: Report, scenario: Scenario, nonce: string, lines: readonly ConsoleLine[]): string[] {
  const expected = expectedInFirefox(scenario);
  const entries = entriesOf(har, scenario, nonce);
  if (expected.recorded === false) return entries.length === 0 ? [] : ["recorded, though it is healthy traffic"];
  const entry = verdictEntry(entries);
  if (entry === undefined) return ["not recorded"];
  const { verdict, reason, notCors, certainty, candidates, preflight } = entry._cors;
  const named = [...new Set([reason, ...(certainty === "undecided" ? candidates.map((candidate) => candidate.reason) : [])])];
  const problems: string[] = [];
  const word = wordOf(lines, scenario, nonce);
  if (!named.some((one) => says(word, one))) problems.push(`reason ${named.join(" or ")}, Firefox says ${word}`);
  for (const wanted of [expected.reason, ...(expected.undecidedWith ?? [])]) {
    if (!named.includes(wanted)) problems.push(`${wanted} is not among ${named.join(" or ")}`);
  }
  if (verdict !== expected.verdict) problems.push(`verdict ${verdict}, expected ${expected.verdict}`);
  if (verdict === "allowed" && certainty === "certain") problems.push("allowed is said to be certain: Firefox does not tell");
  if (notCors !== (expected.notCors ?? null)) problems.push(`notCors ${notCors}, expected ${expected.notCors ?? "none"}`);
  const seen = entries.some((one) => one._cors.role === "preflight") ? "seen" : preflight?.entry === "cached" ? "cached" : null;
  if (seen !== expected.preflight) problems.push(`preflight ${seen}, expected ${expected.preflight}`);
  return problems;
}

/** Several reasons of ours share a key of Firefox's. */
function says(word: string | null, reason: CorsError | null): boolean {
  if (reason === null) return word === null || word === DID_NOT_SUCCEED;
  return word === (messageOf(reason)?.key ?? DID_NOT_SUCCEED);
}
