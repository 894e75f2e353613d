import type { LiveFix } from "../core/exchange/exchange";
import type { Asked, NoQuestion, Stranger } from "../core/remedy/asked";
import type { Conclusion, Question } from "../core/remedy/differential";
import type { NoTrial } from "../core/remedy/liveFix";
import type { NoUnmask } from "../core/remedy/unmask";

/** What the panel may have the background do for an exchange. It names the exchange only: addresses and headers come from the recording. */
export const LIVE_ACTS = ["try", "try-with-credentials", "ask", "check", "probe-origins", "unmask"] as const;
export type LiveAct = (typeof LIVE_ACTS)[number];

/** Why a policy is no longer tried. */
export type TrialEnd = "stopped" | "expired" | "navigated" | "tab-closed" | "panel-closed" | "restarted" | "replaced";

/** A policy that is or was tried on a tab. Times are milliseconds since the epoch. */
export interface TrialWindow {
  readonly tabId: number;
  /** Origin of the page whose requests it reaches. */
  readonly page: string;
  readonly fix: LiveFix;
  readonly credentials: boolean;
  readonly from: number;
  readonly expires: number;
  /** Null while it stands. */
  readonly ended: { readonly at: number; readonly why: TrialEnd } | null;
}

/**
 * `gone`: not in the recording (any more). `foreign`: of another tab than the panel's. `no-tab`: asked by a panel that shows all tabs.
 * `browser`: the browser refused the rule.
 */
export type LiveRefusal = NoTrial | NoQuestion | NoUnmask | "gone" | "foreign" | "browser";

/** A reply as it is shown once; it is kept nowhere. */
export interface Unmasked {
  readonly url: string;
  readonly status: number;
  readonly statusText: string;
  readonly contentType: string;
  /** Names and values by which a server's log finds the request, and what tells who answered. */
  readonly marks: readonly (readonly [name: string, value: string])[];
  readonly body: string;
  /** Null when the whole body is there; else how many bytes were read. */
  readonly cutAt: number | null;
  readonly redirected: boolean;
  /** DevTools kept it: the very reply that was hidden, and nothing was sent for it. */
  readonly kept?: true;
}

export interface LetIn {
  readonly stranger: Stranger;
  readonly let: "no" | "without-credentials" | "with-credentials";
}

/** What the background reports of an act, in order; the last one has `done`. */
export type LiveNews =
  | { readonly step: "refused"; readonly why: LiveRefusal; readonly done: true }
  /** The rule stands; the page has to call again. */
  | { readonly step: "trying"; readonly done: true }
  | { readonly step: "asking"; readonly question: Question; readonly start: Question; readonly done: false }
  | { readonly step: "answered"; readonly asked: Asked; readonly done: false }
  | { readonly step: "concluded"; readonly conclusion: Conclusion; readonly done: true }
  | { readonly step: "checked"; readonly asked: Asked; readonly done: true }
  | { readonly step: "probed"; readonly strangers: readonly LetIn[]; readonly done: true }
  | { readonly step: "fetching"; readonly done: false }
  | { readonly step: "unmasked"; readonly reply: Unmasked; readonly done: true }
  /** The request did not get through; `timeout` after ten seconds. */
  | { readonly step: "unreachable"; readonly timeout: boolean; readonly done: true };
