import { useRef, useState } from "preact/hooks";
import { Glyph } from "../../parts/Icon";
import { say } from "../../parts/say";
import { clampWidth, MAX_WIDTH, MIN_WIDTH } from "../columns";
import type { ListChoices } from "../listChoices";
import type { ColumnId, Sorting } from "../order";
import { columnName } from "./gridWords";

interface HeadProps {
  readonly columns: readonly ColumnId[];
  readonly choices: ListChoices;
  /** Of the rows, which stand beside a scroll bar. */
  readonly width: number;
  /** Null gives the column its own width back. */
  onResize(id: ColumnId, px: number | null): void;
}

const STEP = 12;

/**
 * Names of the columns, in a table of their own: the grid has a row for each exchange and no other. One stop for the keyboard: arrows go
 * from column to column, Tab goes on to the edge of that column.
 */
export function GridHead({ columns, choices, width, onResize }: HeadProps) {
  const [current, setCurrent] = useState(0);
  const row = useRef<HTMLTableRowElement>(null);
  const sorting = choices.sorting.value;
  const stop = Math.min(current, columns.length - 1);
  const goTo = (index: number) => row.current?.querySelectorAll<HTMLElement>("button")[index]?.focus();
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowLeft: stop - 1, ArrowRight: stop + 1, Home: 0, End: columns.length - 1 }[event.key];
    if (to === undefined || !(event.target instanceof HTMLButtonElement)) return;
    event.preventDefault();
    goTo(Math.max(0, Math.min(columns.length - 1, to)));
  };
  return (
    <table class="grid-head" aria-label={say("gridColumns")}>
      <thead>
        <tr ref={row} style={{ width: `${width}px` }} onKeyDown={onKeyDown}>
          {columns.map((id, index) => (
            <th key={id} scope="col" class={`head head-${id}`} aria-label={columnName(id)} aria-sort={sortOf(sorting, id)}>
              <button
                type="button"
                class="sort"
                tabIndex={index === stop ? 0 : -1}
                title={say("gridSort", { column: columnName(id) })}
                aria-label={say("gridSort", { column: columnName(id) })}
                onFocus={() => setCurrent(index)}
                onClick={() => choices.sort(id)}
              >
                <span class="head-name">{columnName(id)}</span>
                {sorting?.column === id && <Glyph name={sorting.descending ? "down" : "up"} />}
              </button>
              {index < columns.length - 1 && <Edge id={id} reachable={index === stop} onResize={(px) => onResize(id, px)} />}
            </th>
          ))}
        </tr>
      </thead>
    </table>
  );
}

function sortOf(sorting: Sorting | null, id: ColumnId): "ascending" | "descending" | "none" {
  if (sorting?.column !== id) return "none";
  return sorting.descending ? "descending" : "ascending";
}

/** The right edge of a column: dragged, or moved by arrows; a double click gives the column its own width back. */
function Edge({ id, reachable, onResize }: { id: ColumnId; reachable: boolean; onResize(px: number | null): void }) {
  const edge = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState<number | null>(null);
  const measured = () => Math.round(edge.current?.parentElement?.getBoundingClientRect().width ?? 0);
  const onPointerDown = (event: PointerEvent) => {
    const bar = edge.current;
    if (bar === null || event.button !== 0) return;
    event.preventDefault();
    bar.setPointerCapture(event.pointerId);
    const [start, from] = [measured(), event.clientX];
    bar.onpointermove = (move) => onResize(clampWidth(start + move.clientX - from));
    const release = () => {
      bar.onpointermove = null;
      setWidth(measured());
    };
    bar.onpointerup = release;
    bar.onpointercancel = release;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const px = { ArrowLeft: measured() - STEP, ArrowRight: measured() + STEP, Enter: null }[event.key];
    if (px === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onResize(px === null ? null : clampWidth(px));
    setWidth(px === null ? null : clampWidth(px));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: hr cannot be dragged or focused
    <div
      ref={edge}
      class="edge"
      role="separator"
      aria-orientation="vertical"
      tabIndex={reachable ? 0 : -1}
      aria-label={say("gridWidth", { column: columnName(id) })}
      title={say("gridWidthTitle")}
      aria-valuenow={clampWidth(width ?? measured())}
      aria-valuemin={MIN_WIDTH}
      aria-valuemax={MAX_WIDTH}
      onFocus={() => setWidth(measured())}
      onPointerDown={onPointerDown}
      onDblClick={() => onResize(null)}
      onKeyDown={onKeyDown}
    />
  );
}
