import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "playwright/test";
import type { Report } from "../../src/core/report/harTypes";
import { harParts } from "../../src/core/report/toHar";
import { until } from "../harness/poll";
import { contradictions, infoOf, type Played, readAs } from "../harness/readAgain";
import { exportHar, openSession, playScenario, type Session } from "../harness/session";
import type { Scenario } from "../servers/scenarios/scenario";
import { SCENARIOS } from "../servers/scenarios/table";

/** The same requests as we, as DevTools and as Playwright wrote them down: what is read from a file never contradicts what was seen. */
test.describe.configure({ mode: "serial" });

const WANTED = 40;

let session: Session;
let closed = false;
let folder: string;
let played: Played[];
let own: string;
let live: Report;
let fromDevTools: string;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = mkdtempSync(join(tmpdir(), "corscope-import-"));
  session = await openSession({ recordHar: join(folder, "playwright.har") });
  played = choose(session).map((scenario, index) => ({ scenario, nonce: `import-${index}-` }));
  for (const { scenario, nonce } of played) await playScenario(session, scenario, nonce);
  ({ text: own, har: live } = await exportHar(session));
  fromDevTools = await session.panel.evaluate(
    () => new Promise<string>((resolve) => chrome.devtools.network.getHAR((log) => resolve(JSON.stringify({ log })))),
  );
});

test.afterAll(async () => {
  if (!closed) await session?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Spread over the table, all of one page: DevTools forgets what it saw when the page navigates. */
function choose({ servers }: Session): Scenario[] {
  const onPage = SCENARIOS.filter((one) => servers.pageUrl(one) === servers.pageUrl() && one.expect.recorded !== false);
  const step = Math.max(1, onPage.length / WANTED);
  return onPage.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step)).slice(0, WANTED);
}

function expectNoContradiction(source: string, text: string): void {
  const { problems, line } = contradictions(source, text, live, played);
  console.log(line);
  expect(problems).toEqual([]);
}

test("our own export, read and written again, is the same file", async () => {
  expectNoContradiction("own", own);
  const read = readAs(own);
  const again = [...harParts(read.exchanges, infoOf(read))].join("");
  const differs = [...own].findIndex((character, at) => again[at] !== character);
  expect(again.slice(Math.max(0, differs - 80), differs + 80)).toBe(own.slice(Math.max(0, differs - 80), differs + 80));
  expect(again).toHaveLength(own.length);
});

test("what DevTools wrote contradicts nothing", () => {
  expectNoContradiction("DevTools", fromDevTools);
});

test("a file is read in the panel, apart from what is live, and nothing of it can be acted on", async () => {
  const { panel } = session;
  const blocked = played.find(({ scenario }) => scenario.expect.verdict === "blocked");
  await panel
    .locator('input[type="file"]')
    .setInputFiles({ name: "devtools.har", mimeType: "application/json", buffer: Buffer.from(fromDevTools) });
  await expect(panel.getByRole("button", { name: "devtools.har" })).toHaveAttribute("aria-pressed", "true");
  await panel.getByRole("searchbox", { name: "Filter" }).fill(blocked?.nonce ?? "");
  await panel.getByRole("grid", { name: "Exchanges" }).locator('[role="row"][data-verdict]').last().click();
  await panel.getByRole("tab", { name: "Fix" }).click();
  for (const name of ["Try on this tab", "Ask the server", "Unmask"])
    await expect(panel.getByRole("button", { name, disabled: false })).toHaveCount(0);
  await panel.getByRole("searchbox", { name: "Filter" }).fill("");
  const again = await exportHar(session);
  expect(again.har.log.entries.map(({ request }) => request.url)).toEqual(live.log.entries.map(({ request }) => request.url));
  await panel.getByRole("button", { name: "Close", exact: false }).first().click();
  await expect(panel.getByRole("button", { name: "devtools.har" })).toHaveCount(0);
});

test("a torn file shows what can be read, and says where it broke", async () => {
  const { panel } = session;
  const torn = own.slice(0, own.lastIndexOf('"_cors":'));
  await panel.locator('input[type="file"]').setInputFiles({ name: "torn.har", mimeType: "application/json", buffer: Buffer.from(torn) });
  await expect(panel.getByText(/stops being JSON at the end of the file \(log\.entries\[\d+\]\)/)).toBeVisible();
  await expect(panel.getByRole("grid", { name: "Exchanges" }).locator('[role="row"][data-verdict]').first()).toBeVisible();
});

test("a large file leaves the panel alive, tells how far it is, and can be cancelled", async () => {
  const { panel, dev } = session;
  const file = join(folder, "large.har");
  writeLarge(file);
  await panel.locator('input[type="file"]').setInputFiles(file);
  const notice = panel.getByText(/Reading large\.har… [1-9]\d? %/);
  await expect(notice).toBeVisible();
  const filter = panel.getByRole("searchbox", { name: "Filter" });
  await filter.fill("still-alive");
  await expect(filter).toHaveValue("still-alive");
  await filter.fill("");
  await expect(notice).toBeVisible();
  await dev.screenshot({ path: test.info().outputPath("reading.png") });
  await panel.getByRole("button", { name: "Cancel" }).click();
  await expect(notice).toHaveCount(0);
  await expect(panel.getByRole("button", { name: "large.har" })).toHaveCount(0);
});

/** 200 MB of one request again and again. */
function writeLarge(file: string): void {
  const request = { method: "GET", url: "https://api.test/", headers: [{ name: "Origin", value: "https://app.test" }] };
  const content = { text: "x".repeat(600) };
  const entry = JSON.stringify({ startedDateTime: "2026-01-01T00:00:00Z", request, response: { status: 200, headers: [], content } });
  const thousand = `${entry},\n`.repeat(1000);
  writeFileSync(file, '{"log":{"entries":[\n');
  while (statSync(file).size < 200e6) appendFileSync(file, thousand);
  appendFileSync(file, `${entry}]}}`);
}

test("Chromium's own Network panel opens our export with every entry", async () => {
  const rows = await session.dev.evaluate(async (text) => {
    const network = await import("./panels/network/network.js" as string);
    const view = network.NetworkPanel.NetworkPanel.instance().networkLogView;
    await view.onLoadFromFile(new File([text], "report.har", { type: "application/json" }));
    return true;
  }, own);
  expect(rows).toBe(true);
  const count = () =>
    session.dev.evaluate(async () => {
      const logs = await import("./models/logs/logs.js" as string);
      return (logs.NetworkLog.NetworkLog.instance().requests() as unknown[]).length;
    });
  await until("every entry in the Network panel", async () => ((await count()) >= live.log.entries.length ? true : null));
  expect(await count()).toBe(live.log.entries.length);
});

test("what Playwright wrote contradicts nothing", async () => {
  closed = true;
  await session.close();
  expectNoContradiction("Playwright", readFileSync(join(folder, "playwright.har"), "utf8"));
});
