/** What happens to one request, in this order. */
export const PHASES = ["queued", "stalled", "dns", "connect", "tls", "send", "wait", "receive"] as const;
export type Phase = (typeof PHASES)[number];

/** One request as DevTools timed it; 0 is a phase that did not happen. */
export interface HopTimes {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly totalMs: number;
  readonly phases: Readonly<Record<Phase, number>>;
  /** "" when there was none. */
  readonly ip: string;
  readonly priority: string;
}

/** Of a refused or failed request browsers tell only how long it took, all of it as waiting. */
export function hasPhases({ phases }: HopTimes): boolean {
  return phases.send + phases.wait + phases.receive > 0;
}
