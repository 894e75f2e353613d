import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "playwright/test";
import { violations } from "../harness/axe";
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

test("the review comes first where that is asked for; accessible light and dark, by keys alone, and Escape leaves it", async () => {
  const { dev, panel } = session;
  await fromMenu("Review before saving…");
  const review = panel.getByRole("dialog", { name: "What leaves with the report" });
  await expect(review).toBeVisible();
  const inTheme = (theme: string) => panel.evaluate((wanted) => document.documentElement.setAttribute("data-theme", wanted), theme);
  for (const theme of ["dark", "light"]) {
    await inTheme(theme); // as DevTools' own theme does
    await dev.screenshot({ path: test.info().outputPath(`review-${theme}.png`) });
    expect(await violations(panel), theme).toEqual([]);
  }
  // A modal dialog keeps the keyboard: one way round, every stop is inside it.
  const stops = new Set<string>();
  const isInside = () => review.evaluate((dialog) => dialog.contains(document.activeElement) || document.activeElement === document.body);
  for (let step = 0; step < 12; step++) {
    await dev.keyboard.press("Tab");
    expect(await isInside()).toBe(true);
    stops.add(await panel.evaluate(() => document.activeElement?.textContent || document.activeElement?.getAttribute("type") || ""));
  }
  for (const name of ["Save the HAR", "checkbox"])
    expect(
      [...stops].some((stop) => stop.includes(name)),
      name,
    ).toBe(true);
  await review.getByRole("checkbox").first().focus();
  await dev.keyboard.press("Space");
  await expect(review.getByRole("checkbox").first()).not.toBeChecked();
  await review.getByRole("textbox").press("Escape");
  await expect(review).toBeHidden();
  // DevTools' own page may hold the focus by now: what counts is where the panel goes on.
  await expect.poll(() => panel.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("More ways to save");
});

/** The saved page as whoever was sent it opens it, and what it asked for or complained about. */
async function opened(path: string) {
  const page = await session.browser.context.newPage();
  const [asked, complaints]: [string[], string[]] = [[], []];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("dialog", (dialog) => void dialog.dismiss().then(() => complaints.push(dialog.message())));
  const url = pathToFileURL(path).href;
  await page.goto(url);
  await expect(page.getByRole("heading", { name: "CORS report" })).toBeVisible();
  const quiet = () => {
    expect(asked.filter((one) => one !== url)).toEqual([]);
    expect(complaints).toEqual([]);
  };
  return { page, quiet };
}

/** Saved under a name that a browser opens as a page. */
async function savedPage(name: string): Promise<{ text: string; path: string }> {
  const [download] = await Promise.all([session.dev.waitForEvent("download", { timeout: 60_000 }), fromMenu("Save report (HTML)")]);
  expect(download.suggestedFilename()).toMatch(/^corscope-.*\.html$/);
  const path = test.info().outputPath(name);
  await download.saveAs(path);
  return { path, text: readFileSync(path, "utf8") };
}

test("the page opens from disk without script, asks for nothing, and is accessible light, dark and on paper", async () => {
  const { text, path } = await savedPage("report.html");
  expect(text).not.toMatch(/mail\.test|q7Zp|<script/);
  const { page, quiet } = await opened(path);
  const picture = (name: string) => page.screenshot({ path: test.info().outputPath(`report-${name}.png`), fullPage: true });
  const styleOf = (selector: string, property: string) =>
    page.evaluate(([one, name]) => getComputedStyle(document.querySelector(one) as Element).getPropertyValue(name), [
      selector,
      property,
    ] as const);
  await expect(page.locator("section.endpoint")).toHaveCount(1);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await styleOf("section", "border-top-style")).toBe("solid");
    await picture(colorScheme);
    // Axe is put in by the debugger, which no policy of the page holds back.
    expect((await new AxeBuilder({ page }).analyze()).violations, colorScheme).toEqual([]);
  }
  // Paper is white, whoever prints; nothing that belongs together is cut, and a link says where it leads.
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.setViewportSize({ width: 700, height: 990 });
  await picture("print");
  expect(await styleOf("body", "background-color")).toBe("rgb(255, 255, 255)");
  for (const whole of [".stage", ".snippet", "svg", "tr"]) expect(await styleOf(whole, "break-inside"), whole).toBe("avoid");
  const link = page.getByRole("link", { name: "standard" }).first();
  expect(await link.evaluate((element) => getComputedStyle(element, "::after").content)).toContain("https://fetch.spec.whatwg.org/#");
  const pdf = await page.pdf({ path: test.info().outputPath("report.pdf"), format: "A4" });
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  quiet();
  await page.close();
});

