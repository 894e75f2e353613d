import type { Navigation } from "../messaging/protocol";
import type { Axis } from "./axis";
import type { Row } from "./judge";

export interface NavigationLine {
  readonly kind: "line";
  readonly navigation: Navigation;
}

/** One exchange, or a closed group of repeats, of which it is the first. */
export interface RowLine {
  readonly kind: "row";
  readonly row: Row;
  /** The last of the group; the row itself where it stands for none but itself. */
  readonly last: Row;
  /** How many exchanges the group has, on its first line; 1 elsewhere. */
  readonly count: number;
  readonly group: "none" | "closed" | "open" | "member";
}

/** A line of the list. */
export type Item = RowLine | NavigationLine;

/** The list as it was when it was asked for. Lines are made as they are looked at: of 50,000 one sees forty. */
export interface Lines {
  readonly length: number;
  /** Rows behind the lines: exchanges that pass the filter. */
  readonly exchanges: number;
  readonly axis: Axis;
  at(index: number): Item | undefined;
  /** The line that shows this exchange; -1 if none does. */
  indexOf(id: string | null): number;
  /** The first row of the group that this exchange is in; null where it is in none. */
  groupOf(id: string | null): string | null;
}
