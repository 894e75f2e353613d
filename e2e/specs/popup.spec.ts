import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright";
import { expect, test } from "playwright/test";
import type { Report } from "../../src/core/report/harTypes";
import { type LaunchedWithExtension, launch } from "../harness/launch";
import { EXTENSION } from "../harness/session";
import { type Servers, startServers } from "../servers/startServers";

/** The real popup, opened as by a click on the toolbar button, without any DevTools. */
let servers: Servers;
let browser: LaunchedWithExtension;

test.beforeEach(async () => {
  servers = await startServers();
  browser = await launch({ extensionDir: EXTENSION, resolverRules: servers.resolverRules, extraArgs: servers.chromiumArgs });
});

test.afterEach(async () => {
  await browser?.close();
  await servers?.close();
});

async function openPlayground(): Promise<void> {
  await browser.page.goto(servers.pageUrl());
  await browser.page.locator("html[data-ready]").waitFor();
  await browser.page.bringToFront();
}

async function play(id: string): Promise<void> {
  await browser.page.evaluate((scenario) => window.playground?.run(scenario, `popup-${scenario}`), id);
}

async function openPopup(): Promise<Page> {
  const [popup] = await Promise.all([
    browser.context.waitForEvent("page", { predicate: (opened) => opened.url().includes("/popup/index.html") }),
    browser.serviceWorker.evaluate(() => chrome.action.openPopup()),
  ]);
  return popup;
}

function badge(): Promise<string> {
  return browser.serviceWorker.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    return chrome.action.getBadgeText({ tabId: tab?.id ?? -1 });
  });
}

test("blocked requests are grouped by cause and host, counted on the badge, and exported", async () => {
  await openPlayground();
  for (const id of ["method-not-listed", "method-absent", "missing-allow-origin", "pass-wildcard", "connection-refused"]) await play(id);
  await expect.poll(badge).toBe("3");
  const popup = await openPopup();
  await expect(popup.getByText("3 blocked")).toBeVisible();
  await expect(popup.getByRole("listitem")).toHaveCount(2);
  await expect(popup.getByRole("listitem").first()).toContainText(/method/i);
  await expect(popup.getByRole("listitem").first()).toContainText("2×");
  await expect(popup.getByRole("heading", { level: 2 })).toHaveText(new URL(servers.origins.api).host);

  const [download] = await Promise.all([popup.waitForEvent("download"), popup.getByRole("button", { name: "Export HAR" }).click()]);
  const { log } = JSON.parse(readFileSync(await download.path(), "utf8")) as Report;
  expect(new Set(log.entries.filter(({ _cors }) => _cors.verdict === "blocked").map(({ _cors }) => _cors.exchange)).size).toBe(3);
});

test("Open full view shows this tab's exchanges in a tab", async () => {
  await openPlayground();
  await play("method-not-listed");
  await expect.poll(badge).toBe("1");
  const popup = await openPopup();
  await expect(popup.getByText("1 blocked")).toBeVisible();
  const [full] = await Promise.all([
    browser.context.waitForEvent("page", { predicate: (opened) => /\/panel\/index\.html\?tabId=\d+$/.test(opened.url()) }),
    popup.getByRole("button", { name: "Open full view" }).click(),
  ]);
  await expect(full.getByRole("grid", { name: "Exchanges" }).locator('[data-verdict="blocked"]')).toHaveCount(1);
});

test("an untouched tab says that nothing was blocked; recording off is said, and nothing is recorded", async () => {
  await openPlayground();
  const popup = await openPopup();
  await expect(popup.getByText(/No cross-origin request was blocked/)).toBeVisible();
  await popup.getByLabel("Recording").selectOption("off");
  await expect(popup.getByText(/Recording is off/)).toBeVisible();
  await popup.close();
  await browser.page.bringToFront();
  await play("method-not-listed");
  const again = await openPopup();
  await expect(again.getByText("0 blocked")).toBeVisible();
  await again.getByLabel("Recording").selectOption("all");
  await expect(again.getByText(/Recording is off/)).toBeHidden();
  await again.close();
  await browser.page.bringToFront();
  await play("missing-allow-origin");
  await expect.poll(badge).toBe("1");
});

test("only tabs with an open panel: a tab without one is not recorded, one with it is", async () => {
  await openPlayground();
  const popup = await openPopup();
  await popup.getByLabel("Recording").selectOption("open-panels");
  await popup.close();
  await play("method-not-listed");
  expect(await badge()).toBe("");
  const tabId = await browser.serviceWorker.evaluate(async () => (await chrome.tabs.query({ url: "http://app.test/*" }))[0]?.id);
  const panel = await browser.context.newPage();
  await panel.goto(`chrome-extension://${browser.extensionId}/src/panel/index.html?tabId=${tabId}`);
  await expect(panel.getByRole("grid", { name: "Exchanges" })).toBeVisible();
  await browser.page.bringToFront();
  await play("missing-allow-origin");
  await expect(panel.getByRole("grid", { name: "Exchanges" }).locator('[data-verdict="blocked"]')).toHaveCount(1);
});

test("a page of the browser's own is told from a web page, and the keyboard does everything", async () => {
  await browser.page.goto("chrome://version/");
  await browser.page.bringToFront();
  const there = await openPopup();
  await expect(there.getByText(/This is no web page/)).toBeVisible();
  await there.close();

  await openPlayground();
  await play("method-not-listed");
  await expect.poll(badge).toBe("1");
  const popup = await openPopup();
  await expect(popup.getByText("1 blocked")).toBeVisible();
  const reached: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    await popup.keyboard.press("Tab");
    reached.push(
      await popup.evaluate(() => document.activeElement?.closest("label")?.textContent ?? document.activeElement?.textContent ?? ""),
    );
  }
  expect(reached.map((text) => text.trim().replace(/(?<=Recording).*/u, ""))).toEqual(["Recording", "Open full view", "Export HAR"]);
  const [download] = await Promise.all([popup.waitForEvent("download"), popup.keyboard.press("Enter")]);
  expect(download.suggestedFilename()).toMatch(/^corscope-app\.test.*\.har$/);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`no accessibility violation in popup, panel and playground (${colorScheme})`, async () => {
    await browser.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await openPlayground();
    await play("method-not-listed");
    await expect.poll(badge).toBe("1");
    expect((await new AxeBuilder({ page: browser.page }).analyze()).violations).toEqual([]);
    for (const path of ["src/popup/index.html", "src/panel/index.html"]) {
      const page = await browser.context.newPage();
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.goto(`chrome-extension://${browser.extensionId}/${path}`);
      if (path.includes("panel")) await page.getByRole("grid", { name: "Exchanges" }).locator("[data-verdict]").first().click();
      else await page.getByRole("button", { name: "Open full view" }).waitFor();
      expect((await new AxeBuilder({ page }).analyze()).violations, path).toEqual([]);
      await page.close();
    }
  });
}
