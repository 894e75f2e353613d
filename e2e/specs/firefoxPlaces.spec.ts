import { expect, test } from "playwright/test";
import type { Report } from "../../src/core/report/harTypes";
import type { Chrome } from "../harness/firefox/chrome";
import type { BrowserTab, PrivilegedModules, TabBrowser } from "../harness/firefox/privileged";
import { type FirefoxSession, openFirefoxSession, runScenario } from "../harness/firefox/session";
import type { View } from "../harness/firefox/view";

/** Private windows and containers have cookies and caches of their own; what was recorded of them stays as far apart. */

declare const ChromeUtils: PrivilegedModules;

interface PrivateWindow extends Window {
  readonly gBrowser: TabBrowser;
}

let firefox: FirefoxSession;
test.beforeAll(async () => {
  firefox = await openFirefoxSession({ inPrivateWindows: true });
});
test.afterAll(() => firefox.close());

/** Opens the address in a private window, and says by which number extensions know its tab. */
async function openPrivately(chrome: Chrome, url: string): Promise<{ readonly page: View; readonly tabId: number }> {
  await chrome.run((address) => {
    (window as unknown as { openTrustedLinkIn(url: string, where: string, how: object): void }).openTrustedLinkIn(address, "window", {
      private: true,
    });
  }, url);
  const page = await firefox.attach(/#private$/u);
  await page.waitFor("html[data-ready]");
  const tabId = await chrome.run(() => {
    const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs") as unknown as {
      ExtensionParent: { apiManager: { global: { tabTracker: { getId(tab: BrowserTab): number } } } };
    };
    const { Services } = window as unknown as { Services: { wm: { getMostRecentWindow(kind: string): PrivateWindow } } };
    return ExtensionParent.apiManager.global.tabTracker.getId(Services.wm.getMostRecentWindow("navigator:browser").gBrowser.selectedTab);
  });
  return { page, tabId };
}

function closePrivateWindow(chrome: Chrome): Promise<void> {
  return chrome.run(() => {
    const { Services } = window as unknown as { Services: { wm: { getEnumerator(kind: string): Iterable<Window> } } };
    for (const one of Services.wm.getEnumerator("navigator:browser")) if (one !== window) one.close();
  });
}

const contextsOf = ({ log }: Report, nonce: string) =>
  log.entries.filter(({ request }) => request.url.includes(`n=${nonce}`)).map(({ _corscope }) => _corscope.context);

test("a private window is shown with its own tab only, and gone with the window", async () => {
  const ordinary = await firefox.openPage();
  const { page, tabId } = await openPrivately(firefox.chrome, `${firefox.servers.pageUrl()}#private`);
  const all = await firefox.openFullView();
  await all.waitFor({ role: "button", name: "Export HAR" });
  await page.evaluate(() => window.playground?.run("method-not-listed", "hidden"));
  await runScenario(ordinary, "method-not-listed", "open");
  await all.waitForText("/method-not-listed");
  const everything = await firefox.exportHar(all);
  expect(contextsOf(everything, "open").length).toBeGreaterThan(0);
  expect(JSON.stringify(everything)).not.toContain("n=hidden");

  const own = await firefox.openFullView(`?tabId=${tabId}`);
  await own.waitForText("/method-not-listed");
  const contexts = contextsOf(await firefox.exportHar(own), "hidden");
  expect(contexts.length).toBeGreaterThan(0);
  expect(contexts.every(({ incognito }) => incognito === true)).toBe(true);

  await closePrivateWindow(firefox.chrome);
  const after = await firefox.openFullView(`?tabId=${tabId}`);
  await after.waitForText("0 exchanges");
  const stored = () =>
    after.evaluate(async () => {
      const { browser } = globalThis as unknown as {
        browser: { storage: Record<"local" | "session", { get(key: null): Promise<object> }> };
      };
      return JSON.stringify([await browser.storage.local.get(null), await browser.storage.session.get(null)]);
    });
  await expect.poll(stored).not.toContain("hidden");
  expect(await stored()).toContain("n=open");
});

test("a container is told apart, and each keeps its own preflights", async () => {
  const container = await firefox.browser.createBrowserContext();
  const pages = [await firefox.openPage(), await container.newPage()] as const;
  await pages[1].goto(firefox.servers.pageUrl());
  await pages[1].waitForSelector("html[data-ready]");
  const all = await firefox.openFullView();
  await all.waitFor({ role: "button", name: "Export HAR" });
  await Promise.all(pages.map((page, index) => runScenario(page, "method-not-listed", `jar${index}`)));
  await expect
    .poll(async () => {
      const har = await firefox.exportHar(all);
      return [0, 1].map((index) => contextsOf(har, `jar${index}`).map((context) => context.container?.replace(/\d+$/u, "N") ?? "none"));
    })
    .toEqual([
      ["none", "none"],
      ["firefox-container-N", "firefox-container-N"],
    ]);
  await container.close();
});
