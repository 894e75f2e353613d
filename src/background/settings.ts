import { readHostPattern } from "../core/exchange/muted";
import { isToken } from "../core/fetch/methods";
import { DEFAULT_SETTINGS, type RecordingScope, type Settings } from "../messaging/protocol";

const SCOPES: readonly RecordingScope[] = ["all", "open-panels", "off"];
const MOST = 200;
const LONGEST_NAME = 100;

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
export function readSettings(value: unknown, base: Settings = DEFAULT_SETTINGS): Settings {
  if (typeof value !== "object" || value === null) return base;
  const { scope, clearOnNavigation, mutedHosts, secretNames } = value as Record<string, unknown>;
  return {
    scope: SCOPES.find((one) => one === scope) ?? base.scope,
    clearOnNavigation: typeof clearOnNavigation === "boolean" ? clearOnNavigation : base.clearOnNavigation,
    mutedHosts: readList(mutedHosts, readHostPattern) ?? base.mutedHosts,
    secretNames: readList(secretNames, readName) ?? base.secretNames,
  };
}

/** Each of the list that can be read, once; null where there is no list at all. */
function readList(value: unknown, read: (text: string) => string | null): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  const texts = value.filter((one): one is string => typeof one === "string").map(read);
  return [...new Set(texts.filter((text) => text !== null))].slice(0, MOST);
}

function readName(text: string): string | null {
  const name = text.trim().toLowerCase();
  return isToken(name) && name.length <= LONGEST_NAME ? name : null;
}
