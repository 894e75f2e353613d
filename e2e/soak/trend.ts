export interface Trend {
  /** Growth of y per unit of x. */
  readonly slope: number;
  /** Half the width of the slope's 95 % confidence interval. */
  readonly within: number;
}

/** A straight line through the points by least squares; null with fewer than three, through which nothing can be said. */
export function trendOf(points: readonly (readonly [x: number, y: number])[]): Trend | null {
  const { length } = points;
  if (length < 3) return null;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / length;
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  if (spread === 0) return null;
  const slope = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
  const left = points.reduce((sum, [x, y]) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
  return { slope, within: studentT(length - 2) * Math.sqrt(left / (length - 2) / spread) };
}

/** Means of each `width` of x: neighbouring samples are alike, and counting them one by one would make the interval too narrow. */
export function meansPer(width: number, points: readonly (readonly [x: number, y: number])[]): [x: number, y: number][] {
  const groups = new Map<number, (readonly [x: number, y: number])[]>();
  for (const point of points) {
    const at = Math.floor(point[0] / width);
    groups.set(at, [...(groups.get(at) ?? []), point]);
  }
  return [...groups.values()].map((group) => [
    group.reduce((sum, [x]) => sum + x, 0) / group.length,
    group.reduce((sum, [, y]) => sum + y, 0) / group.length,
  ]);
}

/** The 97.5 % quantile of Student's distribution, to within 0.1 % from 3 degrees of freedom on (Cornish-Fisher's expansion around the normal's). */
function studentT(freedom: number): number {
  const z = 1.959964;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / freedom + second / freedom ** 2 + third / freedom ** 3;
}
