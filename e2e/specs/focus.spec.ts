import type { ServerResponse } from "node:http";
import { expect, test } from "playwright/test";
import { type OwnServer, serve } from "../harness/ownServer";
import { until } from "../harness/poll";
import { exportHar, openSession, type Session } from "../harness/session";

/** What the user turns away from, what they turn to, and what is remembered of a request's past. */
test.describe.configure({ mode: "serial" });

let session: Session;
let api: OwnServer;
let ads: OwnServer;
let broken = false;

test.beforeAll(async () => {
  session = await openSession();
  const answer = (allowed: () => boolean) => (request: { headers: { origin?: string | undefined } }, response: ServerResponse) =>
    response.writeHead(200, allowed() ? { "Access-Control-Allow-Origin": request.headers.origin ?? "*" } : {}).end("{}");
  api = await serve(
    "api",
    answer(() => !broken),
  );
  ads = await serve(
    "ads",
    answer(() => false),
  );
});

test.afterAll(async () => {
  await api?.close();
  await ads?.close();
  await session?.close();
});

const call = (url: string) => session.page.evaluate((target) => fetch(target).then(String, String), url);
const rowOf = (part: string) => session.panel.getByRole("grid", { name: "Exchanges" }).getByRole("row", { name: part });
const badge = () =>
  session.browser.serviceWorker.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ url: "http://*.test/*" });
    return tab?.id === undefined ? "" : chrome.action.getBadgeText({ tabId: tab.id });
  });

test("says when it passed, what is gone from the reply, and ticks it when it passes again", async () => {
  broken = false;
  await call(`${api.origin}/cart?n=1`);
  broken = true;
  await call(`${api.origin}/cart?n=2`);
  const { panel } = session;
  await rowOf("/cart?n=2").click();
  const note = panel.locator(".history");
  await expect(note).toContainText("blocked since");
  await expect(note).toContainText(/Access-Control-Allow-Origin\s*gone: was http:\/\//u);
  broken = false;
  await call(`${api.origin}/cart?n=3`);
  await expect(note).toContainText("Passes again since");
  await expect(rowOf("/cart?n=2")).toHaveAccessibleName(/passes since/u);
});

test("shows one host alone", async () => {
  const { panel } = session;
  await call(`${ads.origin}/pixel`);
  await expect(rowOf("/pixel")).toBeVisible();
  await rowOf("/cart?n=2").click();
  await panel.getByRole("button", { name: "Only this host" }).click();
  await expect(rowOf("/pixel")).toHaveCount(0);
  await expect(rowOf("/cart?n=2")).toBeVisible();
  await panel.getByRole("button", { name: "All hosts" }).click();
  await expect(rowOf("/pixel")).toBeVisible();
});

test("mutes a host: row and badge go, the export has none of it, and the settings bring it back", async () => {
  const { panel } = session;
  const before = Number(await badge());
  await rowOf("/pixel").click();
  await panel.getByRole("button", { name: "Mute host" }).click();
  await expect(rowOf("/pixel")).toHaveCount(0);
  await until("a smaller badge", async () => ((await badge()) === String(before - 1) ? true : null));
  await call(`${ads.origin}/again`);
  await call(`${api.origin}/cart?n=4`);
  await expect(rowOf("/cart?n=4")).toBeVisible();
  const { har } = await exportHar(session);
  expect(har.log.entries.filter(({ request }) => request.url.startsWith(ads.origin))).toEqual([]);
  expect(har.log._corscope.counted.muted).toBeGreaterThanOrEqual(1);

  await panel.getByRole("button", { name: "Settings" }).click();
  const dialog = panel.getByRole("dialog", { name: "Settings" });
  await dialog.getByRole("button", { name: /^Remove ads\.test/u }).click();
  await expect(dialog.getByText("No host is muted.")).toBeVisible();
  await session.panel.page().keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await call(`${ads.origin}/heard`);
  await expect(rowOf("/heard")).toBeVisible();
});

test("redacts the names that the user adds, and says which cannot be one", async () => {
  const { panel } = session;
  await panel.getByRole("button", { name: "Settings" }).click();
  const dialog = panel.getByRole("dialog", { name: "Settings" });
  const field = dialog.getByRole("textbox", { name: "Name of a header or query parameter" });
  await field.fill("two words");
  await field.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("Expected one name");
  await field.fill("tenant");
  await field.press("Enter");
  await expect(dialog.getByRole("button", { name: "Remove tenant" })).toBeVisible();
  await dialog.getByRole("button", { name: "Close settings" }).click();
  await call(`${api.origin}/cart?tenant=acme-corp`);
  await expect(rowOf("/cart?tenant=")).toBeVisible();
  const { text } = await exportHar(session);
  expect(text).toContain("/cart?tenant=");
  expect(text).not.toContain("acme-corp");
});

test("forgets all, asked twice", async () => {
  const { panel } = session;
  await panel.getByRole("button", { name: "Settings" }).click();
  const dialog = panel.getByRole("dialog", { name: "Settings" });
  await dialog.getByRole("button", { name: "Forget all" }).click();
  await dialog.getByRole("button", { name: "Forget it all now" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(panel.getByRole("grid", { name: "Exchanges" }).getByRole("row")).toHaveCount(0);
  await until("forgotten settings", async () => {
    const { settings } = await session.browser.serviceWorker.evaluate(() => chrome.storage.local.get("settings"));
    return (settings as { secretNames: string[] }).secretNames.length === 0 ? true : null;
  });
});
