import { browser } from "../messaging/browser";
import type { Status, Subject } from "../messaging/protocol";

/** CORS is about any two hosts, and a browser shows a request only to an extension that may access both its page and its server. */
const EVERYWHERE = ["http://*/*", "https://*/*"];

/** `partial`: the user granted some sites, so requests between one of them and another stay invisible. */
export async function readPermission(): Promise<Status["permission"]> {
  if (await browser.permissions.contains({ origins: EVERYWHERE })) return "granted";
  const { origins = [] } = await browser.permissions.getAll();
  return origins.some((origin) => /^(?:https?|\*):/u.test(origin)) ? "partial" : "missing";
}

/** Firefox asks its user from a tab only, not from DevTools: the same panel in a tab, about the same tab. */
export function askingPage(subject: Subject | null): string {
  return browser.runtime.getURL(`src/panel/index.html${typeof subject === "number" ? `?tabId=${subject}` : ""}`);
}
