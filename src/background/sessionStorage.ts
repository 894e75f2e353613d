import { browser } from "../messaging/browser";
import { apart } from "./apart";
import type { SessionStorage } from "./journal";

const PRIVATE = "private ";

/**
 * Where this worker keeps its recording. In Chromium a private window has a worker of its own (`"incognito": "split"`), and both are given the
 * same storage.session: the private one keeps to keys of its own, which the other never reads.
 */
export async function ownStorage(): Promise<SessionStorage> {
  const storage = browser.storage.session;
  if (__TARGET__ === "firefox" || !chrome.extension.inIncognitoContext) return storage;
  const own = apart(storage, PRIVATE);
  // Caches, other than storage.session, end with the private windows: none yet, and what is stored is of windows that are gone.
  if (!(await caches.has(PRIVATE))) await own.remove(Object.keys(await own.get(null)));
  await caches.open(PRIVATE);
  return own;
}
