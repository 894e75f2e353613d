import { browser } from "../messaging/browser";

const shown = new Map<number, string>();

/** Shows how many exchanges of the tab were blocked; nothing at all on a healthy page. */
export async function showBlocked(tabId: number, count: number): Promise<void> {
  const text = count === 0 ? "" : count > 999 ? "999+" : String(count);
  if (tabId < 0 || (shown.get(tabId) ?? "") === text) return;
  shown.set(tabId, text);
  try {
    await browser.action.setBadgeBackgroundColor({ tabId, color: "#c5221f" });
    await browser.action.setBadgeText({ tabId, text });
  } catch {
    shown.delete(tabId); // the tab is gone, and its badge with it
  }
}

/** Tabs whose badge says something. */
export function shownTabs(): readonly number[] {
  return [...shown].filter(([, text]) => text !== "").map(([tabId]) => tabId);
}

/** A navigation clears the badge by itself. */
export function badgeCleared(tabId: number): void {
  shown.delete(tabId);
}
