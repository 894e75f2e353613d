import type { Random } from "../oracle/random";

/** How much is played: the whole, or what fits into two minutes. */
export interface Dose {
  readonly short: boolean;
  readonly random: Random;
}

export interface Outcome {
  /** What was done and found, in figures. */
  readonly figures: string;
  /** What must not be: empty when the product stood it. */
  readonly problems: readonly string[];
}

export interface Fault {
  readonly name: string;
  play(dose: Dose): Promise<Outcome>;
}
