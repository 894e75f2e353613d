import { wholeNumber } from "../../parts/formats";
import { say, sayCount } from "../../parts/say";
import { GROUPINGS, type Grouping } from "../repeats";
import type { PanelStore } from "../store";
import { groupingWord } from "./gridWords";

/** How much of the recording is shown, and how repeats are. */
export function GridFoot({ store }: { store: PanelStore }) {
  const { exchanges } = store.lines.value;
  const { blocked, allowed, unknown, pending, "not-cors": notCors } = store.counts.value;
  const all = blocked + allowed + unknown + pending + notCors;
  const { choices } = store;
  return (
    <div class="grid-foot">
      <span class="shown">
        {exchanges === all ? sayCount("gridExchanges", all) : say("gridShown", { shown: wholeNumber(exchanges), all: wholeNumber(all) })}
      </span>
      <label class="grouping">
        <span>{say("gridGroup")}</span>
        <select value={choices.grouping.value} onChange={(event) => choices.group(event.currentTarget.value as Grouping)}>
          {GROUPINGS.map((grouping) => (
            <option key={grouping} value={grouping}>
              {groupingWord(grouping)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
