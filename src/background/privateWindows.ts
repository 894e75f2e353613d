import { browser } from "../messaging/browser";

/**
 * Calls when a browser whose private windows are heard by this very page has none any more. Chromium splits: there such a worker and its
 * memory end by themselves, and another for each window closed would be woken for nothing.
 */
export function onLastPrivateWindowClosed(act: () => void): void {
  if (__TARGET__ !== "firefox") return;
  browser.windows.onRemoved.addListener(() => {
    void browser.windows.getAll().then((windows) => {
      if (!windows.some(({ incognito }) => incognito)) act();
    });
  });
}
