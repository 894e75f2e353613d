import { diagnose } from "../../src/core/diagnosis/diagnose";
import type { Exchange } from "../../src/core/exchange/exchange";
import { fromHar } from "../../src/core/report/fromHar";
import { FORMAT_VERSION, type ReportEntry } from "../../src/core/report/harTypes";
import { type Comparison, verdictEntry } from "./compare";
import type { Heard } from "./ear";
import type { Asked } from "./servers";
import { CHROMIUM_SPEECH, FIREFOX_SPEECH, type Speech } from "./speech";

/** What became of one request, in words that two browsers can be compared by: Firefox's, since several reasons have one name there. */
type Fate = string;

const PASSED = "(passed)";
/** By the network, or by a rule that Firefox has no name for. */
const FAILED = "(failed)";
const UNKNOWN = "(unknown)";

/** One request that two browsers treated differently. */
export interface Divergence {
  readonly key: string;
  readonly attempt: number;
  readonly chromium: string;
  readonly firefox: string;
  /** From the recording of each, what we say of the other; null where that is right. */
  readonly wrong: readonly string[];
  /** Why the recording of one cannot tell what the other does, in words. */
  readonly incomparable: string | null;
}

/** A case as one browser played it. */
export interface Side {
  readonly comparisons: readonly Comparison[];
  readonly asked: readonly Asked[];
}

export function divergencesOf(key: string, chromium: Side, firefox: Side): Divergence[] {
  return chromium.comparisons.flatMap((ours, attempt): Divergence[] => {
    const theirs = firefox.comparisons[attempt];
    if (theirs === undefined || nameFate(fateOf(ours.heard, CHROMIUM_SPEECH)) === nameFate(fateOf(theirs.heard, FIREFOX_SPEECH))) return [];
    const wrong = [
      ...misses("Firefox, from Chromium's recording", ours, "chromium", "firefox", fateOf(theirs.heard, FIREFOX_SPEECH)),
      ...misses("Chromium, from Firefox's recording", theirs, "firefox", "chromium", fateOf(ours.heard, CHROMIUM_SPEECH)),
    ];
    return [
      {
        key,
        attempt,
        chromium: spell(ours.heard),
        firefox: spell(theirs.heard),
        wrong,
        incomparable: wrong.length === 0 ? null : difference(chromium.asked, firefox.asked),
      },
    ];
  });
}

const spell = ({ word, accepted, error }: Heard): string => word?.corsError ?? (accepted ? PASSED : `${FAILED} ${error ?? ""}`.trim());

function fateOf({ word, accepted }: Heard, { isUnspecific }: Speech): Fate {
  if (word === null) return accepted ? PASSED : FAILED;
  return isUnspecific(word.corsError) ? FAILED : word.corsError;
}

/** Firefox's name for a fate that is told in the protocol's words. */
function nameFate(fate: Fate): Fate {
  if (fate.startsWith("(") || fate.startsWith("CORS")) return fate;
  const name = FIREFOX_SPEECH.nameOf(fate);
  return FIREFOX_SPEECH.isUnspecific(name) || name.startsWith("(") ? FAILED : name;
}

function misses(
  what: string,
  { entries }: Comparison,
  recorded: "chromium" | "firefox",
  asked: "chromium" | "firefox",
  fate: Fate,
): string[] {
  const entry = verdictEntry(entries);
  if (entry === undefined) return [`${what}: nothing was recorded`];
  const said = foretold(entry, entries, recorded, asked);
  if (said.includes(UNKNOWN)) return [`${what}: that it cannot be told`];
  return said.some((one) => one === fate || (asked === "firefox" && nameFate(one) === nameFate(fate)))
    ? []
    : [`${what}: ${said.join(" or ")}, and it is ${fate}`];
}

/** What the report says of the other engine; of an undecided exchange, all that it leaves open. */
function foretold(
  { _cors }: ReportEntry,
  entries: readonly ReportEntry[],
  recorded: "chromium" | "firefox",
  asked: "chromium" | "firefox",
): Fate[] {
  const asFate = (verdict: string, reason: string | null): Fate =>
    verdict === "allowed" ? PASSED : verdict === "not-cors" ? FAILED : (reason ?? `(${verdict})`);
  const { verdict, reason } = _cors.engines[asked];
  const fates = [asFate(verdict, reason)];
  if (_cors.certainty !== "undecided") return fates;
  for (const exchange of exchangesIn(entries, recorded)) {
    const other = diagnose(exchange, asked);
    fates.push(asFate(other.verdict, other.reason), ...other.candidates.map((candidate) => candidate.reason));
  }
  return [...new Set(fates)];
}

function exchangesIn(entries: readonly ReportEntry[], engine: string): readonly Exchange[] {
  const read = fromHar(JSON.stringify({ log: { _corscope: { formatVersion: FORMAT_VERSION, engine }, entries } }));
  return read.ok ? read.exchanges.filter(({ main }) => main !== null) : [];
}

/** What the one asked the servers and the other did not; null where both asked the same. */
function difference(chromium: readonly Asked[], firefox: readonly Asked[]): string | null {
  const told = ({ preflight, method, hop, origin }: Asked): string =>
    `${preflight ? `preflight for ${method}` : method} at hop ${hop} as ${origin}`;
  const [ours, theirs] = [chromium.map(told), firefox.map(told)];
  const onlyOurs = ours.find((one) => !theirs.includes(one));
  const onlyTheirs = theirs.find((one) => !ours.includes(one));
  if (onlyOurs === undefined && onlyTheirs === undefined) return null;
  return [onlyOurs && `only Chromium asked: ${onlyOurs}`, onlyTheirs && `only Firefox asked: ${onlyTheirs}`].filter(Boolean).join("; ");
}

export function divergenceLines(all: readonly Divergence[]): string[] {
  const predicted = all.filter(({ wrong }) => wrong.length === 0);
  const incomparable = all.filter(({ incomparable: why }) => why !== null);
  const missed = all.filter(({ wrong, incomparable: why }) => wrong.length > 0 && why === null);
  const kinds = new Map<string, { count: number; predicted: number }>();
  for (const { chromium, firefox, wrong } of all) {
    const kind = `${chromium} | ${firefox}`;
    const line = kinds.get(kind) ?? { count: 0, predicted: 0 };
    kinds.set(kind, { count: line.count + 1, predicted: line.predicted + (wrong.length === 0 ? 1 : 0) });
  }
  return [
    "Chromium | Firefox: predicted of all",
    ...[...kinds].sort(([, a], [, b]) => b.count - a.count).map(([kind, { count, predicted: right }]) => `${kind}: ${right} of ${count}`),
    "",
    ...missed.map(
      ({ key, attempt, chromium, firefox, wrong }) => `MISSED ${key} attempt ${attempt}: ${chromium} | ${firefox}; ${wrong.join("; ")}`,
    ),
    ...incomparable.map(
      ({ key, chromium, firefox, incomparable: why, wrong }) =>
        `asked something else, ${key}: ${chromium} | ${firefox}; ${why}; ${wrong.join("; ")}`,
    ),
    "",
    `predicted / all divergences: ${predicted.length} / ${all.length}, of the others ${incomparable.length} where one browser asked the servers something else`,
  ];
}
