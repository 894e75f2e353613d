import type { Item } from "../items";

/** Every line of the list is equally high, so that position is arithmetic. The style sheet has the same number. */
export const LINE_HEIGHT = 24;
const OVERSCAN = 8;

export interface ListWindow {
  readonly from: number;
  readonly to: number;
}

/** Which lines have to exist for this part of the list to be seen. */
export function windowOf(count: number, scrollTop: number, height: number): ListWindow {
  const from = Math.max(0, Math.floor(scrollTop / LINE_HEIGHT) - OVERSCAN);
  const to = Math.min(count, Math.ceil((scrollTop + height) / LINE_HEIGHT) + OVERSCAN);
  return { from: Math.min(from, to), to };
}

export function indexOfRow(items: readonly Item[], id: string | null): number {
  return id === null ? -1 : items.findIndex((item) => item.kind === "row" && item.id === id);
}

/** The row `by` rows further on, past navigation lines; stays at the ends. */
export function rowAway(items: readonly Item[], from: number, by: number): number {
  const step = by < 0 ? -1 : 1;
  let found = from;
  let left = Math.abs(by);
  for (let at = from + step; left > 0 && at >= 0 && at < items.length; at += step) {
    if (items[at]?.kind !== "row") continue;
    found = at;
    left -= 1;
  }
  return found;
}

/** What the reader looks at: the first row in view and how far it is scrolled away. */
export interface Anchor {
  readonly id: string;
  readonly offset: number;
}

export function anchorAt(items: readonly Item[], scrollTop: number): Anchor | null {
  for (let at = Math.floor(scrollTop / LINE_HEIGHT); at < items.length; at += 1) {
    const item = items[at];
    if (item?.kind === "row") return { id: item.id, offset: scrollTop - at * LINE_HEIGHT };
  }
  return null;
}
