import type { Reach } from "../capture/listen";
import type { RecordingScope } from "../messaging/protocol";
import type { Client } from "./clients";

/** Listeners follow the scope: none when recording is off, filtered to watched tabs when only those count. */
export function reachFor(scope: RecordingScope, clients: Iterable<Client>): Reach {
  if (scope === "all") return "all";
  if (scope === "off") return "none";
  const tabIds = [...clients].flatMap(({ panel, subject }) => (panel && typeof subject === "number" ? [subject] : []));
  return tabIds.length === 0 ? "none" : { tabIds: [...new Set(tabIds)].sort((a, b) => a - b) };
}
