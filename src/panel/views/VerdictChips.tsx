import type { Verdict } from "../../core/engines/engine";
import { Icon } from "../../parts/Icon";
import { say } from "../../parts/say";
import { verdictWord } from "../../parts/words";
import { hasState, toggleState } from "../filter/editFilter";
import type { PanelStore } from "../store";

const CHIPS: readonly (Verdict | "pending")[] = ["blocked", "not-cors", "allowed", "unknown", "pending"];
/** What is seldom there has no chip while it is not. */
const SELDOM: readonly string[] = ["unknown", "pending"];

/** How many of each, and a press shows only those; several pressed show all of theirs. */
export function VerdictChips({ store }: { store: PanelStore }) {
  const counts = store.counts.value;
  const { terms } = store.filter.value;
  return (
    <fieldset class="chips" aria-label={say("toolbarCounts")}>
      {CHIPS.map((verdict) => {
        const count = counts[verdict];
        const pressed = hasState(terms, verdict);
        if (count === 0 && !pressed && SELDOM.includes(verdict)) return null;
        return (
          <button
            key={verdict}
            type="button"
            class={`chip chip-${verdict}${count > 0 ? " some" : ""}`}
            aria-pressed={pressed}
            title={pressed ? say("toolbarChipOff") : say("toolbarChipOn", { verdict: verdictWord(verdict) })}
            onClick={() => {
              store.filterText.value = toggleState(store.filterText.peek(), verdict);
            }}
          >
            <Icon name={verdict} />
            <span class="word">{verdictWord(verdict)}</span> {count.toLocaleString()}
          </button>
        );
      })}
    </fieldset>
  );
}
