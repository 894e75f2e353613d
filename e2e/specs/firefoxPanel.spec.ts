import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "playwright/test";
import { runScenario } from "../harness/firefox/session";
import { test } from "../harness/firefox/test";
import { harProblems } from "../harness/harSchema";

/** The panel of the real toolbox, and the real popup, clicked as a user would. */

const BLOCKED = '[role="row"][data-verdict="blocked"]';

test("a blocked row opens: why, and the fix for a stack; the export is valid and reads again", async ({ firefox }) => {
  const page = await firefox.openPage();
  const panel = await firefox.openPanel(page);
  await panel.waitFor({ role: "button", name: "Export HAR" });
  for (const id of ["method-not-listed", "pass-wildcard", "connection-refused"]) await runScenario(page, id, "panel");
  await panel.click(BLOCKED);
  await panel.click({ role: "tab", name: "Why" });
  await panel.waitForText(/DELETE/);
  await panel.click({ role: "tab", name: "Fix" });
  await panel.waitForText(/Access-Control-Allow-Methods|methods/i);
  await panel.screenshot("test-results/firefox-fix.png");

  const { fileName, text } = await firefox.download(() => panel.click({ role: "button", name: "Export HAR" }));
  expect(harProblems(JSON.parse(text))).toEqual([]);
  const path = join(firefox.downloads, `again-${fileName}`);
  writeFileSync(path, text);
  await panel.setFiles('input[type="file"]', path);
  await panel.waitFor({ role: "button", name: `again-${fileName}` });
  await panel.waitFor(BLOCKED);
});

test("the popup counts what was blocked on this page, the badge too, and opens the full view", async ({ firefox }) => {
  const page = await firefox.openPage();
  for (const id of ["method-not-listed", "missing-allow-origin", "pass-wildcard"]) await runScenario(page, id, "popup");
  await expect.poll(() => firefox.chrome.badge()).toBe("2");
  const popup = await firefox.openPopup();
  await popup.waitForText("2\nblocked");
  await popup.screenshot("test-results/firefox-popup.png");
  await popup.click({ role: "button", name: "Open full view" });
  const view = await firefox.attach(/\/panel\/index\.html\?tabId=\d+$/);
  await view.waitFor(BLOCKED);
  expect(await view.evaluate((selector) => document.querySelectorAll(selector).length, BLOCKED)).toBe(2);
});
