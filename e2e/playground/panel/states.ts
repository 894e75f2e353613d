import type { Status } from "../../../src/messaging/protocol";

/** What may be the matter with the recorder, by the name that `?state=` takes. */
export const STATES: Readonly<Record<string, Partial<Status>>> = {
  empty: {},
  paused: { settings: { scope: "off", clearOnNavigation: false } },
  permission: { permission: "missing" },
  dropped: { dropped: 1204 },
  full: { troubles: ["storage-full"] },
  restarted: { troubles: ["worker-restarted"] },
};
