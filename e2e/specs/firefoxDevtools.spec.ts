import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "playwright/test";
import type { Report } from "../../src/core/report/harTypes";
import { test } from "../harness/firefox/test";
import { expectedInFirefox } from "../harness/firefox/word";
import { contradictions, type Played } from "../harness/readAgain";
import { fitsAnywhere } from "../playground/site/run";
import { SCENARIOS } from "../servers/scenarios/table";

/** What Firefox's own DevTools tell: a HAR of theirs is read without contradicting what was seen, and they list what was never sent. */

interface FirefoxDevtools {
  readonly devtools: { readonly network: { getHAR(): Promise<object> } };
}

const NONCE = "devtools-";

test("a HAR that Firefox wrote contradicts nothing that was seen live, and opens in the panel", async ({ firefox }) => {
  const { servers } = firefox;
  const page = await firefox.openPage();
  const panel = await firefox.openPanel(page);
  await panel.waitFor({ role: "button", name: "Export HAR" });
  const onPage = SCENARIOS.filter(
    (one) => servers.pageUrl(one) === servers.pageUrl() && fitsAnywhere(one) && expectedInFirefox(one).recorded !== false,
  );
  const played: Played[] = onPage.filter((_, index) => index % 2 === 0).map((scenario) => ({ scenario, nonce: NONCE }));
  for (const { scenario } of played) {
    await page.evaluate(({ id, nonce }) => window.playground?.run(id, nonce), { id: scenario.id, nonce: NONCE });
  }
  const live: Report = await firefox.exportHar(panel);
  const written = await panel.evaluate(async () => {
    const { browser } = globalThis as unknown as { readonly browser: FirefoxDevtools };
    return JSON.stringify({ log: await browser.devtools.network.getHAR() });
  });
  const { problems, line } = contradictions("Firefox's DevTools", written, live, played);
  console.log(line);
  expect(problems).toEqual([]);

  const path = join(firefox.downloads, "firefox-wrote.har");
  writeFileSync(path, written);
  await panel.setFiles('input[type="file"]', path);
  await panel.waitFor({ role: "button", name: "firefox-wrote.har" });
  await panel.waitFor('[role="row"][data-verdict="blocked"]');
});

test("what a policy or mode same-origin stops is listed by DevTools alone, and becomes a notice", async ({ firefox }) => {
  const strict = await firefox.serve("strict", (_, response) => {
    response.writeHead(200, { "Content-Type": "text/html", "Content-Security-Policy": "connect-src 'self' http://other.test" });
    response.end("<!doctype html><html data-ready><title>strict</title></html>");
  });
  try {
    const page = await firefox.openPage(`${strict.origin}/`);
    const panel = await firefox.openPanel(page);
    await panel.waitFor({ role: "button", name: "Export HAR" });
    const send = (url: string, mode: "cors" | "same-origin") =>
      page.evaluate(({ to, how }) => fetch(to, { mode: how }).then(String, String), { to: url, how: mode });
    await send("http://api.test/by-policy", "cors");
    await panel.waitForText("http://api.test/by-policy", ".notices");
    await send("http://other.test/by-mode", "same-origin");
    const told = await panel.waitForText("http://other.test/by-mode", ".notices");
    expect(told).toContain("Not CORS: Firefox stopped 2 requests before the network");
    await panel.screenshot("test-results/firefox-notice.png");
  } finally {
    await strict.close();
  }
});
