import { browser } from "../messaging/browser";
import type { RecordingScope, Settings } from "../messaging/protocol";

export const DEFAULTS: Settings = { scope: "all", clearOnNavigation: false };

const SCOPES: readonly RecordingScope[] = ["all", "open-panels", "off"];

/** What the user chose, kept over restarts; anything unreadable is the default. */
export async function loadSettings(): Promise<Settings> {
  const { settings } = await browser.storage.local.get("settings");
  return readSettings(settings);
}

export async function saveSettings(settings: Settings): Promise<void> {
  await browser.storage.local.set({ settings });
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
