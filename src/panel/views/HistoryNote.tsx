import type { Difference, Since } from "../../core/diagnosis/history";
import { say } from "../../parts/say";
import { visibleText } from "../../parts/visibleText";

const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const LONGEST = 200;

function change({ before, now }: Difference): string {
  if (before === null) return say("historyNew", { value: visibleText(now ?? "", LONGEST) });
  if (now === null) return say("historyGone", { value: visibleText(before, LONGEST) });
  return say("historyTurned", { before: visibleText(before, LONGEST), now: visibleText(now, LONGEST) });
}

/** When the same request passed before, what its server said then, and whether it passes again. */
export function HistoryNote({ since, again }: { since: Since | null; again: number | null }) {
  if (since === null && again === null) return null;
  return (
    <section class="history">
      {again !== null && <p class="again">{say("historyAgain", { time: CLOCK.format(again) })}</p>}
      {since !== null && (
        <>
          <p>
            {say("historySince", { time: CLOCK.format(since.passedAt) })}{" "}
            {since.differences.length === 0 ? say("historyNothing") : say("historyChanged")}
          </p>
          <ul>
            {since.differences.map((difference) => (
              <li key={`${difference.where} ${difference.what}`}>
                <span class="quiet">{difference.where === "preflight" ? say("historyPreflight") : say("historyReply")}</span>{" "}
                <code>{difference.what}</code> {change(difference)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
