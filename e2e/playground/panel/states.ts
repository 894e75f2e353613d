import { DEFAULT_SETTINGS, type Status } from "../../../src/messaging/protocol";

/** What may be the matter with the recorder, by the name that `?state=` takes. */
export const STATES: Readonly<Record<string, Partial<Status>>> = {
  empty: {},
  paused: { settings: { ...DEFAULT_SETTINGS, scope: "off" } },
  permission: { permission: "missing" },
  dropped: { dropped: 1204 },
  full: { troubles: ["storage-full"] },
  restarted: { troubles: ["worker-restarted"] },
};
