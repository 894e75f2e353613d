import { batch, type Signal, signal } from "@preact/signals";
import { type ColumnId, type Sorting, sortedNext } from "./order";
import { recall, remember } from "./remember";
import { GROUPINGS, type Grouping } from "./repeats";

const GROUPING_KEY = "corscope.grouping";

/** How the reader wants the list: its order, its groups, and which of them are open. */
export class ListChoices {
  /** Null is the order of time. */
  readonly sorting: Signal<Sorting | null> = signal(null);
  readonly grouping: Signal<Grouping> = signal(GROUPINGS.find((one) => one === recall(GROUPING_KEY)) ?? "runs");
  /** First rows of the groups that are open. */
  readonly opened: Signal<ReadonlySet<string>> = signal(new Set());

  sort(column: ColumnId): void {
    this.sorting.value = sortedNext(this.sorting.value, column);
  }

  group(grouping: Grouping): void {
    remember(GROUPING_KEY, grouping);
    batch(() => {
      this.grouping.value = grouping;
      this.opened.value = new Set();
    });
  }

  /** Opens or closes the group that this row leads. */
  unfold(first: string, open: boolean): void {
    const opened = new Set(this.opened.value);
    if (open) opened.add(first);
    else opened.delete(first);
    this.opened.value = opened;
  }
}