test("of a hostile recording the page shows texts, and no element that a value made", async () => {
  const evil = `"'></style></title><script>alert(1)</script><img src=x onerror=alert(2)><b onclick=alert(3)>`;
  const headers = [{ name: "Origin", value: "https://app.test" }, ...["X-A", evil].map((name) => ({ name, value: evil }))];
  const entry = (url: string) => ({
    startedDateTime: "2026-03-01T10:00:00.000Z",
    time: 5,
    request: { method: "GET", url, headers },
    response: {
      status: 200,
      statusText: evil,
      httpVersion: evil,
      headers: [{ name: "Access-Control-Allow-Origin", value: evil }, ...headers],
    },
    _error: "net::ERR_FAILED",
  });
  const entries = [entry(`https://api.test/${evil}?${evil}`), entry(`https://api.test/b?x=${evil}#${evil}`)];
  const har = { log: { creator: { name: "WebInspector" }, browser: { name: evil, version: evil }, entries } };
  const buffer = Buffer.from(JSON.stringify(har));
  await session.panel.locator('input[type="file"]').setInputFiles({ name: "evil.har", mimeType: "application/json", buffer });
  await expect(rows()).toHaveCount(2);
  const { path } = await savedPage("hostile.html");
  const { page, quiet } = await opened(path);
  await expect(page.locator("section.endpoint")).toHaveCount(2);
  await expect(page.locator("script, img, b, [onerror], [onclick], main style, main title")).toHaveCount(0);
  expect(await page.locator("main").innerText()).toContain("<script>alert(1)</script>");
  await page.screenshot({ path: test.info().outputPath("hostile.png"), fullPage: true });
  quiet();
  await page.close();
});

/** Work in slices stops before its next one, however fast the machine is, until it is let go on. */
async function heldBetweenSlices(): Promise<() => Promise<void>> {
  await session.panel.evaluate(() => {
    const { postMessage } = MessagePort.prototype;
    const held: (() => void)[] = [];
    MessagePort.prototype.postMessage = function (this: MessagePort, ...message: Parameters<typeof postMessage>) {
      held.push(() => postMessage.apply(this, message));
    } as typeof postMessage;
    Object.assign(window, {
      goOn() {
        MessagePort.prototype.postMessage = postMessage;
        for (const one of held.splice(0)) one();
      },
    });
  });
  return () => session.panel.evaluate(() => (window as unknown as { goOn(): void }).goOn());
}

test("a large export says how far it is, and Cancel ends it with nothing saved", async () => {
  const entries = Array.from({ length: 3_000 }, (_, index) => ({
    startedDateTime: new Date(Date.UTC(2026, 0, 1) + index).toISOString(),
    time: 5,
    request: { method: "GET", url: `https://api.test/${index}`, headers: [{ name: "Origin", value: "https://app.test" }] },
    response: { status: 200, headers: [] },
    _error: "net::ERR_FAILED",
  }));
  const buffer = Buffer.from(JSON.stringify({ log: { creator: { name: "WebInspector" }, entries } }));
  const file = { name: "large.har", mimeType: "application/json", buffer };
  await session.panel.locator('input[type="file"]').setInputFiles(file);
  await expect(session.panel.getByText("3,000").first()).toBeVisible();
  let downloads = 0;
  session.dev.on("download", () => downloads++);
  const goOn = await heldBetweenSlices();
  await fromMenu("Save report (HTML)");
  await expect(session.panel.getByText(/Exporting… [\d,]+ of 3,000/)).toBeVisible();
  await button("Cancel").click();
  await goOn();
  await expect(session.panel.getByText("The export was cancelled. Nothing was saved.")).toBeVisible();
  expect(downloads).toBe(0);
  await expect(button("Export HAR")).toBeEnabled();
});
