import type { RecordingInfo } from "./recording";

export const INFO: RecordingInfo = {
  extensionVersion: "0.0.0",
  browser: { name: "Chromium", version: "156.0" },
  engine: "chromium",
  recordedFrom: Date.UTC(2026, 0, 1),
  recordedTo: Date.UTC(2026, 0, 2),
  dropped: 0,
  counted: { sameOrigin: 1, noCors: 2, navigations: 3 },
};
