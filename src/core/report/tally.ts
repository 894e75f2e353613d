import { CAUSE_SENTENCES, type Cause } from "../diagnosis/causeTexts";
import type { Verdict } from "../engines/engine";
import type { Judged } from "./corsFields";
import { type Endpoint, EndpointGroups, isTrouble } from "./endpoints";

/** A root cause, how often it blocked, and what it is in a sentence where we have one. */
export interface CauseCount {
  readonly cause: string;
  readonly count: number;
  readonly sentence: string | null;
}

/** What a report says of a recording as a whole. It keeps one exchange of each endpoint, so a large recording needs no more room than a small one. */
export class Tally {
  readonly #verdicts = new Map<Verdict, number>();
  readonly #causes = new Map<string, number>();
  readonly #groups = new EndpointGroups();
  all = 0;

  add(judged: Judged): void {
    const { verdict, cause, reason } = judged.diagnosis;
    this.all += 1;
    this.#verdicts.set(verdict, this.count(verdict) + 1);
    const name = cause ?? reason ?? "unknown";
    if (verdict === "blocked") this.#causes.set(name, (this.#causes.get(name) ?? 0) + 1);
    if (isTrouble(judged)) this.#groups.add(judged);
  }

  count(verdict: Verdict): number {
    return this.#verdicts.get(verdict) ?? 0;
  }

  /** The most frequent first. */
  causes(): CauseCount[] {
    const sorted = [...this.#causes].sort((a, b) => b[1] - a[1]);
    return sorted.map(([cause, count]) => ({ cause, count, sentence: cause in CAUSE_SENTENCES ? CAUSE_SENTENCES[cause as Cause] : null }));
  }

  endpoints(): Endpoint[] {
    return this.#groups.list();
  }

  sentence(): string {
    const [blocked, other, allowed, unknown] = (["blocked", "not-cors", "allowed", "unknown"] as const).map((one) => this.count(one));
    return `${this.all} ${this.all === 1 ? "request" : "requests"}: ${blocked} blocked by CORS, ${other} failed for another reason, ${allowed} allowed, ${unknown} undetermined.`;
  }
}
