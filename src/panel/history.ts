import { differencesSince, requestKey, type Since } from "../core/diagnosis/history";
import type { Row } from "./judge";

/** Passing exchanges kept for each request: enough to find one whose preflight was seen. */
const KEPT = 8;

const keys = new WeakMap<Row, string | null>();

function keyOf(row: Row): string | null {
  const known = keys.get(row);
  if (known !== undefined) return known;
  const key = requestKey(row);
  keys.set(row, key);
  return key;
}

/** Which requests passed and when: answers what changed since, and whether a blocked one has passed meanwhile. */
export class History {
  /** By request, oldest first. */
  readonly #passes = new Map<string, Row[]>();

  note(row: Row): void {
    // What passed with our own headers did not pass the server.
    if (row.verdict !== "allowed" || row.exchange.changedBy !== undefined) return;
    const key = keyOf(row);
    if (key === null) return;
    const passes = (this.#passes.get(key) ?? []).filter(({ id }) => id !== row.id);
    passes.push(row);
    passes.sort((a, b) => a.startedAt - b.startedAt);
    this.#passes.set(key, passes.slice(-KEPT));
  }

  /** A row that is drawn anew may pass no longer. */
  forget(gone: (id: string) => boolean): void {
    for (const [key, passes] of this.#passes) {
      const left = passes.filter(({ id }) => !gone(id));
      if (left.length === 0) this.#passes.delete(key);
      else if (left.length < passes.length) this.#passes.set(key, left);
    }
  }

  clear(): void {
    this.#passes.clear();
  }

  /** The first known time at which this blocked request passed again; null while it has not. */
  passedAgain(row: Row): number | null {
    if (row.verdict !== "blocked") return null;
    return this.#of(row).find(({ startedAt }) => startedAt > row.startedAt)?.startedAt ?? null;
  }

  /** How the last passing exchange before this blocked one was answered differently; null when none passed. */
  since(row: Row): Since | null {
    if (row.verdict !== "blocked") return null;
    const earlier = this.#of(row).filter(({ startedAt }) => startedAt < row.startedAt);
    const last = earlier.at(-1);
    if (last === undefined) return null;
    // One with a preflight on the wire says more where the preflight was refused.
    const telling =
      row.diagnosis.refusedAt?.stage === "preflight" ? earlier.findLast(({ exchange }) => exchange.preflights.length > 0) : last;
    return { passedAt: last.startedAt, differences: telling === undefined ? [] : differencesSince(telling.exchange, row.exchange) };
  }

  #of(row: Row): readonly Row[] {
    const key = keyOf(row);
    return key === null ? [] : (this.#passes.get(key) ?? []);
  }
}
