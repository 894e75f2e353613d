import { expect, test } from "playwright/test";
import { type OwnServer, serve } from "../harness/ownServer";
import { exportHar, openSession, type Session } from "../harness/session";

/** The extension sends nothing by itself: over a whole session its pages and its worker are silent, until somebody clicks on a live action. */

let session: Session;
let api: OwnServer;
/** What the server was sent, and what the browser's protocol saw of our worker: `METHOD URL`. */
const asked: string[] = [];
const ofWorker: string[] = [];
const ofPages: string[] = [];

test.beforeAll(async () => {
  session = await openSession();
  api = await serve("api", (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.end("ok");
  });
  const { context, serviceWorker } = session.browser;
  const isOutside = (url: string) => /^(?:https?|wss?):/.test(url);
  context.on("request", (request) => {
    if (request.serviceWorker() !== null && isOutside(request.url())) ofWorker.push(`${request.method()} ${request.url()}`);
    else if (isOutside(request.url()) && request.frame().url().startsWith("chrome-extension://")) ofPages.push(request.url());
  });
  // The protocol may not tell of a worker's own requests: its fetch tells of itself.
  await serviceWorker.evaluate(() => {
    const sent: string[] = [];
    const real = self.fetch;
    Object.assign(self, {
      sent,
      fetch: (input: RequestInfo | URL, init?: RequestInit) => {
        sent.push(`${init?.method ?? "GET"} ${String(input)}`);
        return real.call(self, input, init);
      },
    });
  });
});

test.afterAll(async () => {
  await session?.close();
  await api?.close();
});

const sentByWorker = (): Promise<string[]> =>
  session.browser.serviceWorker.evaluate(() => (self as unknown as { sent: string[] }).sent.slice());

test("recording, looking at every tab, exporting and the popup send nothing; a click sends its own requests and no more", async () => {
  const { panel, page, browser } = session;
  await page.evaluate((url) => fetch(url, { method: "PUT" }).then(String, String), `${api.origin}/x`);
  await expect(panel.getByRole("grid", { name: "Exchanges" }).locator('[role="row"][data-verdict]')).toHaveCount(1);
  await panel.getByRole("grid", { name: "Exchanges" }).locator('[role="row"][data-verdict]').first().click();
  for (const name of ["Why", "Timeline", "Headers", "Source", "Simulate", "Fix"]) {
    await panel.getByRole("tab", { name }).click();
    await expect(panel.getByRole("tabpanel")).toBeVisible();
  }
  await exportHar(session);
  const popup = await browser.context.newPage();
  await popup.goto(`chrome-extension://${browser.extensionId}/src/popup/index.html`);
  await popup.getByRole("button").first().waitFor();
  await popup.close();
  expect(asked).toEqual(["OPTIONS /x"]); // the page's own preflight
  expect([await sentByWorker(), ofWorker, ofPages]).toEqual([[], [], []]);

  await panel.getByRole("button", { name: "Ask the server" }).click();
  await expect.poll(async () => (await sentByWorker()).length).toBeGreaterThan(0);
  await expect.poll(() => asked.length).toBeGreaterThan(1);
  expect((await sentByWorker()).filter((line) => line !== `OPTIONS ${api.origin}/x`)).toEqual([]);
  expect(asked.filter((line) => line !== "OPTIONS /x")).toEqual([]);
  expect(ofPages).toEqual([]);
});
