import type { ReportEntry } from "../../src/core/report/harTypes";
import { ASPECTS, type Aspect, type Mark, verdictEntry } from "./compare";
import type { Played } from "./session";
import type { Speech } from "./speech";
import type { Proofs } from "./twins";

/** Counts of a whole run. */
export class Tally {
  constructor(readonly speech: Speech) {}

  cases = 0;
  requests = 0;
  proven = 0;
  /** Requests of which what decides is hidden from extensions: those that we said had passed, inferred, and all. */
  readonly #hidden = new Map<string, { readonly passed: number; readonly cases: readonly number[] }>();
  unproven = 0;
  readonly #marks = new Map<string, number>();
  readonly #words = new Map<string, { count: number; undecided: number }>();
  readonly #kinds = new Map<string, number[]>();
  /** Undecided ones whose first candidate is the browser's word all the same. */
  #likeliest = 0;
  readonly disagreements: Played[] = [];

  add(played: readonly Played[], proofs: Proofs): void {
    this.proven += proofs.proven;
    this.unproven += proofs.unproven.length;
    for (const one of played) {
      this.cases++;
      if (one.comparisons.length === 0 || one.comparisons.some(({ problems }) => problems.length > 0)) this.disagreements.push(one);
      for (const { marks, heard, entries, problems, hidden } of one.comparisons) {
        if (hidden !== null) this.#hide(hidden, one.one.index, verdictEntry(entries)?._cors.verdict === "allowed");
        this.requests++;
        for (const aspect of ASPECTS) if (marks[aspect] !== undefined) this.#count(aspect, marks[aspect]);
        const word = heard.word?.corsError ?? (heard.accepted ? "(passed)" : `(no CORS: ${heard.error ?? "never ended"})`);
        const line = this.#words.get(word) ?? { count: 0, undecided: 0 };
        line.count++;
        if (marks.reason === "undecided" || marks.verdict === "undecided") {
          line.undecided++;
          if (isFirst(verdictEntry(entries), heard.word?.corsError ?? null, this.speech)) this.#likeliest++;
        }
        for (const problem of problems) {
          const kind = problem.replace(/\[?"[^"]*"(?:,"[^"]*")*\]?/g, "…").replace(/\d+/g, "n");
          this.#kinds.set(kind, [...(this.#kinds.get(kind) ?? []), one.one.index]);
        }
        this.#words.set(word, line);
      }
    }
  }

  #hide(what: string, index: number, saidToPass: boolean): void {
    const { passed, cases } = this.#hidden.get(what) ?? { passed: 0, cases: [] };
    this.#hidden.set(what, { passed: passed + (saidToPass ? 1 : 0), cases: [...cases, index] });
  }

  #count(aspect: Aspect, mark: Mark): void {
    this.#marks.set(`${aspect} ${mark}`, this.of(aspect, mark) + 1);
  }

  of(aspect: Aspect, mark: Mark): number {
    return this.#marks.get(`${aspect} ${mark}`) ?? 0;
  }

  lines(): string[] {
    const number = (value: number): string => String(value).padStart(9);
    const words = [...this.#words].sort(([, a], [, b]) => b.count - a.count);
    const width = Math.max(...words.map(([word]) => word.length), 14);
    const judged = this.of("reason", "agree") + this.of("reason", "undecided") + this.of("reason", "disagree");
    const share = judged === 0 ? 0 : (100 * this.of("reason", "undecided")) / judged;
    return [
      `${"the browser's word".padEnd(width)}    count undecided`,
      ...words.map(([word, { count, undecided }]) => `${word.padEnd(width)}${number(count)}${number(undecided)}`),
      "",
      `${"".padEnd(width)}    agree undecided disagree`,
      ...ASPECTS.map(
        (aspect) =>
          `${aspect.padEnd(width)}${number(this.of(aspect, "agree"))}${number(this.of(aspect, "undecided"))}${number(this.of(aspect, "disagree"))}`,
      ),
      "",
      ...[...this.#hidden].map(
        ([what, { passed, cases }]) =>
          `hidden: ${cases.length} × ${what}; ${passed} of them allowed, inferred, and refused (cases ${cases.join(", ")})`,
      ),
      `undecided: ${share.toFixed(2)} % of ${judged} blocked requests; ${this.proven} proven by a twin, ${this.unproven} not; the first candidate was right in ${this.#likeliest}`,
      ...[...this.#kinds]
        .sort(([, a], [, b]) => b.length - a.length)
        .map(([kind, at]) => `${number(at.length)} × ${kind} (cases ${at.slice(0, 6).join(", ")})`),
    ];
  }
}

/** Whether what we take for likeliest is what it was. */
function isFirst(entry: ReportEntry | undefined, word: string | null, { nameOf }: Speech): boolean {
  const reason = entry?._cors.reason ?? null;
  return reason === null ? word === null : nameOf(reason) === word;
}
