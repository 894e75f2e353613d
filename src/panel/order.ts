import type { Row } from "./judge";

/** Every column of the list, from left to right. */
export const COLUMNS = ["verdict", "method", "url", "reason", "initiator", "preflight", "status", "time", "waterfall"] as const;
export type ColumnId = (typeof COLUMNS)[number];

export interface Sorting {
  readonly column: ColumnId;
  readonly descending: boolean;
}

export type Compare = (a: Row, b: Row) => number;

const VERDICTS: Readonly<Record<Row["verdict"], number>> = { blocked: 0, "not-cors": 1, unknown: 2, pending: 3, allowed: 4 };
const PREFLIGHTS: Readonly<Record<Row["preflight"], number>> = { needed: 0, cached: 1, none: 2 };

/** Behind all text: who sorts by a column looks for what is in it. */
const NO_TEXT = "\uffff";

/** What a column is sorted by. Code units, not a collation: 50,000 URLs are in order in a blink. */
const KEYS: Readonly<Record<ColumnId, (row: Row) => string | number>> = {
  verdict: (row) => VERDICTS[row.verdict],
  method: (row) => row.method,
  url: (row) => row.host + row.path,
  reason: (row) => row.reason || NO_TEXT,
  initiator: (row) => row.initiator.callSite ?? (row.initiator.origin || NO_TEXT),
  preflight: (row) => PREFLIGHTS[row.preflight],
  status: (row) => row.status ?? 0,
  time: (row) => row.durationMs ?? Number.POSITIVE_INFINITY,
  waterfall: (row) => row.startedAt,
};

const compareKeys = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);

/** No two rows are equal in it, so that each has one place. */
export const byStart: Compare = (a, b) => a.startedAt - b.startedAt || compareKeys(a.id, b.id);

/** Without a sorting: the order of time. What is equal stays in the order of time, in either direction. */
export function orderOf(sorting: Sorting | null): Compare {
  if (sorting === null) return byStart;
  const key = KEYS[sorting.column];
  const sign = sorting.descending ? -1 : 1;
  return (a, b) => sign * compareKeys(key(a), key(b)) || byStart(a, b);
}

/** A header is pressed: up, down, and back to the order of time. */
export function sortedNext(current: Sorting | null, column: ColumnId): Sorting | null {
  if (current?.column !== column) return { column, descending: false };
  return current.descending ? null : { column, descending: true };
}

/** Index of the row in a list of this order, or where it belongs. */
export function placeIn(rows: readonly Row[], row: Row, compare: Compare): number {
  // Most newcomers are the latest.
  const last = rows.at(-1);
  if (last === undefined || compare(last, row) < 0) return rows.length;
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(rows[middle] as Row, row) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
