import type { Report, ReportEntry } from "../../src/core/report/harTypes";
import type { Heard } from "../oracle/ear";
import { kindOf, type Name } from "./kinds";
import type { Seen } from "./servers";

/** What really became of one request, and what was done to it on purpose. */
export interface Truth {
  /** Its key in the URL; twins share one, and get a number behind it. */
  readonly key: string;
  /** As the URL has it. */
  readonly inUrl: string;
  readonly name: Name;
  /** The browser's own account; null where nobody could listen (another tab, a tab that died). */
  readonly heard: Heard | null;
  /** The fault took its end away: what the servers would have brought about does not bind. */
  readonly cut: boolean;
}

export interface Audit {
  readonly requests: number;
  readonly recorded: number;
  /** Requests that are neither in the report nor counted by it, and when a server saw them last. */
  readonly lost: readonly { readonly key: string; readonly at: number }[];
  /** Told as incomplete, which is honest after a kill and wrong otherwise. */
  readonly incomplete: number;
  /** Told as incomplete, and rightly: they have parts of another request. */
  readonly mixed: number;
  /** Ended in the browser, still under way in the report. */
  readonly unended: readonly string[];
  readonly problems: readonly string[];
}

const headerOf = (entry: ReportEntry): string | undefined =>
  entry.response.headers.find(({ name }) => name.toLowerCase() === "x-reply")?.value;

