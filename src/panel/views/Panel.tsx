import { SplitPane } from "../../parts/SplitPane";
import type { PanelStore } from "../store";
import type { Abilities } from "./abilities";
import { Details } from "./Details";
import { ExchangeGrid } from "./ExchangeGrid";
import { LiveBanner } from "./live/LiveBanner";
import { Notices } from "./Notices";
import { Toolbar } from "./Toolbar";

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches("input, textarea, select") || target.isContentEditable);
}

export function Panel({ store, abilities }: { store: PanelStore; abilities: Abilities }) {
  const selected = store.selected.value;
  const open = store.detailsOpen.value && selected !== null;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const frame = event.currentTarget as HTMLElement;
    if (event.key === "/" && !isTyping(event.target)) {
      event.preventDefault();
      frame.querySelector<HTMLInputElement>("input[type=search]")?.focus();
    }
    // Esc opens DevTools' drawer, so it is kept only while there is something to close.
    if (event.key === "Escape" && (open || store.filterText.value !== "")) {
      event.preventDefault();
      if (open) store.close();
      else store.filterText.value = "";
      frame.querySelector<HTMLElement>("[role=grid]")?.focus();
    }
  };
  return (
    <main class="panel" onKeyDown={onKeyDown}>
      <h1 class="sr-only">Corscope</h1>
      <Toolbar store={store} />
      <LiveBanner live={store.live} />
      <Notices store={store} abilities={abilities} />
      <SplitPane
        label="Width of the list"
        first={<ExchangeGrid store={store} abilities={abilities} />}
        second={open ? <Details store={store} row={selected} abilities={abilities} /> : null}
      />
    </main>
  );
}
