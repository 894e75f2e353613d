import { expect } from "playwright/test";
import { runScenario } from "../harness/firefox/session";
import { test } from "../harness/firefox/test";

/** That the driver reaches every place in a stock Firefox where Corscope shows itself. */

test("the extension starts, and a blocked request reaches the panel of the real toolbox", async ({ firefox }) => {
  const page = await firefox.openPage();
  const panel = await firefox.openPanel(page);
  await panel.waitFor({ role: "button", name: "Export HAR" });
  await runScenario(page, "missing-allow-origin", "smoke-panel");
  await panel.waitForText("/missing-allow-origin");
  await panel.screenshot("test-results/firefox-panel.png");
});

test("the real popup opens", async ({ firefox }) => {
  await firefox.openPage();
  const popup = await firefox.openPopup();
  await popup.waitForText("Open full view");
  await popup.screenshot("test-results/firefox-popup.png");
});

test("the panel opens as an ordinary tab and exports", async ({ firefox }) => {
  const page = await firefox.openPage();
  const panel = await firefox.openFullView();
  await panel.waitFor({ role: "button", name: "Export HAR" });
  await runScenario(page, "method-not-listed", "smoke-tab");
  await panel.waitForText("/method-not-listed");
  const har = await firefox.exportHar(panel);
  expect(har.log.entries.map(({ request }) => request.url).join()).toContain("n=smoke-tab");
});

test("the console says with a category why Firefox refused", async ({ firefox }) => {
  const page = await firefox.openPage();
  await runScenario(page, "method-not-listed", "smoke-word");
  await expect
    .poll(async () => (await firefox.chrome.consoleLines("n=smoke-word")).map(({ category }) => category))
    .toContain("CORSMethodNotFound");
});

test("the event page can be put to sleep, and a request wakes it", async ({ firefox }) => {
  const page = await firefox.openPage();
  await firefox.chrome.suspendBackground();
  await expect.poll(() => firefox.chrome.backgroundState()).toBe("stopped");
  await runScenario(page, "missing-allow-origin", "smoke-awake");
  await expect.poll(() => firefox.chrome.backgroundState()).toBe("running");
});
