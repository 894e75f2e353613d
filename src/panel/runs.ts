/** Index of the last entry that is not greater than `value`; -1 if all are. */
export function lastUpTo(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** A run of rows of one kind: `start` its first row, `count` how many there are, `line` where it is shown. */
export interface Run {
  readonly start: number;
  readonly count: number;
  readonly line: number;
  readonly grouped: boolean;
  readonly open: boolean;
}

export interface RunRules {
  /** Is this row a repeat of the one before it? */
  repeats(row: number): boolean;
  /** How many repeats become one line. */
  readonly from: number;
  /** Has the run that starts with this row been opened? */
  isOpen(start: number): boolean;
}

/**
 * Which rows share a line. Two flat lists of numbers, because there may be 50,000 runs of one row each; what stands before the first
 * changed row is kept, so that a stream that adds to the end costs what it adds.
 */
export class Runs {
  readonly #starts: number[] = [];
  readonly #lines: number[] = [];
  #rows = 0;
  #rules: RunRules = { repeats: () => false, from: Number.POSITIVE_INFINITY, isOpen: () => false };

  get lines(): number {
    const last = this.#starts.length - 1;
    return last < 0 ? 0 : (this.#lines[last] as number) + this.#height(last);
  }

  /** `touched`: rows before this one are the same as last time. */
  update(count: number, touched: number, rules: RunRules): void {
    this.#rules = rules;
    while (this.#starts.length > 0 && (this.#starts.at(-1) as number) >= touched) {
      this.#starts.pop();
      this.#lines.pop();
    }
    this.#rows = Math.min(this.#rows, touched);
    for (let row = this.#rows; row < count; row += 1) {
      this.#rows = row;
      if (row > 0 && rules.repeats(row)) continue;
      const line = this.lines;
      this.#starts.push(row);
      this.#lines.push(line);
    }
    this.#rows = count;
  }

  runAt(line: number): Run {
    return this.#run(lastUpTo(this.#lines, line));
  }

  runOf(row: number): Run {
    return this.#run(lastUpTo(this.#starts, row));
  }

  /** The line on which a row is shown, if need be that of its closed group. */
  lineOf(row: number): number {
    const { start, line, grouped, open } = this.runOf(row);
    return grouped && !open ? line : line + row - start;
  }

  #run(index: number): Run {
    const start = this.#starts[index] ?? 0;
    const count = this.#count(index);
    const grouped = count >= this.#rules.from;
    return { start, count, line: this.#lines[index] ?? 0, grouped, open: grouped && this.#rules.isOpen(start) };
  }

  #count(index: number): number {
    return (this.#starts[index + 1] ?? this.#rows) - (this.#starts[index] ?? 0);
  }

  #height(index: number): number {
    const count = this.#count(index);
    return count >= this.#rules.from && !this.#rules.isOpen(this.#starts[index] as number) ? 1 : count;
  }
}
