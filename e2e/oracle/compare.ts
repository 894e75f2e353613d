import type { Report, ReportEntry } from "../../src/core/report/harTypes";
import type { Heard, Word } from "./ear";
import type { Speech } from "./speech";

export const ASPECTS = ["verdict", "reason", "failedParameter", "pairing"] as const;
export type Aspect = (typeof ASPECTS)[number];
export type Mark = "agree" | "undecided" | "disagree";

/** One request of a case: what the browser said, what we said, and how they compare. */
export interface Comparison {
  readonly attempt: number;
  readonly heard: Heard;
  readonly entries: readonly ReportEntry[];
  readonly marks: Readonly<Partial<Record<Aspect, Mark>>>;
  /** One sentence for each disagreement. */
  readonly problems: readonly string[];
  /** What decided and is hidden from extensions, where a disagreement comes of it. */
  readonly hidden: string | null;
}

export interface Terms {
  /** Whether a URL's origin is another than the page's. */
  readonly crossOrigin: (url: string) => boolean;
  readonly speech: Speech;
  /** The second request is the first once more, to a single URL and after it. */
  readonly repeats: boolean;
}

/** The entries of each exchange of the report, under the key of their case, in the order of their start. */
export function exchangesOf(report: Report): Map<string, ReportEntry[][]> {
  const byKey = new Map<string, Map<string, ReportEntry[]>>();
  for (const entry of report.log.entries) {
    const key = /\/c\/([^/?#]+)/.exec(entry.request.url)?.[1];
    if (key === undefined) continue;
    const exchanges = byKey.get(key) ?? new Map<string, ReportEntry[]>();
    byKey.set(key, exchanges.set(entry._cors.exchange, [...(exchanges.get(entry._cors.exchange) ?? []), entry]));
  }
  const start = (entries: readonly ReportEntry[]) => Math.min(...entries.map(({ _corscope }) => _corscope.startedAt));
  return new Map([...byKey].map(([key, exchanges]) => [key, [...exchanges.values()].sort((a, b) => start(a) - start(b))]));
}

const isMain = ({ _cors }: ReportEntry): boolean => _cors.role === "main";
const mainsOf = (entries: readonly ReportEntry[]): ReportEntry[] => entries.filter(isMain).sort((a, b) => a._cors.hop - b._cors.hop);
const replyOf = ({ response }: ReportEntry): string | undefined => response.headers.find(({ name }) => name === "X-Reply")?.value;

/** The entry that carries the judgement: the hop that was refused, else the last. */
export function verdictEntry(entries: readonly ReportEntry[]): ReportEntry | undefined {
  const mains = mainsOf(entries);
  return mains.find(({ _cors }) => _cors.reason !== null) ?? mains.at(-1);
}

/** All requests of one case. */
export function compareCase(heard: readonly Heard[], exchanges: readonly ReportEntry[][], terms: Terms): Comparison[] {
  const recorded = exchanges.filter((entries) => entries.some(isMain));
  const inOrder = (order: readonly ReportEntry[][]): Comparison[] =>
    heard.map((one, attempt) => compareOne(one, order[attempt] ?? [], attempt, terms, exchanges.flat()));
  // Two requests that start together may be told in another order by the page than by the network: the order that fits is the order.
  const problems = (found: readonly Comparison[]): number => found.reduce((sum, one) => sum + one.problems.length, 0);
  const [straight, turned] = [inOrder(recorded), inOrder([...recorded].reverse())];
  const found = withCache(problems(turned) < problems(straight) ? turned : straight, terms.repeats);
  const stray = exchanges.length - recorded.length;
  if (stray === 0) return found;
  return found.map((one, attempt) =>
    attempt > 0
      ? one
      : { ...one, marks: { ...one.marks, pairing: "disagree" }, problems: [...one.problems, `${stray} preflights belong to nobody`] },
  );
}

function compareOne(
  heard: Heard,
  entries: readonly ReportEntry[],
  attempt: number,
  { crossOrigin, speech }: Terms,
  all: readonly ReportEntry[],
): Comparison {
  const problems: string[] = [];
  const marks: Partial<Record<Aspect, Mark>> = {};
  const mark = (aspect: Aspect, problem: string | null, good: Mark = "agree"): void => {
    marks[aspect] = problem === null ? good : "disagree";
    if (problem !== null) problems.push(problem);
  };
  const entry = verdictEntry(entries);
  if (entry === undefined) mark("verdict", heard.word === null && !heard.urls.some(crossOrigin) ? null : "not recorded");
  else {
    const { certainty, verdict, notCors } = entry._cors;
    const good = certainty === "undecided" ? "undecided" : "agree";
    mark("verdict", verdictProblem(heard, entry, speech), verdict === "allowed" ? good : "agree");
    const elsewhere = verdict === "not-cors" && notCors !== null;
    if (heard.word !== null && marks.verdict !== "disagree" && !elsewhere) {
      mark("reason", reasonProblem(heard.word, entry, speech), good);
      if (marks.reason !== "disagree") mark("failedParameter", parameterProblem(heard.word, entry, speech), good);
    }
    mark("pairing", pairingProblem(heard, entries, entry, all, speech));
  }
  const hidden = problems.length > 0 && !isSure(entry) ? speech.hidden(heard, entries) : null;
  return hidden === null
    ? { attempt, heard, entries, marks, problems, hidden }
    : { attempt, heard, entries, marks: {}, problems: [], hidden };
}

/** What is hidden excuses no claim to know. */
function isSure(entry: ReportEntry | undefined): boolean {
  return entry !== undefined && entry._cors.verdict !== "unknown" && entry._cors.certainty === "certain";
}

/** Passed, for all we know; where that hangs on what nobody tells, the set of reasons holds what it may have been as well. */
function verdictProblem({ word, accepted, ended, error }: Heard, { _cors }: ReportEntry, speech: Speech): string | null {
  if (!ended) return "the browser never ended it";
  const said = `${_cors.verdict}${_cors.unknowns.length > 0 ? ` (${_cors.unknowns.join("; ")})` : ""}`;
  if (word !== null) {
    const open = _cors.verdict === "allowed" && _cors.certainty === "undecided";
    const elsewhere = _cors.verdict === "not-cors" && speech.isUnspecific(word.corsError);
    return _cors.verdict === "blocked" || open || elsewhere ? null : `verdict ${said}, the browser blocked it: ${word.corsError}`;
  }
  if (accepted) return _cors.verdict === "allowed" ? null : `verdict ${said}, the browser handed the reply on`;
  return _cors.verdict === "not-cors" ? null : `verdict ${said}, the browser says ${error} and no CorsError`;
}

function reasonProblem({ corsError }: Word, { _cors }: ReportEntry, { nameOf }: Speech): string | null {
  if (_cors.certainty === "undecided") {
    return _cors.candidates.some(({ reason }) => nameOf(reason) === corsError) ? null : `${corsError} is no candidate`;
  }
  return _cors.reason !== null && nameOf(_cors.reason) === corsError
    ? null
    : `reason ${_cors.reason} (${_cors.certainty}), the browser says ${corsError}`;
}

function parameterProblem({ corsError, failedParameter }: Word, { _cors }: ReportEntry, speech: Speech): string | null {
  const named = _cors.candidates
    .filter(({ reason }) => speech.nameOf(reason) === corsError)
    .map((candidate) => candidate.failedParameter ?? "");
  const claimed =
    named.length > 0 && (_cors.certainty === "undecided" || _cors.failedParameter === undefined) ? named : [_cors.failedParameter ?? ""];
  return claimed.some((value) => isSameParameter(value, failedParameter, speech))
    ? null
    : `parameter ${JSON.stringify(claimed)}, the browser says ${JSON.stringify(failedParameter)}`;
}

/** What was redacted is no difference. */
function isSameParameter(ours: string, theirs: string, speech: Speech): boolean {
  if (speech.isSameParameter(ours, theirs)) return true;
  const [before, after, ...more] = ours.split(/\[redacted[^\]]*\]/);
  return after !== undefined && more.length === 0 && theirs.startsWith(before ?? "") && theirs.endsWith(after);
}

function pairingProblem(
  heard: Heard,
  entries: readonly ReportEntry[],
  entry: ReportEntry,
  all: readonly ReportEntry[],
  { tellsPairs }: Speech,
): string | null {
  const mains = mainsOf(entries);
  if (mains[0]?.request.method !== heard.method) return `a ${mains[0]?.request.method} stands where the browser sent ${heard.method}`;
  const known = mains.flatMap((one) => replyOf(one) ?? []);
  if (heard.replies.length > 0 && known.length > 0 && !known.some((reply) => heard.replies.includes(reply))) {
    return `answered by ${known.join()}, the browser says ${heard.replies.join()}`;
  }
  const theirs = heard.preflights.map(({ replies }) => replies[0] ?? "?").sort();
  const ours = entries
    .filter((one) => !isMain(one))
    .map((one) => replyOf(one) ?? "?")
    .sort();
  // The protocol does not tell the reply to every preflight (not one that redirects to nowhere).
  const unpaired = !tellsPairs && heard.replies.length === 0;
  const same = unpaired || (theirs.includes("?") ? theirs.length === ours.length : theirs.join() === ours.join());
  if (!same) return `preflights answered by ${ours.join() || "none"}, the browser says ${theirs.join() || "none"}`;
  // A URL is fresh in every case: a cached preflight is one that another request of the same case sent.
  const sent = all.some((one) => !isMain(one) && one.request.url === entry.request.url);
  if (entry._cors.preflight?.entry === "cached" && !sent) return "a preflight is said to be cached that nobody ever sent";
  return null;
}

/** How long a preflight is said to be cached for must fit what the browser does a moment later. */
function withCache(found: Comparison[], repeats: boolean): Comparison[] {
  const [first, second] = found;
  if (!repeats || first === undefined || second === undefined) return found;
  const [one, again] = [verdictEntry(first.entries), verdictEntry(second.entries)];
  const asked = first.heard.preflights.length > 0;
  if (one === undefined || again === undefined || (asked && one._corscope.sentAt === null)) return found;
  const cachedFor = asked ? (one._cors.preflight?.cachedForMs ?? 0) : 0;
  const askedAgain = second.heard.preflights.length > 0;
  const problem =
    asked && cachedFor > 0 === askedAgain
      ? `cachedForMs ${cachedFor}, and the browser ${askedAgain ? "asked again" : "did not ask again"}`
      : (again._cors.preflight?.entry === "cached") !== (asked && !askedAgain)
        ? `preflight.entry ${again._cors.preflight?.entry}, and the browser ${asked ? "asked the first time" : "never asked"}`
        : null;
  if (problem === null) return found;
  return [first, { ...second, marks: { ...second.marks, pairing: "disagree" }, problems: [...second.problems, problem] }];
}
