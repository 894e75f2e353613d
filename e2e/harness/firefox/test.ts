import { test as base } from "playwright/test";
import { type FirefoxSession, openFirefoxSession } from "./session";

/** One Firefox for all specs of a worker: its start costs more than most of them. Each opens pages of its own, which close after it. */
export const test = base.extend<{ tidy: undefined }, { firefox: FirefoxSession }>({
  tidy: [
    async ({ firefox }, use) => {
      await use(undefined);
      await firefox.chrome.closeTabs();
    },
    { auto: true },
  ],
  firefox: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern
    async ({}, use) => {
      const session = await openFirefoxSession();
      await use(session);
      await session.close();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});
