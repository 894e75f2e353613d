import { leadOf } from "../../../core/exchange/exchange";
import { say } from "../../../parts/say";
import type { Row } from "../../judge";

/** An exchange of the time of a trial: its verdict is not the server's doing. */
export function ChangedNote({ row }: { row: Row }) {
  if (row.exchange.changedBy === undefined) return null;
  // Firefox changes a reply before it shows it to extensions, Chromium after.
  const shownChanged = leadOf(row.exchange).context.toldBy === "firefox";
  return <p class="live-found">{shownChanged ? say("liveChangedShown") : say("liveChanged")}</p>;
}