const keyOf = (entry: ReportEntry): string => /\/c\/([^/?#]+)/.exec(entry.request.url)?.[1] ?? "";

/**
 * Holds a report against what the servers saw and what the browser said. `lossy` when a worker was killed with events on their way: then an
 * exchange may miss parts, if it says so; what it claims must be right all the same. `countedToo` false where the count began before.
 */
export function audit(report: Report, truths: readonly Truth[], seen: readonly Seen[], lossy: boolean, countedToo = true): Audit {
  const problems: string[] = [];
  const unended: string[] = [];
  const exchanges = new Map<string, ReportEntry[]>();
  for (const entry of report.log.entries) {
    const { exchange } = entry._cors;
    exchanges.set(exchange, [...(exchanges.get(exchange) ?? []), entry]);
  }
  const found = new Map<string, ReportEntry[][]>();
  const owner = ownersOf(truths, seen);
  let mixed = 0;
  for (const [id, entries] of exchanges) {
    const keys = new Set(entries.map((entry) => owner.get(headerOf(entry) ?? "")).filter((key) => key !== undefined));
    if (keys.size > 1) {
      if (lossy && entries.every(isIncomplete)) mixed++;
      else problems.push(`exchange ${id} holds parts of several requests: ${[...keys].join(", ")}`);
    }
    const [key = keyOf(entries[0] as ReportEntry)] = keys;
    found.set(key, [...(found.get(key) ?? []), entries]);
  }
  nameTwins(found, truths);
  const known = new Set(truths.map(({ key }) => key));
  for (const key of found.keys()) if (!known.has(key)) problems.push(`${key || "an exchange"} was never sent`);
  const lost: { key: string; at: number }[] = [];
  let incomplete = 0;
  let recorded = 0;
  for (const truth of truths) {
    const groups = found.get(truth.key) ?? [];
    const sent = seen.filter(({ reply }) => owner.get(reply) === truth.key);
    if (kindOf(truth.name).fate === "counted") {
      if (groups.length > 0 && !groups.flat().every(isIncomplete)) problems.push(`${nameOf(truth)} should only be counted`);
      continue;
    }
    if (groups.length === 0) {
      lost.push({ key: truth.key, at: Math.max(0, ...sent.map(({ at }) => at)) });
      if (!lossy) problems.push(`${nameOf(truth)} is missing`);
      continue;
    }
    recorded++;
    const torn = groups.flat().some(isIncomplete);
    if (torn) incomplete++;
    if (torn && !lossy) problems.push(`${nameOf(truth)} is said to be incomplete`);
    if (groups.length > 1 && !torn) problems.push(`${nameOf(truth)} is there ${groups.length} times`);
    for (const entries of groups) problems.push(...problemsOf(truth, entries, sent, torn, lossy));
    const open = groups.flat().some((entry) => entry._cors.role === "main" && isLast(entry, groups.flat()) && entry._corscope.end === null);
    if (open && truth.heard?.ended === true) unended.push(truth.key);
  }
  if (!lossy) problems.push(...unended.map((key) => `${key} is still under way in the report`));
  if (!lossy && countedToo) problems.push(...miscounted(report, truths));
  return { requests: truths.length, recorded, lost, incomplete, mixed, unended, problems };
}

/** Whose reply is whose, by its number: the browser's word where it is known, else the server's. */
function ownersOf(truths: readonly Truth[], seen: readonly Seen[]): ReadonlyMap<string, string> {
  const owner = new Map(seen.map(({ reply, key }) => [reply, key]));
  for (const { key, heard } of truths)
    for (const reply of heard === null ? [] : [heard, ...heard.preflights].flatMap(({ replies }) => replies)) owner.set(reply, key);
  return owner;
}

/** Twins without any reply are known by their URL only: each stands for one that is missing. */
function nameTwins(found: Map<string, ReportEntry[][]>, truths: readonly Truth[]): void {
  for (const { key, inUrl } of truths) {
    if (key === inUrl || found.has(key)) continue;
    const nameless = found.get(inUrl)?.shift();
    if (nameless !== undefined) found.set(key, [nameless]);
  }
  for (const [key, groups] of found) if (groups.length === 0) found.delete(key);
}

const isIncomplete = (entry: ReportEntry): boolean => entry._corscope.incomplete;

const isLast = (entry: ReportEntry, all: readonly ReportEntry[]): boolean =>
  all.every((other) => other._cors.role !== "main" || other._cors.hop <= entry._cors.hop);

const nameOf = ({ key, name }: Truth): string => `${key} (${name})`;

/** One exchange of a request: nothing twice, nothing left out, nothing claimed that is not so. */
function problemsOf(truth: Truth, entries: readonly ReportEntry[], sent: readonly Seen[], torn: boolean, lossy: boolean): string[] {
  const problems: string[] = [];
  const mains = entries.filter(({ _cors }) => _cors.role === "main");
  const preflights = entries.filter(({ _cors }) => _cors.role === "preflight");
  const replies = entries.map(headerOf).filter((reply) => reply !== undefined);
  if (new Set(replies).size < replies.length || new Set(mains.map(({ _cors }) => _cors.hop)).size < mains.length)
    problems.push(`${nameOf(truth)} has a request on the wire twice`);
  // A connection that is reset is tried again under the same request: the browser's count goes before the server's.
  const asked = truth.heard?.ended === true ? truth.heard.preflights.length : sent.filter(({ method }) => method === "OPTIONS").length;
  if (preflights.length > Math.max(asked, 1)) problems.push(`${nameOf(truth)} has ${preflights.length} preflights, and ${asked} were sent`);
  if (!torn && preflights.length < asked) problems.push(`${nameOf(truth)} has ${preflights.length} preflights, and ${asked} were sent`);
  const verdict = mains.findLast(({ _cors }) => _cors.verdict !== "allowed") ?? mains.at(-1) ?? preflights[0];
  if (verdict !== undefined) problems.push(...untrue(truth, verdict, torn, lossy));
  return problems;
}

/** The claim of an entry against the browser's word. */
function untrue(truth: Truth, entry: ReportEntry, torn: boolean, lossy: boolean): string[] {
  const { verdict, reason, certainty, candidates } = entry._cors;
  const wanted = outcomeOf(truth);
  const claim = `${verdict}${reason === null ? "" : ` ${reason}`}, ${certainty}`;
  if (verdict === "unknown") return torn || truth.cut || (lossy && entry._corscope.end === null) ? [] : [`${nameOf(truth)} is unknown`];
  if (wanted === null) return [];
  const named: readonly (string | null)[] = certainty === "undecided" ? candidates.map((one) => one.reason) : [reason];
  if (verdict === wanted.verdict && (wanted.reason === null || named.includes(wanted.reason))) return [];
  const right = `${wanted.verdict}${wanted.reason === null ? "" : ` ${wanted.reason}`}`;
  return [`${nameOf(truth)} is said to be ${claim}, and is ${right}`];
}

/** Null where nobody knows. */
function outcomeOf({ name, heard, cut }: Truth): { verdict: string; reason: string | null } | null {
  if (heard?.ended === true) {
    if (heard.word !== null) return { verdict: "blocked", reason: heard.word.corsError };
    return { verdict: heard.accepted && heard.error === null ? "allowed" : "not-cors", reason: null };
  }
  const { fate } = kindOf(name);
  return cut || fate === "counted" ? null : fate;
}

function miscounted(report: Report, truths: readonly Truth[]): string[] {
  const { counted, dropped } = report.log._corscope;
  const sent = (name: Name): number => truths.filter((truth) => truth.name === name || truth.name === `${name}-breaks`).length;
  return [
    ...(counted.sameOrigin === sent("same") ? [] : [`${counted.sameOrigin} same-origin requests are counted, ${sent("same")} were sent`]),
    ...(counted.noCors === sent("image") ? [] : [`${counted.noCors} requests without CORS are counted, ${sent("image")} were sent`]),
    ...(dropped === 0 ? [] : [`${dropped} exchanges were let go`]),
  ];
}
