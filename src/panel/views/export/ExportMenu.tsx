import { useEffect, useRef, useState } from "preact/hooks";
import { Glyph } from "../../../parts/Icon";
import { say } from "../../../parts/say";
import { reviewExport, saveHtml } from "../../report";
import type { PanelStore } from "../../store";
import { ReviewDialog } from "./ReviewDialog";

/** The other ways to save, behind the caret beside the button that everybody presses. */
export function ExportMenu({ store }: { store: PanelStore }) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const caret = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    caret.current?.focus();
  };
  useEffect(() => {
    if (!open) return;
    place.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const leave = (event: Event) => {
      if (!place.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", leave);
    return () => document.removeEventListener("pointerdown", leave);
  }, [open]);
  const items = [
    { words: say("exportHtml"), act: () => saveHtml(store) },
    { words: say("exportReviewBefore"), act: () => reviewExport(store) },
  ];
  return (
    <div class="export-menu" ref={place}>
      <button
        type="button"
        ref={caret}
        class="icon-button"
        aria-label={say("exportMore")}
        title={say("exportMore")}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Glyph name="down" />
      </button>
      {open && (
        <div class="menu" role="menu" aria-label={say("exportMore")} onKeyDown={(event) => onMenuKey(event, close)}>
          {items.map(({ words, act }) => (
            <button
              key={words}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                close();
                void act();
              }}
            >
              {words}
            </button>
          ))}
        </div>
      )}
      {store.review.value !== null && <ReviewDialog store={store} />}
    </div>
  );
}

function onMenuKey(event: KeyboardEvent, close: () => void): void {
  const items = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role=menuitem]")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 };
  const to = steps[event.key];
  if (to !== undefined) items[to % items.length]?.focus();
  else if (event.key === "Escape" || event.key === "Tab") close();
  else return;
  // Left to itself, Esc would open DevTools' drawer as well.
  if (event.key !== "Tab") event.preventDefault();
  event.stopPropagation();
}
