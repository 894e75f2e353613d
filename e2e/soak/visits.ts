import type { BrowserContext, Page } from "playwright";
import { openDevTools } from "../harness/openDevTools";
import { exportHar, type Session } from "../harness/session";
import { playOn, type Walk } from "./traffic";

/** What a user does beside browsing, each again after its number of seconds. All of it goes on until `goesOn` says no. */
export function visits(session: Session, another: (page: Page) => Walk, goesOn: () => boolean): Promise<void>[] {
  const { browser, servers, panel } = session;
  const { context, extensionId } = browser;
  const ownPage = (path: string, ready: (page: Page) => Promise<unknown>) => () =>
    withPage(context, async (page) => {
      await page.goto(`chrome-extension://${extensionId}/src/${path}`);
      await ready(page);
    });
  return [
    every(40, "a tab opened, used and closed", goesOn, () => withPage(context, (page) => playOn(another(page), 12))),
    every(
      70,
      "the panel of all tabs opened and closed",
      goesOn,
      ownPage("panel/index.html", (page) => page.getByRole("grid", { name: "Exchanges" }).waitFor()),
    ),
    every(
      110,
      "the popup opened and closed",
      goesOn,
      ownPage("popup/index.html", (page) => page.getByRole("button", { name: "Export HAR" }).waitFor()),
    ),
    every(170, "DevTools opened on another tab and closed", goesOn, () =>
      withPage(context, async (page) => {
        await page.goto(servers.pageUrl());
        const { dev } = await openDevTools(context, page, extensionId);
        await dev.close();
      }),
    ),
    every(190, "an export from the open panel", goesOn, async () => {
      const { har } = await exportHar(session);
      if (har.log.entries.length === 0) throw new Error("an export without entries");
    }),
    every(770, "a clear in the open panel", goesOn, () => panel.getByRole("button", { name: "Clear", exact: true }).click()),
  ];
}

async function withPage(context: BrowserContext, use: (page: Page) => Promise<void>): Promise<void> {
  const page = await context.newPage();
  try {
    await use(page);
  } finally {
    await page.close();
  }
}

async function every(seconds: number, what: string, goesOn: () => boolean, act: () => Promise<unknown>): Promise<void> {
  for (let due = performance.now() + 1000 * seconds; ; due += 1000 * seconds) {
    while (goesOn() && performance.now() < due) await new Promise((resolve) => setTimeout(resolve, 250));
    if (!goesOn()) return;
    try {
      await act();
    } catch (problem) {
      throw new Error(`${what}: ${String(problem)}`);
    }
  }
}
