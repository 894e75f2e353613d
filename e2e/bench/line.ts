/** A line of the table that `npm run bench` ends with. */
export interface Line {
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  /** What it is held against: the same without us, or the goal; null where there is none. */
  readonly floor: number | null;
  readonly ratio: number | null;
}

/** `ratio`: where it was taken pair by pair, which is not the ratio of the two medians. */
export function lineOf(what: string, unit: string, ours: number, floor: number | null = null, ratio?: number): Line {
  return { what, unit, ours: rounded(ours), floor: floor === null ? null : rounded(floor), ratio: ratioOf(ours, floor, ratio) };
}

function ratioOf(ours: number, floor: number | null, given: number | undefined): number | null {
  if (given !== undefined) return Math.round(given * 1000) / 1000;
  return floor === null || floor === 0 ? null : Math.round((ours / floor) * 1000) / 1000;
}

/** Three digits that count. */
function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
