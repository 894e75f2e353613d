import type { Finding, RedactChoice } from "../core/report/redact";

export type Source = "live" | "imported";
export const TABS = ["Why", "Timeline", "Fix", "Headers", "Source", "Simulate"] as const;
export type Tab = (typeof TABS)[number];

/** What the panel has to say about its own work (a failed import, a finished copy). */
export interface Notice {
  readonly tone: "calm" | "good" | "bad" | "busy";
  readonly text: string;
  /** What can be done about it. */
  readonly cure?: { readonly words: string; act(): unknown };
}

/** What an export takes out, and by which choice it was found. */
export interface Review {
  readonly findings: readonly Finding[];
  readonly choice: RedactChoice;
}
