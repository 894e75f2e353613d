import type { ReportEntry } from "../../src/core/report/harTypes";
import type { Case } from "./case";
import type { Comparison } from "./compare";
import { admitted, flipped, remerged } from "./generate";
import type { OracleSession, Played, Run } from "./session";
import { evidenceOf } from "./transcript";

export interface Proofs {
  readonly proven: number;
  /** Undecided ones that no twin excuses. */
  readonly unproven: readonly { readonly played: Played; readonly attempt: number; readonly why: string }[];
}

interface Question {
  readonly played: Played;
  readonly comparison: Comparison;
  readonly twins: readonly Run[];
}

/**
 * Undecided is allowed only where credentials cannot be known: then the same case with the other credentials mode shows the same to
 * webRequest and gets another word from the browser.
 */
export async function proveUndecided(session: OracleSession, played: readonly Played[]): Promise<Proofs> {
  const questions = played.flatMap((one) =>
    one.comparisons
      .filter(({ marks }) => marks.reason === "undecided" || marks.verdict === "undecided")
      .map((comparison) => askTwins(session, one, comparison)),
  );
  if (questions.length === 0) return { proven: 0, unproven: [] };
  const answers = new Map((await session.play(questions.flatMap(({ twins }) => twins))).map((one) => [one.key, one]));
  let proven = 0;
  const unproven: { played: Played; attempt: number; why: string }[] = [];
  for (const { played: one, comparison, twins } of questions) {
    const why = twins.map(({ key }) => difference(one.key, comparison, key, answers.get(key)?.comparisons[comparison.attempt]));
    if (why.includes(null)) proven++;
    else unproven.push({ played: one, attempt: comparison.attempt, why: why.join(" / ") });
  }
  return { proven, unproven };
}

function askTwins(session: OracleSession, played: Played, comparison: Comparison): Question {
  const { key } = played;
  const { attempt, entries } = comparison;
  const hopsOf = (has: (entry: ReportEntry) => boolean): number[] => entries.filter(has).map(({ _cors }) => _cors.hop);
  // A cookie that was not sent may as well not have been there, and a preflight that was not seen may have got any reply.
  const withCookie = hopsOf(({ request }) => request.headers.some(({ name }) => name.toLowerCase() === "cookie"));
  const preflighted = hopsOf(({ _cors }) => _cors.role === "preflight");
  const one: Case = { ...played.one, cookies: withCookie.flatMap((hop) => played.one.stops[hop]?.host ?? []) };
  const unseen = one.stops.map((_, hop) => hop).filter((hop) => !preflighted.includes(hop));
  const twins =
    one.again === null ? [flipped(one, null)] : [flipped(one, attempt), flipped(one, null), admitted(flipped(one, null), unseen)];
  if (session.stage.speech.mergesFields) twins.push(remerged(one));
  return { played, comparison, twins: twins.map((twin, index) => ({ key: `${key}-${attempt}t${index}`, one: twin })) };
}

/** Null when the twin proves it. */
function difference(key: string, comparison: Comparison, twinKey: string, twin: Comparison | undefined): string | null {
  if (twin === undefined) return "the twin was not played to its end";
  const [ours, theirs] = [evidenceOf(comparison, key), evidenceOf(twin, twinKey)];
  if (ours !== theirs) return `the twin shows something else: ${firstDifference(ours, theirs)}`;
  return comparison.heard.word?.corsError === twin.heard.word?.corsError
    ? `the twin gets the same word: ${twin.heard.word?.corsError}`
    : null;
}

function firstDifference(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const from = Math.max(0, at - 40);
  return `${a.slice(from, at + 80)} <> ${b.slice(from, at + 80)}`;
}
