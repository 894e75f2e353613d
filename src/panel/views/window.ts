import type { Lines } from "../items";

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

/** The row `by` lines further on, past navigation lines; stays at the ends. */
export function rowAway(lines: Pick<Lines, "length" | "at">, from: number, by: number): number {
  const last = lines.length - 1;
  const wanted = Math.min(last, Math.max(0, from + by));
  const step = by < 0 ? -1 : 1;
  return nearestRow(lines, wanted, step) ?? nearestRow(lines, wanted, -step) ?? from;
}

function nearestRow(lines: Pick<Lines, "length" | "at">, from: number, step: number): number | null {
  for (let at = from; at >= 0 && at < lines.length; at += step) if (lines.at(at)?.kind === "row") return at;
  return null;
}

/** What the reader looks at: the first row in view and how far it is scrolled away. */
export interface Anchor {
  readonly id: string;
  readonly offset: number;
}

export function anchorAt(lines: Pick<Lines, "length" | "at">, scrollTop: number): Anchor | null {
  const at = nearestRow(lines, Math.floor(scrollTop / LINE_HEIGHT), 1);
  const item = at === null ? undefined : lines.at(at);
  return at === null || item?.kind !== "row" ? null : { id: item.row.id, offset: scrollTop - at * LINE_HEIGHT };
}

/** Where to scroll so that this line is seen whole; null if it is. */
export function scrollToSee(index: number, scrollTop: number, height: number): number | null {
  const top = index * LINE_HEIGHT;
  if (top < scrollTop) return top;
  return top + LINE_HEIGHT > scrollTop + height ? top + LINE_HEIGHT - height : null;
}
