import type { Row } from "./judge";
import { byStart, type Compare, placeIn } from "./order";

/**
 * Rows in the order in which they are shown. With `together`, repeats stand behind the first of them wherever they came, so that they are
 * neighbours and a group is a run in either case. Newcomers are put in place; nothing is sorted again.
 */
export class Arrangement {
  #rows: Row[] = [];
  #compare: Compare = byStart;
  #together = false;
  /** The row behind which its repeats stand. */
  readonly #firsts = new Map<string, Row>();
  /** Rows before this one stand as they stood when it was last asked. */
  #touched = 0;

  get rows(): readonly Row[] {
    return this.#rows;
  }

  /** Index of the first row that may be another one than at the last asking. */
  takeTouched(): number {
    const touched = Math.min(this.#touched, this.#rows.length);
    this.#touched = Number.POSITIVE_INFINITY;
    return touched;
  }

  /** `ordered`: in the order of `compare`. */
  reset(ordered: readonly Row[], compare: Compare, together: boolean): void {
    this.#compare = compare;
    this.#together = together;
    this.#touched = 0;
    this.#firsts.clear();
    this.#rows = together ? this.#gathered(ordered) : ordered.slice();
  }

  #gathered(ordered: readonly Row[]): Row[] {
    const families = new Map<string, Row[]>();
    for (const row of ordered) {
      const family = families.get(row.kin);
      if (family === undefined) families.set(row.kin, [row]);
      else family.push(row);
    }
    for (const [kin, [first]] of families) this.#firsts.set(kin, first as Row);
    return [...families.values()].flat();
  }

  placeOf(row: Row): number {
    if (!this.#together) return placeIn(this.#rows, row, this.#compare);
    return placeIn(this.#rows, row, (a, b) => this.#compare(this.#firstOf(a), this.#firstOf(b)) || this.#compare(a, b));
  }

  #firstOf(row: Row): Row {
    return this.#firsts.get(row.kin) ?? row;
  }

  put(row: Row): void {
    const first = this.#firsts.get(row.kin);
    const leads = this.#together && first !== undefined && this.#compare(row, first) < 0;
    if (leads) {
      const family = this.#takeFamily(first);
      this.#insertFamily([row, ...family]);
    } else {
      if (this.#together && first === undefined) this.#firsts.set(row.kin, row);
      this.#insert(this.placeOf(row), [row]);
    }
  }

  remove(row: Row): void {
    if (this.#together && this.#firsts.get(row.kin) === row) {
      const [, ...rest] = this.#takeFamily(row);
      if (rest.length > 0) this.#insertFamily(rest);
      return;
    }
    const at = this.placeOf(row);
    if (this.#rows[at] === row) this.#cut(at, 1);
  }

  #takeFamily(first: Row): Row[] {
    const at = this.placeOf(first);
    let end = at;
    while (this.#rows[end]?.kin === first.kin) end += 1;
    this.#firsts.delete(first.kin);
    return this.#cut(at, end - at);
  }

  #insertFamily(family: readonly Row[]): void {
    const first = family[0] as Row;
    this.#firsts.set(first.kin, first);
    this.#insert(this.placeOf(first), family);
  }

  #insert(at: number, rows: readonly Row[]): void {
    this.#touched = Math.min(this.#touched, at);
    if (at === this.#rows.length) for (const row of rows) this.#rows.push(row);
    else this.#rows.splice(at, 0, ...rows);
  }

  #cut(at: number, count: number): Row[] {
    this.#touched = Math.min(this.#touched, at);
    return this.#rows.splice(at, count);
  }
}
