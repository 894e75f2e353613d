import type { Listening, Reach } from "../capture/listen";
import type { RecordingScope } from "../messaging/protocol";
import type { Client } from "./clients";

/** How long panels that were open when the worker stopped may take to come back; a port's longest pause is 5 s. */
const BACK = 10_000;

/**
 * Whose requests are listened to: everybody's, nobody's, or those of tabs with an open panel. Which these are is known only from panels, and a
 * worker that just started has none yet: it goes by what the one before it wrote down, until they had time to come back.
 */
export class Watch {
  readonly #listening: Pick<Listening, "reach">;
  readonly #clients: ReadonlySet<Pick<Client, "panel" | "subject">>;
  readonly #remember: (tabIds: readonly number[]) => void;
  #expected: readonly number[] = [];
  #remembered: readonly number[] = [];

  constructor(
    listening: Pick<Listening, "reach">,
    clients: ReadonlySet<Pick<Client, "panel" | "subject">>,
    remember: (tabIds: readonly number[]) => void,
  ) {
    this.#listening = listening;
    this.#clients = clients;
    this.#remember = remember;
  }

  /** Tabs that were watched when the worker stopped; `apply` is called once their panels are back or have gone for good. */
  expect(tabIds: readonly number[], apply: () => void): void {
    this.#expected = tabIds;
    this.#remembered = tabIds;
    if (tabIds.length === 0) return;
    setTimeout(() => {
      this.#expected = [];
      apply();
    }, BACK);
  }

  apply(scope: RecordingScope): void {
    const open = [...this.#clients].flatMap(({ panel, subject }) => (panel && typeof subject === "number" ? [subject] : []));
    const tabIds = [...new Set([...this.#expected, ...open])].sort((a, b) => a - b);
    this.#listening.reach(reachOf(scope, tabIds));
    if (tabIds.join() === this.#remembered.join()) return;
    this.#remembered = tabIds;
    this.#remember(tabIds);
  }
}

function reachOf(scope: RecordingScope, tabIds: readonly number[]): Reach {
  if (scope === "all") return "all";
  return scope === "off" || tabIds.length === 0 ? "none" : { tabIds };
}
