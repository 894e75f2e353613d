import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { visibleText } from "../../parts/visibleText";
import type { PanelStore } from "../store";
import type { Abilities } from "./abilities";
import { EmptyState } from "./EmptyState";
import { ExchangeRow } from "./ExchangeRow";
import { type Anchor, anchorAt, indexOfRow, LINE_HEIGHT, rowAway, windowOf } from "./window";

/** Seen by eyes only: each row's accessible name says the same in a sentence. */
function Heading() {
  return (
    <div class="grid-heading" aria-hidden="true">
      <span class="head">Verdict</span>
      <span class="head">Method</span>
      <span class="head">Host and path</span>
      <span class="head">Reason</span>
      <span class="head">Preflight</span>
      <span class="head">Time</span>
    </div>
  );
}

/** The heading sticks to the top and covers one line. */
const rowsHeight = (box: HTMLElement) => Math.max(0, box.clientHeight - LINE_HEIGHT);

export function ExchangeGrid({ store, abilities }: { store: PanelStore; abilities: Abilities }) {
  const items = store.items.value;
  const selectedId = store.selectedId.value;
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const atBottom = useRef(true);
  const anchor = useRef<Anchor | null>(null);

  const measure = () => {
    const box = scroller.current;
    if (box === null) return;
    atBottom.current = box.scrollTop + box.clientHeight >= box.scrollHeight - 4;
    anchor.current = anchorAt(store.items.peek(), box.scrollTop);
    const seen = { top: box.scrollTop, height: rowsHeight(box) };
    setView((old) => (old.top === seen.top && old.height === seen.height ? old : seen));
  };

  // Growth must not move what is being read: follow the end only from the end, else hold on to the first row in view.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    if (atBottom.current) box.scrollTop = box.scrollHeight;
    else if (anchor.current !== null) {
      const at = indexOfRow(items, anchor.current.id);
      if (at >= 0) box.scrollTop = at * LINE_HEIGHT + anchor.current.offset;
    }
    measure();
  }, [items]);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const observer = new ResizeObserver(() => {
      if (atBottom.current) box.scrollTop = box.scrollHeight;
      measure();
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  const reveal = (index: number) => {
    const box = scroller.current;
    if (box === null) return;
    const top = index * LINE_HEIGHT;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + LINE_HEIGHT > box.scrollTop + rowsHeight(box)) box.scrollTop = top + LINE_HEIGHT - rowsHeight(box);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const at = indexOfRow(items, selectedId);
    const page = Math.max(1, Math.floor(view.height / LINE_HEIGHT) - 1);
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -items.length, End: items.length }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      // Without a selection the first arrow starts where one looks.
      const from = at >= 0 ? at : by > 0 ? Math.floor(view.top / LINE_HEIGHT) - 1 : items.length;
      const next = rowAway(items, from, by);
      const item = items[next];
      if (item?.kind !== "row") return;
      store.select(item.id, false);
      reveal(next);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      store.select(selectedId, true);
    }
  };

  const { from, to } = windowOf(items.length, view.top, view.height);
  return (
    <div class="list">
      <div class="list-body">
        {items.length === 0 && <EmptyState store={store} abilities={abilities} />}
        {/* biome-ignore lint/a11y/useSemanticElements: a table of 50,000 rows cannot be windowed */}
        <div
          class="grid"
          role="grid"
          aria-label="Exchanges"
          aria-rowcount={items.length}
          aria-colcount={6}
          aria-activedescendant={selectedId === null ? undefined : `row-${selectedId}`}
          tabIndex={0}
          ref={scroller}
          onScroll={measure}
          onKeyDown={onKeyDown}
        >
          <Heading />
          <div class="grid-space" role="presentation" style={{ height: `${items.length * LINE_HEIGHT}px` }}>
            <div class="grid-window" role="presentation" style={{ transform: `translateY(${from * LINE_HEIGHT}px)` }}>
              {items.slice(from, to).map((item, index) => {
                if (item.kind === "row") {
                  return (
                    <ExchangeRow
                      key={item.id}
                      row={item}
                      index={from + index}
                      afterNavigation={items[from + index - 1]?.kind === "line"}
                      selected={item.id === selectedId}
                      onSelect={(id) => store.select(id, true)}
                    />
                  );
                }
                return (
                  <div class="navigation" aria-hidden="true" key={`line-${item.navigation.at}`}>
                    <span class="where">Navigated to {visibleText(item.navigation.url, 120)}</span>
                  </div>
                );
              })}
            </div>
          </div>
        </div>
      </div>
    </div>
  );
}
