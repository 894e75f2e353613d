/** The part of the time axis that is shown, in milliseconds. */
export interface View {
  readonly from: number;
  readonly to: number;
}

/** Less than this tells nothing: the clocks are no finer. */
const NARROWEST_MS = 0.5;

export const whole = (total: number): View => ({ from: 0, to: total });

function within(from: number, width: number, total: number): View {
  const kept = Math.min(total, Math.max(width, Math.min(NARROWEST_MS, total)));
  const start = Math.max(0, Math.min(from, total - kept));
  return { from: start, to: start + kept };
}

/** `at` stays where it is. A factor below 1 shows less. */
export function zoomed({ from, to }: View, factor: number, total: number, at = (from + to) / 2): View {
  return within(at - (at - from) * factor, (to - from) * factor, total);
}

/** By a share of what is shown. */
export function moved({ from, to }: View, share: number, total: number): View {
  return within(from + (to - from) * share, to - from, total);
}

/** Between two moments, whichever comes first. */
export function between(a: number, b: number, total: number): View {
  return within(Math.min(a, b), Math.abs(b - a), total);
}
