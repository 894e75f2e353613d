import { say } from "../../../parts/say";
import type { Row } from "../../judge";

/** An exchange of the time of a trial: its verdict is not the server's doing. */
export function ChangedNote({ row }: { row: Row }) {
  return row.exchange.changedBy === undefined ? null : <p class="live-found">{say("liveChanged")}</p>;
}
