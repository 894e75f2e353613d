import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Glyph } from "../../parts/Icon";
import { say } from "../../parts/say";
import { visibleText } from "../../parts/visibleText";
import { accept, type Completion, complete, type Suggestion } from "../filter/completions";
import type { Filter } from "../filter/parseFilter";
import type { PanelStore } from "../store";
import { problemWords, suggestionHint } from "./filterWords";

const LIST = "filter-suggestions";
export const PROBLEM = "filter-problem";

/** The same text below the field's own, invisible but for a wave under what is wrong. */
function Marks({ text, filter, left }: { text: string; filter: Filter; left: number }) {
  if (filter.problems.length === 0) return null;
  const pieces = [];
  let at = 0;
  for (const { from, to } of filter.problems) {
    if (from < at) continue;
    pieces.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>);
    at = to;
  }
  return (
    <div class="filter-marks" aria-hidden="true">
      <span style={{ transform: `translateX(${-left}px)` }}>
        {pieces}
        {text.slice(at)}
      </span>
    </div>
  );
}

function Suggestions({ offer, active, onTake }: { offer: Completion; active: number; onTake(suggestion: Suggestion): void }) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView?.({ block: "nearest" });
  }, [active]);
  return (
    <div class="suggestions" id={LIST} role="listbox" aria-label={say("filterSuggestions")} ref={list}>
      {offer.suggestions.map((suggestion, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the field holds the focus and names its active option
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys
        <div
          key={suggestion.insert}
          class="suggestion"
          role="option"
          id={`${LIST}-${index}`}
          aria-selected={index === active}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(suggestion)}
        >
          <span class="suggestion-text">{visibleText(suggestion.text, 80)}</span>
          <span class="suggestion-hint">{suggestionHint(suggestion)}</span>
          {suggestion.count !== undefined && <span class="suggestion-count">{suggestion.count.toLocaleString()}</span>}
        </div>
      ))}
    </div>
  );
}

/** Null: closed. `active` is -1 until an arrow chose one. */
interface Open {
  readonly offer: Completion;
  readonly active: number;
}

export function FilterBox({ store }: { store: PanelStore }) {
  const field = useRef<HTMLInputElement>(null);
  const caret = useRef<number | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const [left, setLeft] = useState(0);
  const text = store.filterText.value;
  const filter = store.filter.value;

  useLayoutEffect(() => {
    if (caret.current !== null) field.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
    setLeft(field.current?.scrollLeft ?? 0);
  }, [text]);

  const offerAt = (at: number, active: number): boolean => {
    const offer = complete(store.filterText.peek(), at, store.judged());
    const some = offer.suggestions.length > 0;
    setOpen(some ? { offer, active } : null);
    return some;
  };
  const take = (suggestion: Suggestion) => {
    if (open === null) return;
    const next = accept(store.filterText.peek(), open.offer, suggestion);
    store.filterText.value = next.text;
    caret.current = next.caret;
    field.current?.focus();
    if (suggestion.key === undefined) setOpen(null);
    else offerAt(next.caret, -1);
  };
  const onInput = (event: InputEvent & { currentTarget: HTMLInputElement }) => {
    const { value, selectionStart } = event.currentTarget;
    store.filterText.value = value;
    // An emptied field asks for nothing.
    if (value === "") setOpen(null);
    else offerAt(selectionStart ?? value.length, -1);
  };
  const move = (by: number): boolean => {
    if (open === null) return offerAt(field.current?.selectionStart ?? text.length, by > 0 ? 0 : -1);
    const count = open.offer.suggestions.length;
    setOpen({ ...open, active: open.active < 0 && by < 0 ? count - 1 : (open.active + by + count) % count });
    return true;
  };
  const toGrid = () => document.querySelector<HTMLElement>("[role=grid]")?.focus();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const chosen = open?.offer.suggestions[open.active];
    const keep = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    switch (event.key) {
      case "ArrowDown":
        keep();
        if (!move(1)) toGrid();
        break;
      case "ArrowUp":
        if (open !== null) keep();
        if (open !== null) move(-1);
        break;
      case "Tab": {
        const first = chosen ?? (open?.offer.begun === true ? open.offer.suggestions[0] : undefined);
        if (event.shiftKey || first === undefined) return;
        keep();
        take(first);
        break;
      }
      case "Enter":
        keep();
        if (chosen !== undefined) take(chosen);
        else {
          setOpen(null);
          toGrid();
        }
        break;
      case "Escape":
        if (open === null && text === "") return;
        keep();
        if (open === null) store.filterText.value = "";
        setOpen(null);
    }
  };
  const wrong = filter.problems.length > 0;
  return (
    // The older of the two combobox patterns: the field itself stays a search box.
    // biome-ignore lint/a11y/useFocusableInteractive: the field in it takes the focus
    <div
      class="filter"
      role="combobox"
      aria-haspopup="listbox"
      aria-expanded={open !== null}
      aria-controls={LIST}
      aria-owns={open === null ? undefined : LIST}
    >
      <Glyph name="search" />
      <Marks text={text} filter={filter} left={left} />
      <input
        ref={field}
        type="search"
        aria-label={say("filterName")}
        aria-autocomplete="list"
        aria-controls={open === null ? undefined : LIST}
        aria-activedescendant={open === null || open.active < 0 ? undefined : `${LIST}-${open.active}`}
        aria-invalid={wrong}
        aria-describedby={wrong ? PROBLEM : undefined}
        placeholder={say("filterPlaceholder")}
        title={say("filterTitle")}
        spellcheck={false}
        autocomplete="off"
        value={text}
        onInput={onInput}
        onKeyDown={onKeyDown}
        onBlur={() => setOpen(null)}
        onScroll={(event) => setLeft(event.currentTarget.scrollLeft)}
        onClick={() => {
          if (text === "" && open === null) offerAt(0, -1);
        }}
      />
      {open !== null && <Suggestions offer={open.offer} active={open.active} onTake={take} />}
    </div>
  );
}

/** One sentence: the first term that is wrong, and what was expected. The rest of the filter is at work. */
export function FilterProblem({ store }: { store: PanelStore }) {
  const [first] = store.filter.value.problems;
  return (
    <p class={first === undefined ? "sr-only" : "filter-problem"} id={PROBLEM} role="status">
      {first !== undefined && problemWords(first)}
    </p>
  );
}
