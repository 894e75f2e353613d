import type { RecordingScope } from "../messaging/protocol";

export const SCOPE_WORDS: Readonly<Record<RecordingScope, string>> = { all: "All tabs", "open-panels": "Only with open panel", off: "Off" };

export const WORDS = {
  connecting: "Connecting to the recorder…",
  lost: "Reconnecting to the recorder…",
  permission: "Corscope has no permission for this site, so it cannot see its requests.",
  noPage: "This is no web page, or Corscope has no permission for it: there are no requests to see.",
  off: "Recording is off: new requests are not seen.",
  earlier: "This page was loaded before Corscope watched it.",
  nothing: "No cross-origin request was blocked on this page.",
  exporting: "Exporting…",
  exportFailed: "The report could not be written.",
  more: (count: number) => `and ${count} more kinds: open the full view`,
} as const;
