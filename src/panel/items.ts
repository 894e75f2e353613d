import type { Navigation } from "../messaging/protocol";
import type { Row } from "./judge";

export interface NavigationLine {
  readonly kind: "line";
  readonly navigation: Navigation;
}

/** A line of the list. */
export type Item = Row | NavigationLine;

/** Index of the first row that starts at or after this moment. */
function firstSince(rows: readonly Row[], moment: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.startedAt ?? 0) < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Puts the navigations (sorted by time) between the rows. One before the first row divides nothing; one behind the last is the page that
 * is loading now. Rows are taken as they are: this runs for 50,000 of them in every frame of a stream.
 */
export function itemsOf(rows: readonly Row[], navigations: readonly Navigation[]): Item[] {
  const items: Item[] = [];
  let from = 0;
  for (const navigation of navigations) {
    const to = firstSince(rows, navigation.at);
    if (to === 0) continue;
    for (let at = from; at < to; at += 1) items.push(rows[at] as Row);
    items.push({ kind: "line", navigation });
    from = Math.max(from, to);
  }
  return from === 0 ? rows.slice() : items.concat(rows.slice(from));
}
