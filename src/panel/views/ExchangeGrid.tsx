import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { say } from "../../parts/say";
import { visibleText } from "../../parts/visibleText";
import { layoutOf, type Widths, widthsFrom } from "../columns";
import { copyFix } from "../copyFix";
import { COLUMNS, type ColumnId } from "../order";
import { recall, remember } from "../remember";
import type { PanelStore } from "../store";
import type { Abilities } from "./abilities";
import { EmptyState } from "./EmptyState";
import { ExchangeRow } from "./ExchangeRow";
import { GridFoot } from "./GridFoot";
import { GridHead } from "./GridHead";
import { useListScroll } from "./useListScroll";
import { LINE_HEIGHT, rowAway, windowOf } from "./window";

const WIDTHS_KEY = "corscope.columns";

function useWidths() {
  const [widths, setWidths] = useState<Widths>(() => widthsFrom(recall(WIDTHS_KEY)));
  const resize = (id: ColumnId, px: number | null) => {
    const { [id]: _, ...others } = widths;
    const next = px === null ? others : { ...others, [id]: px };
    setWidths(next);
    remember(WIDTHS_KEY, JSON.stringify(next));
  };
  return { widths, resize };
}

export function ExchangeGrid({ store, abilities }: { store: PanelStore; abilities: Abilities }) {
  const lines = store.lines.value;
  const callSites = store.callSites.value;
  const selectedId = store.selectedId.value;
  const { choices } = store;
  const sorting = choices.sorting.value;
  const box = useRef<HTMLDivElement>(null);
  const { view, measure, reveal } = useListScroll(box, lines, sorting === null);
  const { widths, resize } = useWidths();
  const layout = useMemo(() => layoutOf(view.width, widths), [view.width, widths]);
  const selectedAt = lines.indexOf(selectedId);

  // Another order is looked at from its top, or from the row that was chosen in the old one.
  const drawn = useRef(sorting);
  useLayoutEffect(() => {
    if (drawn.current === sorting || box.current === null) return;
    drawn.current = sorting;
    box.current.scrollTop = sorting === null ? box.current.scrollHeight : 0;
    if (selectedAt >= 0) reveal(selectedAt);
    measure();
  }, [sorting]);

  const go = (by: number) => {
    // Without a selection the first arrow starts where one looks.
    const from = selectedAt >= 0 ? selectedAt : by > 0 ? Math.floor(view.top / LINE_HEIGHT) - 1 : lines.length;
    const next = rowAway(lines, from, by);
    const item = lines.at(next);
    if (item?.kind !== "row") return;
    store.select(item.row.id, false);
    reveal(next);
  };

  const fold = (open: boolean) => {
    const first = lines.groupOf(selectedId);
    if (first === null) return;
    choices.unfold(first, open);
    if (!open) store.select(first, false);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor(view.height / LINE_HEIGHT) - 1);
    const selected = store.selected.value;
    const acts: Readonly<Record<string, () => void>> = {
      ArrowDown: () => go(1),
      ArrowUp: () => go(-1),
      PageDown: () => go(page),
      PageUp: () => go(-page),
      Home: () => go(-lines.length),
      End: () => go(lines.length),
      ArrowRight: () => fold(true),
      ArrowLeft: () => fold(false),
      ...(selected === null ? {} : { Enter: () => store.select(selected.id, true), c: () => void copyFix(store, selected) }),
    };
    const act = acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };

  const { from, to } = windowOf(lines.length, view.top, view.height);
  const indices = Array.from({ length: to - from }, (_, index) => from + index);
  const active = lines.at(selectedAt);
  return (
    <div class="list" style={{ "--columns": layout.template }}>
      <GridHead columns={layout.columns} choices={choices} width={view.width} onResize={resize} />
      <div class="list-body">
        {lines.length === 0 && <EmptyState store={store} abilities={abilities} />}
        {/* biome-ignore lint/a11y/useSemanticElements: a table of 50,000 rows cannot be windowed */}
        <div
          class="grid"
          role="grid"
          aria-label="Exchanges"
          aria-rowcount={lines.length}
          aria-colcount={COLUMNS.length}
          aria-keyshortcuts="c"
          aria-activedescendant={active?.kind === "row" ? `row-${active.row.id}` : undefined}
          tabIndex={0}
          ref={box}
          onScroll={measure}
          onKeyDown={onKeyDown}
        >
          <div class="grid-space" role="presentation" style={{ height: `${lines.length * LINE_HEIGHT}px` }}>
            <div class="grid-window" role="presentation" style={{ transform: `translateY(${from * LINE_HEIGHT}px)` }}>
              {indices.map((index) => {
                const item = lines.at(index);
                if (item?.kind === "row") {
                  return (
                    <ExchangeRow
                      key={item.row.id}
                      line={item}
                      index={index}
                      afterNavigation={lines.at(index - 1)?.kind === "line"}
                      selected={index === selectedAt}
                      columns={layout.columns}
                      cured={store.isCured(item.row)}
                      callSite={callSites(item.row.id)}
                      axis={lines.axis}
                      onSelect={(id) => store.select(id, true)}
                      onUnfold={(first, open) => choices.unfold(first, open)}
                    />
                  );
                }
                return item === undefined ? null : (
                  <div class="navigation" aria-hidden="true" key={`line-${item.navigation.at}`}>
                    <span class="where">{say("gridNavigated", { url: visibleText(item.navigation.url, 120) })}</span>
                  </div>
                );
              })}
            </div>
          </div>
        </div>
      </div>
      <GridFoot store={store} />
    </div>
  );
}
