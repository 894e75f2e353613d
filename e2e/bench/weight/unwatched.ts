import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const LOADER = "service-worker-loader.js";
/** A tab that never is: whoever watches it watches none of ours. */
const NO_TAB = 2_000_000_000;
/** Run before the recorder asks for its settings; the panel, in a tab of its own, makes it a recorder with something to watch. */
const CHANGES = `
chrome.storage.local.set({ settings: { scope: "open-panels" } });
chrome.runtime.onInstalled.addListener(() => chrome.tabs.create({ active: false, url: "/src/panel/index.html?tabId=${NO_TAB}" }));
`;

/** The built extension with the setting "only tabs whose panel is open", and a panel open on another tab. */
export function writeUnwatched(folder: string, extensionDir: string): string {
  cpSync(extensionDir, folder, { recursive: true });
  writeFileSync(join(folder, "changes.js"), CHANGES);
  writeFileSync(join(folder, LOADER), `import "./changes.js";\n${readFileSync(join(folder, LOADER), "utf8")}`);
  return folder;
}
