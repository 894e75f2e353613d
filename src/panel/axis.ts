import type { Row } from "./judge";

/** What all bars of the list are drawn against. The same object as long as nothing moved. */
export interface Axis {
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly span: number;
}

/** Ten steps to each power of ten: while a recording grows the bars stand still, and at a step they shrink by a fifth. */
const STEPS = [1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.3, 8, 10];

export function roundSpan(ms: number): number {
  if (!(ms > 1)) return 1;
  const power = 10 ** Math.floor(Math.log10(ms));
  return (STEPS.find((step) => step * power >= ms) ?? 10) * power;
}

/** First and last moment of the rows that are shown. Grows with what is added; what goes is looked for only if it was an end. */
export class Extent {
  #from = Number.POSITIVE_INFINITY;
  #to = Number.NEGATIVE_INFINITY;
  #axis: Axis = { from: 0, span: 1 };

  reset(rows: readonly Row[]): void {
    this.#from = Number.POSITIVE_INFINITY;
    this.#to = Number.NEGATIVE_INFINITY;
    for (const row of rows) this.add(row);
  }

  add({ bar }: Row): void {
    this.#from = Math.min(this.#from, bar.from);
    this.#to = Math.max(this.#to, bar.to ?? bar.from);
  }

  /** True if the row is an end, so that without it the extent may be a smaller one. */
  isEnd({ bar }: Row): boolean {
    return bar.from <= this.#from || (bar.to ?? bar.from) >= this.#to;
  }

  axis(): Axis {
    const from = Number.isFinite(this.#from) ? this.#from : 0;
    const span = roundSpan(this.#to - this.#from);
    if (this.#axis.from !== from || this.#axis.span !== span) this.#axis = { from, span };
    return this.#axis;
  }
}
