/** A ratio that was measured several times, each time side by side. */
export interface Ratio {
  readonly median: number;
  /** 95 % of it, by the percentile bootstrap of the median over the sittings, each drawn with all its pairs. */
  readonly low: number;
  readonly high: number;
  readonly pairs: number;
  readonly sittings: number;
}

const RESAMPLES = 10_000;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/**
 * Each value over the one that was measured beside it: what slows the whole machine down for a while divides out. Values come in the order of their
 * sittings, so many of each: pairs of one sitting have one start of the browsers in common and are no strangers to one another.
 */
export function pairedRatio(above: readonly number[], below: readonly number[], perSitting: number): Ratio {
  const ratios = above.map((value, index) => value / (below[index] as number));
  const sittings = Array.from({ length: Math.ceil(ratios.length / perSitting) }, (_, index) =>
    ratios.slice(index * perSitting, (index + 1) * perSitting),
  );
  const random = numbers(20_261_121);
  const medians = Array.from({ length: RESAMPLES }, () =>
    median(sittings.flatMap(() => sittings[Math.floor(random() * sittings.length)] as number[])),
  ).sort((a, b) => a - b);
  return {
    median: median(ratios),
    low: medians[Math.floor(RESAMPLES * 0.025)] as number,
    high: medians[Math.ceil(RESAMPLES * 0.975) - 1] as number,
    pairs: ratios.length,
    sittings: sittings.length,
  };
}

/** Mulberry32: the same figures give the same interval. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
