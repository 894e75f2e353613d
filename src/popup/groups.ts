import { CAUSE_SENTENCES } from "../core/diagnosis/causeTexts";
import { diagnose } from "../core/diagnosis/diagnose";
import type { Diagnosis } from "../core/diagnosis/diagnosis";
import type { Verdict } from "../core/engines/engine";
import { type Exchange, isSettled, leadOf } from "../core/exchange/exchange";
import { prescribe } from "../core/remedy/prescribe";
import { browserInfo } from "../parts/browserInfo";
import { idInWords, reasonWords } from "../parts/words";

/** Blocked exchanges that one change would cure: same reason, same cause, same host. */
export interface Group {
  readonly key: string;
  readonly host: string;
  readonly reason: string;
  readonly count: number;
  /** The latest of them, which the fix is read from. */
  readonly latest: Exchange;
  readonly diagnosis: Diagnosis;
}

export interface Overview {
  readonly groups: readonly Group[];
  readonly counts: Readonly<Record<Verdict, number>>;
}

/** A popup only ever shows what this browser itself did. */
const ENGINE = browserInfo(navigator.userAgent).engine;

const diagnoses = new WeakMap<Exchange, Diagnosis>();

function diagnosisOf(exchange: Exchange): Diagnosis {
  const known = diagnoses.get(exchange) ?? diagnose(exchange, ENGINE);
  diagnoses.set(exchange, known);
  return known;
}

/** The host that refused: after a redirect it is not the first one. */
function hostOf(exchange: Exchange, diagnosis: Diagnosis): string {
  const hops = leadOf(exchange).hops;
  const url = (hops[diagnosis.refusedAt?.hop ?? 0] ?? hops[0])?.url ?? "";
  return URL.parse(url)?.host ?? url.slice(0, 100);
}

export function overviewOf(exchanges: Iterable<Exchange>): Overview {
  const groups = new Map<string, Group>();
  const counts: Record<Verdict, number> = { blocked: 0, allowed: 0, "not-cors": 0, unknown: 0 };
  for (const exchange of exchanges) {
    if (!isSettled(exchange)) continue;
    const diagnosis = diagnosisOf(exchange);
    counts[diagnosis.verdict] += 1;
    if (diagnosis.verdict !== "blocked") continue;
    const host = hostOf(exchange, diagnosis);
    const key = `${diagnosis.reason ?? ""} ${diagnosis.cause ?? ""} ${host}`;
    const reason = diagnosis.reason === null ? idInWords(diagnosis.cause ?? "blocked") : reasonWords(diagnosis.reason);
    groups.set(key, { key, host, reason, count: (groups.get(key)?.count ?? 0) + 1, latest: exchange, diagnosis });
  }
  return { groups: [...groups.values()].sort((a, b) => b.count - a.count), counts };
}

/** Of one host: the worst with their fix, and what is told in a line. */
export interface Section {
  readonly host: string;
  readonly cards: Group[];
  readonly others: Group[];
}

const WORST = 3;
/** For hosts and lines: the popup ends where the browser would begin to scroll it. */
const LINES = 5;

/** What there is room for, by host, and how many groups are not told. */
export function sectionsOf(groups: readonly Group[]): { readonly sections: readonly Section[]; readonly more: number } {
  const sections = new Map<string, Section>();
  let lines = 0;
  for (const [index, group] of groups.entries()) {
    const section = sections.get(group.host) ?? { host: group.host, cards: [], others: [] };
    lines += (sections.has(group.host) ? 0 : 1) + (index < WORST ? 0 : 1);
    if (lines > LINES) return { sections: [...sections.values()], more: groups.length - index };
    sections.set(group.host, section);
    (index < WORST ? section.cards : section.others).push(group);
  }
  return { sections: [...sections.values()], more: 0 };
}

/** The first sentence of the root cause: two groups with one reason differ in it. Empty when no cause was recognised. */
export function causeOf({ diagnosis: { cause } }: Group): string {
  return cause === null ? "" : (CAUSE_SENTENCES[cause].split(/(?<=\.)\s/)[0] ?? "");
}

export function fixOf(group: Group): string {
  return prescribe(group.latest, group.diagnosis).summary;
}
