import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "playwright/test";
import { type OwnServer, serve } from "../harness/ownServer";
import { exportHar, openSession, type Session } from "../harness/session";

/** What leaves the panel as a file: without secrets, in pieces, and readable without us. */
test.describe.configure({ mode: "serial" });

let session: Session;
let api: OwnServer;

test.beforeAll(async () => {
  session = await openSession();
  api = await serve("export", (_, response) => response.end("ok"));
  const url = `${api.origin}/items?who=ann%40mail.test&share=q7Zp2Lr9XwVb4Tn6YcKd8Hs1Jf3Mg5Qa0Ue&n=k3x9`;
  await session.page.evaluate((target) => fetch(target).then(String, String), url);
  await expect(rows()).toHaveCount(1);
});

test.afterAll(async () => {
  await session?.close();
  await api?.close();
});

const rows = () => session.panel.getByRole("grid", { name: "Exchanges" }).locator('[role="row"][data-verdict]');
const button = (name: string) => session.panel.getByRole("button", { name, exact: true });

async function fromMenu(name: string): Promise<void> {
  await button("More ways to save").click();
  await session.panel.getByRole("menuitem", { name }).click();
}

async function saved(press: () => Promise<void>): Promise<{ text: string; path: string; name: string }> {
  const [download] = await Promise.all([session.dev.waitForEvent("download", { timeout: 60_000 }), press()]);
  const path = await download.path();
  return { path, text: readFileSync(path, "utf8"), name: download.suggestedFilename() };
}

test("an export has lost its secrets and says which; the review spares one", async () => {
  const { text, har } = await exportHar(session);
  expect(text).not.toMatch(/mail\.test|q7Zp/);
  expect(har.log.entries[0]?.request.url).toMatch(/\?who=%5Bredacted%5D&share=%5Bredacted%5D&n=k3x9$/);
  const notices = session.panel.getByRole("status", { name: "Notices" });
  await expect(notices).toContainText("Removed from the file: 1 e-mail address, 1 long random value.");
  await button("Review…").click();
  const review = session.panel.getByRole("dialog", { name: "What leaves with the report" });
  await expect(review.getByRole("checkbox")).toHaveCount(2);
  await review.getByRole("checkbox", { name: /e-mail address/ }).uncheck();
  const again = await saved(() => button("Save the HAR").click());
  expect(again.text).toContain("who=ann%40mail.test");
  expect(again.text).not.toContain("q7Zp");
});

test("the review comes first where that is asked for; Escape leaves it", async () => {
  await fromMenu("Review before saving…");
  const review = session.panel.getByRole("dialog", { name: "What leaves with the report" });
  await expect(review).toBeVisible();
  await session.dev.screenshot({ path: test.info().outputPath("review.png") });
  await review.getByRole("textbox").press("Escape");
  await expect(review).toBeHidden();
});

test("the page opens from disk without script, asks for nothing, and is accessible light and dark", async () => {
  const { text, path, name } = await saved(() => fromMenu("Save report (HTML)"));
  expect(name).toMatch(/^corscope-.*\.html$/);
  expect(text).not.toMatch(/mail\.test|q7Zp|<script/);
  const page = await session.browser.context.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  await page.context().setOffline(true);
  await page.route("**/report.html", (route) => route.fulfill({ contentType: "text/html", path }));
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto("http://127.0.0.1/report.html");
    await expect(page.getByRole("heading", { name: "CORS report" })).toBeVisible();
    await expect(page.locator("section.endpoint")).toHaveCount(1);
    expect(await page.evaluate(() => getComputedStyle(document.querySelector("section") as Element).borderTopStyle)).toBe("solid");
    await page.screenshot({ path: test.info().outputPath(`report-${colorScheme}.png`), fullPage: true });
    // Axe is put in by the debugger, which no policy of the page holds back.
    expect((await new AxeBuilder({ page }).analyze()).violations, colorScheme).toEqual([]);
  }
  await page.context().setOffline(false);
  expect(asked.filter((url) => !url.endsWith("/report.html"))).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
});

test("a large export says how far it is, and Cancel ends it with nothing saved", async () => {
  const entries = Array.from({ length: 20_000 }, (_, index) => ({
    startedDateTime: new Date(Date.UTC(2026, 0, 1) + index).toISOString(),
    time: 5,
    request: { method: "GET", url: `https://api.test/${index}`, headers: [{ name: "Origin", value: "https://app.test" }] },
    response: { status: 200, headers: [] },
    _error: "net::ERR_FAILED",
  }));
  const buffer = Buffer.from(JSON.stringify({ log: { creator: { name: "WebInspector" }, entries } }));
  const file = { name: "large.har", mimeType: "application/json", buffer };
  await session.panel.locator('input[type="file"]').setInputFiles(file);
  await expect(session.panel.getByText("20,000").first()).toBeVisible({ timeout: 120_000 });
  let downloads = 0;
  session.dev.on("download", () => downloads++);
  await fromMenu("Save report (HTML)");
  await expect(session.panel.getByText(/Exporting… [\d,]+ of 20,000/)).toBeVisible({ timeout: 60_000 });
  await button("Cancel").click();
  await expect(session.panel.getByText("The export was cancelled. Nothing was saved.")).toBeVisible();
  expect(downloads).toBe(0);
  await expect(button("Export HAR")).toBeEnabled();
});
