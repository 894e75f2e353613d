import type { TrialWindow } from "../messaging/live";
import type { Counted, Navigation } from "../messaging/protocol";
import type { Ahead } from "./pages";

/** What belongs to the recording as a whole. */
export interface Ledger {
  readonly epoch: string;
  /** 64 random bits of this browser session, which secrets are hashed with. */
  readonly hashKey: readonly [number, number];
  sequence: number;
  dropped: number;
  counted: Counted;
  recordedFrom: number | null;
  /** Events of about until then were lost with a worker that was killed. */
  doubtUntil: number | null;
  navigations: Navigation[];
  /** Pages that are loaded and not shown yet; the oldest go first, whether they will be or not. */
  ahead: readonly Ahead[];
  /** Replies fetched without CORS, by a hash of their URL: what a later CORS request may be given from the cache. The oldest go first. */
  noCorsReplies: Record<string, { readonly at: number; readonly date: string }>;
  /** Policies that are or were tried; exchanges of that time passed with our headers. */
  trials: TrialWindow[];
  /** Tabs whose panel is open. */
  watched: readonly number[];
}

/** Of a browser session in which nothing was heard yet. */
export function newLedger(): Ledger {
  const [a = 0, b = 0] = crypto.getRandomValues(new Uint32Array(2));
  return {
    epoch: crypto.randomUUID(),
    hashKey: [a, b],
    sequence: 0,
    dropped: 0,
    counted: { sameOrigin: 0, noCors: 0, navigations: 0, muted: 0 },
    recordedFrom: null,
    doubtUntil: null,
    navigations: [],
    ahead: [],
    noCorsReplies: {},
    trials: [],
    watched: [],
  };
}
