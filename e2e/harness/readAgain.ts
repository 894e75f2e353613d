import { type FromHar, fromHar } from "../../src/core/report/fromHar";
import type { Report, ReportEntry } from "../../src/core/report/harTypes";
import type { RecordingInfo } from "../../src/core/report/recording";
import { toHar } from "../../src/core/report/toHar";
import type { Scenario } from "../servers/scenarios/scenario";
import { entriesOf, verdictEntry } from "./compare";

/** One run of a scenario. */
export interface Played {
  readonly scenario: Scenario;
  readonly nonce: string;
}

type Read = Extract<FromHar, { ok: true }>;

export function readAs(text: string): Read {
  const read = fromHar(text);
  if (!read.ok) throw new Error(read.problem);
  return read;
}

export function infoOf(read: Read): RecordingInfo {
  const times = {
    extensionVersion: "0",
    recordedFrom: 0,
    recordedTo: 0,
    dropped: 0,
    counted: { sameOrigin: 0, noCors: 0, navigations: 0 },
  };
  return {
    ...times,
    ...read.recorded,
    engine: read.engine,
    browser: read.browser ?? { name: "unknown", version: "" },
  };
}

function judgedAgain(read: Read): Report {
  return toHar(read.exchanges, infoOf(read));
}

interface Judgement {
  readonly entry: ReportEntry;
  readonly names: readonly (string | null)[];
}

/** The reasons that a judgement leaves open: one where it is sure. */
function judgementOf(har: Report, { scenario, nonce }: Played): Judgement | null {
  const entry = verdictEntry(entriesOf(har, scenario, nonce));
  if (entry === undefined) return null;
  const { certainty, candidates, reason } = entry._cors;
  return { entry, names: certainty === "undecided" ? [reason, ...candidates.map((one) => one.reason)] : [reason] };
}

/** Where what is read from a file differs from what was seen live, and in one line how much it leaves open. */
export function contradictions(
  source: string,
  text: string,
  live: Report,
  played: readonly Played[],
): { readonly problems: string[]; readonly line: string } {
  const har = judgedAgain(readAs(text));
  const problems: string[] = [];
  const tally = { same: 0, undecided: 0, unknown: 0, absent: 0 };
  for (const run of played) {
    const [seen, read] = [judgementOf(live, run), judgementOf(har, run)];
    if (seen === null) problems.push(`${run.scenario.id}: not recorded`);
    else if (read === null) tally.absent += 1;
    else if (read.entry._cors.verdict === "unknown") tally.unknown += 1;
    else {
      tally[read.names.length > 1 ? "undecided" : "same"] += 1;
      const [was, is] = [seen.entry._cors, read.entry._cors];
      const agrees = was.verdict === "unknown" || (was.verdict === is.verdict && read.names.some((name) => seen.names.includes(name)));
      if (!agrees)
        problems.push(
          `${run.scenario.id}: ${is.verdict} ${read.names.join("/")} (${is.certainty}), seen ${was.verdict} ${seen.names.join("/")}`,
        );
    }
  }
  const share = Math.round((100 * tally.unknown) / played.length);
  return { problems, line: `${source}: ${played.length} scenarios, ${JSON.stringify(tally)}, ${share} % unknown` };
}
