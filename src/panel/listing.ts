import type { Navigation } from "../messaging/protocol";
import { Arrangement } from "./arrangement";
import { Extent } from "./axis";
import type { Matcher } from "./filter/matchFilter";
import type { Item, Lines, RowLine } from "./items";
import type { Row } from "./judge";
import type { Log, LogWatcher } from "./log";
import { orderOf, placeIn, type Sorting } from "./order";
import { GROUP_FROM, type Grouping } from "./repeats";
import { lastUpTo, type Run, Runs } from "./runs";

/** What the reader wants to see of a log. Compared by identity. */
export interface Wish {
  readonly log: Log;
  readonly matcher: Matcher;
  readonly sorting: Sorting | null;
  readonly grouping: Grouping;
  /** First rows of the groups that are open. */
  readonly opened: ReadonlySet<string>;
  /** Sorted by time. */
  readonly navigations: readonly Navigation[];
}

interface Change {
  readonly gone: Row | null;
  readonly come: Row | null;
}

/** So many changes at once are cheaper to be put in order together than one by one. */
const TOO_MANY = 2000;

/**
 * From a log to the lines of the list: filter, order, groups, navigations. What the log changes is kept until somebody looks and then put
 * where it belongs; everything is gone through again only when the wish is another one.
 */
export class Listing implements LogWatcher {
  readonly #arrangement = new Arrangement();
  readonly #runs = new Runs();
  readonly #extent = new Extent();
  #wish: Wish | null = null;
  /** All rows of the log in the wished order; null while that is the log's own. */
  #sorted: Row[] | null = null;
  #changes: Change[] = [];
  #stale = true;

  changed(gone: Row | null, come: Row | null): void {
    if (this.#stale) return;
    this.#changes.push({ gone, come });
    if (this.#changes.length > TOO_MANY) this.emptied();
  }

  emptied(): void {
    this.#stale = true;
    this.#changes = [];
  }

  lines(wish: Wish): Lines {
    const old = this.#wish;
    this.#wish = wish;
    if (old?.log !== wish.log) this.#watch(old?.log ?? null, wish.log);
    if (this.#stale || old?.sorting !== wish.sorting) this.#sort(wish);
    const anew = this.#stale || old?.sorting !== wish.sorting || old.matcher !== wish.matcher || old.grouping !== wish.grouping;
    // What asks about other rows has another answer with each of them.
    if (anew || wish.matcher.among !== null) this.#arrange(wish);
    else this.#apply(wish);
    this.#stale = false;
    this.#changes = [];
    return this.#cut(wish, old);
  }

  #watch(old: Log | null, log: Log): void {
    if (old !== null) old.watcher = null;
    log.watcher = this;
    this.emptied();
  }

  #sort({ log, sorting }: Wish): void {
    this.#sorted = sorting === null ? null : log.rows.slice().sort(orderOf(sorting));
  }

  #arrange({ log, matcher, sorting, grouping }: Wish): void {
    if (!this.#stale) for (const change of this.#changes) this.#keepSorted(change, sorting);
    const all = this.#sorted ?? log.rows;
    const own = all.filter(matcher.own);
    const shown = matcher.among === null ? own : own.filter(matcher.among(log.rows));
    this.#arrangement.reset(shown, orderOf(sorting), grouping === "all");
    this.#extent.reset(shown);
  }

  #keepSorted({ gone, come }: Change, sorting: Sorting | null): void {
    const sorted = this.#sorted;
    if (sorted === null) return;
    const order = orderOf(sorting);
    const at = gone === null ? -1 : placeIn(sorted, gone, order);
    if (at >= 0 && sorted[at] === gone) sorted.splice(at, 1);
    if (come !== null) sorted.splice(placeIn(sorted, come, order), 0, come);
  }

  #apply({ matcher, sorting }: Wish): void {
    let narrower = false;
    for (const change of this.#changes) {
      const { gone, come } = change;
      this.#keepSorted(change, sorting);
      if (gone !== null) this.#arrangement.remove(gone);
      const fits = come !== null && matcher.own(come);
      if (gone !== null && this.#extent.isEnd(gone) && !(fits && covers(come, gone))) narrower = true;
      if (!fits) continue;
      this.#arrangement.put(come);
      this.#extent.add(come);
    }
    if (narrower) this.#extent.reset(this.#arrangement.rows);
  }

