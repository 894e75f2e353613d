import type { RecordingScope, Settings } from "../messaging/protocol";

export const DEFAULTS: Settings = { scope: "all", clearOnNavigation: false };

const SCOPES: readonly RecordingScope[] = ["all", "open-panels", "off"];

/** storage.local as far as it is used here; tests bring their own. */
export interface SettingsStorage {
  get(key: string): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

/** What the user chose, kept over restarts; anything unreadable is the default. */
export async function loadSettings(storage: SettingsStorage): Promise<Settings> {
  return readSettings((await storage.get("settings")).settings);
}

/** Shapes are not trusted, wherever they come from. */
export function readSettings(value: unknown, base: Settings = DEFAULTS): Settings {
  if (typeof value !== "object" || value === null) return base;
  const { scope, clearOnNavigation } = value as Record<string, unknown>;
  return {
    scope: SCOPES.find((one) => one === scope) ?? base.scope,
    clearOnNavigation: typeof clearOnNavigation === "boolean" ? clearOnNavigation : base.clearOnNavigation,
  };
}