  #cut(wish: Wish, old: Wish | null): Lines {
    const { rows } = this.#arrangement;
    const { grouping, opened, sorting } = wish;
    const navigations = sorting === null ? wish.navigations : [];
    const times = navigations.map(({ at }) => at);
    const page = (row: number) => lastUpTo(times, rows[row]?.startedAt ?? 0);
    const asBefore = old?.opened === opened && old.navigations === wish.navigations && old.grouping === grouping;
    const touched = this.#arrangement.takeTouched();
    this.#runs.update(rows.length, asBefore ? touched : 0, {
      from: GROUP_FROM[grouping],
      repeats: (row) => grouping !== "off" && rows[row]?.kin === rows[row - 1]?.kin && (grouping === "all" || page(row) === page(row - 1)),
      isOpen: (start) => opened.has(rows[start]?.id ?? ""),
    });
    return new CutLines(this.#arrangement, this.#runs, navigations, this.#extent.axis(), wish.log);
  }
}

function covers({ bar: outer }: Row, { bar: inner }: Row): boolean {
  return outer.from <= inner.from && (outer.to ?? outer.from) >= (inner.to ?? inner.from);
}

class CutLines implements Lines {
  readonly length: number;
  readonly exchanges: number;
  /** For each navigation that divides rows, the line of the first row behind it. */
  readonly #dividers: { readonly line: number; readonly navigation: Navigation }[] = [];

  constructor(
    private readonly arrangement: Arrangement,
    private readonly runs: Runs,
    navigations: readonly Navigation[],
    readonly axis: Lines["axis"],
    private readonly log: Log,
  ) {
    for (const navigation of navigations) {
      const line = this.#lineSince(navigation.at);
      // One before the first row divides nothing; one behind the last is the page that is loading now.
      if (line > 0) this.#dividers.push({ line, navigation });
    }
    this.exchanges = arrangement.rows.length;
    this.length = runs.lines + this.#dividers.length;
  }

  #lineSince(moment: number): number {
    let low = 0;
    let high = this.runs.lines;
    while (low < high) {
      const middle = (low + high) >> 1;
      const first = this.arrangement.rows[this.runs.runAt(middle).start];
      if ((first?.startedAt ?? 0) < moment) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  at(index: number): Item | undefined {
    if (index < 0 || index >= this.length) return undefined;
    let before = 0;
    for (const { line, navigation } of this.#dividers) {
      if (line + before === index) return { kind: "line", navigation };
      if (line + before > index) break;
      before += 1;
    }
    const line = index - before;
    return this.#rowLine(this.runs.runAt(line), line);
  }

  #rowLine({ start, count, line: top, grouped, open }: Run, line: number): RowLine {
    const { rows } = this.arrangement;
    const row = rows[start + line - top] as Row;
    if (!grouped) return { kind: "row", row, last: row, count: 1, group: "none" };
    if (!open) return { kind: "row", row, last: rows[start + count - 1] as Row, count, group: "closed" };
    const isFirst = line === top;
    return { kind: "row", row, last: row, count: isFirst ? count : 1, group: isFirst ? "open" : "member" };
  }

  #rowOf(id: string | null): number {
    const row = id === null ? null : this.log.get(id);
    if (row === null) return -1;
    const at = this.arrangement.placeOf(row);
    return this.arrangement.rows[at] === row ? at : -1;
  }

  indexOf(id: string | null): number {
    const at = this.#rowOf(id);
    if (at < 0) return -1;
    const line = this.runs.lineOf(at);
    return line + this.#dividers.filter((divider) => divider.line <= line).length;
  }

  groupOf(id: string | null): string | null {
    const at = this.#rowOf(id);
    if (at < 0) return null;
    const { start, grouped } = this.runs.runOf(at);
    return grouped ? (this.arrangement.rows[start]?.id ?? null) : null;
  }
}
