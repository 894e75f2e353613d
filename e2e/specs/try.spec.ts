import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright";
import { expect, test } from "playwright/test";
import { LiveSession } from "../harness/liveSession";
import { until } from "../harness/poll";

/** A policy tried on a tab: what it reaches, what it does not, and all the ways in which it ends. */

let live: LiveSession;

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  live = await LiveSession.open();
});

test.afterAll(async () => {
  await live?.close();
});

/** The panel as an ordinary tab, showing another tab. */
async function fullView(shown: Page): Promise<Page> {
  const url = shown.url();
  const tabId = await live.session.browser.serviceWorker.evaluate(
    async (wanted) => (await chrome.tabs.query({})).findLast((tab) => tab.url === wanted)?.id,
    url,
  );
  const view = await live.session.browser.context.newPage();
  await view.goto(`chrome-extension://${live.session.browser.extensionId}/src/panel/index.html?tabId=${tabId}`);
  await view.getByRole("combobox", { name: "Group repeats" }).selectOption("never");
  return view;
}

async function tryIn(view: Page, path: string): Promise<void> {
  await view
    .getByRole("row", { name: new RegExp(path.replace("?", "\\?")) })
    .last()
    .click();
  await view.getByRole("tab", { name: "Fix", exact: true }).click();
  await view.getByRole("button", { name: "Try on this tab" }).click();
  await expect(view.getByRole("region", { name: "Headers on trial" })).toBeVisible();
}

test("a tried policy lets the page pass, and after Stop it is blocked again at once", async () => {
  const { panel } = live.session;
  await live.tryOn("/listed?n=1");
  expect(await live.rules()).toBe(1);
  expect(await live.call("/listed?n=1", { method: "PUT" })).toBe("passed 200");
  await expect(panel.getByText("Passes with these headers")).toBeVisible();
  // The capture goes on showing what the server sent.
  await live.open("/listed?n=1", "Headers");
  await expect(panel.getByRole("tabpanel")).toContainText("https://else.test");
  await expect(panel.getByRole("tabpanel")).toContainText("Corscope's own headers");
  await expect(live.rowOf("/listed?n=1")).toContainText("with Corscope's headers");

  await live.button("Stop").click();
  await live.noRules("the rule to go");
  // No preflight was kept.
  expect(await live.call("/listed?n=1", { method: "PUT" })).toBe("blocked");
  await expect(panel.getByRole("region", { name: "Headers on trial" })).toHaveCount(0);
  await expect(live.rowOf("/listed?n=1")).not.toContainText("with Corscope's headers");
});

test("only this tab, this page and this server are reached", async () => {
  await live.tryOn("/listed?n=2");
  const ask = (url: string) => fetch(url).then(String, () => "blocked");
  const target = `${live.api.origin}/listed?n=2b`;
  const foreign = await live.session.browser.context.newPage();
  await foreign.goto(live.page.origin);
  expect(await foreign.evaluate(ask, target), "another tab").toBe("blocked");
  await foreign.close();
  expect(await live.session.page.evaluate(ask, live.other.origin), "another server").toBe("blocked");
  // Same host, another port: the rule cannot tell them apart, the origin in it does.
  for (const [name, origin] of [
    ["another page", live.other.origin],
    ["another port", live.namesake.origin],
  ] as const) {
    await live.session.page.evaluate((src) => {
      const frame = document.body.appendChild(document.createElement("iframe"));
      frame.src = src;
    }, origin);
    const frame = await until(name, () => live.session.page.frames().find((one) => one.url().startsWith(origin)));
    await frame.waitForLoadState();
    expect(await frame.evaluate(ask, target), name).toBe("blocked");
  }
  expect(await live.session.page.evaluate((url) => fetch(url).then(({ status }) => status), target), "this one").toBe(200);
  await live.button("Stop").click();
  await live.noRules("the rule to go");
});

test("with credentials only after both sites were named", async () => {
  const { panel } = live.session;
  expect(await live.call("/listed?n=3", { method: "PUT", credentials: "include" })).toBe("blocked");
  await live.open("/listed?n=3", "Fix");
  await live.button("Try on this tab").click();
  expect(await live.call("/listed?n=3", { method: "PUT", credentials: "include" })).toBe("blocked");
  await panel.getByRole("tabpanel").getByRole("button", { name: "Try with credentials" }).click();
  const dialog = panel.getByRole("dialog");
  await expect(dialog).toContainText(live.page.origin);
  await expect(dialog).toContainText(live.api.origin);
  await dialog.getByRole("button", { name: "Try with credentials" }).click();
  await expect(panel.getByRole("region", { name: "Headers on trial" })).toContainText("credentials included");
  expect(await live.call("/listed?n=3", { method: "PUT", credentials: "include" })).toBe("passed 200");
  await live.button("Stop").click();
  await live.noRules("the rule to go");
});

test("headers do not change a refused preflight, so nothing is offered there", async () => {
  expect(await live.call("/refused-preflight", { method: "PUT" })).toBe("blocked");
  await live.open("/refused-preflight", "Fix");
  await expect(live.session.panel.getByText("headers do not change that the preflight was answered with an error")).toBeVisible();
  await expect(live.button("Try on this tab")).toHaveCount(0);
});

test("a GET is sent again from the page itself", async () => {
  expect(await live.call("/listed?n=get")).toBe("blocked");
  await live.open("/listed?n=get", "Fix");
  await live.button("Try on this tab").click();
  const before = live.heard.length;
  await live.button("Send this GET again").click();
  await expect(live.session.panel.getByText("Passes with these headers")).toBeVisible();
  expect(live.heard.slice(before).map(({ method, url }) => `${method} ${url}`)).toEqual(["GET /listed?n=get"]);
  await live.button("Stop").click();
  await live.noRules("the rule to go");
});

test("the rule goes when the tab leaves the page, and the panel says so", async () => {
  await live.tryOn("/listed?n=4");
  await live.session.page.reload();
  expect(await live.rules()).toBe(1);
  await live.session.page.goto(live.other.origin);
  await live.noRules("the rule to go with the page");
  await expect(live.session.panel.getByText("The trial ended because the tab left the page")).toBeVisible();
  await live.session.page.goto(live.page.origin);
});

test("the rule goes with the worker", async () => {
  await live.tryOn("/listed?n=5");
  const { context, extensionId } = live.session.browser;
  const helper = await context.newPage();
  await helper.goto(`chrome-extension://${extensionId}/src/popup/index.html`);
  const protocol = await context.newCDPSession(helper);
  await protocol.send("ServiceWorker.enable");
  await protocol.send("ServiceWorker.stopAllWorkers");
  // The panel wakes it by reconnecting; nobody has to do anything.
  const left = () => helper.evaluate(async () => (await chrome.declarativeNetRequest.getSessionRules()).length);
  await until("the rule to go with its worker", async () => ((await left()) === 0 ? true : null));
  await helper.close();
  await expect(live.session.panel.getByText("The trial ended because the recorder was restarted")).toBeVisible();
  expect(await live.call("/listed?n=5", { method: "PUT" })).toBe("blocked");
});

test("outside DevTools all but the page's own GET works, ends by its alarm, and is accessible in light and dark", async () => {
  expect(await live.call("/listed?n=8")).toBe("blocked");
  const view = await fullView(live.session.page);
  await tryIn(view, "/listed?n=8");
  await expect(view.getByRole("button", { name: "Reload page" })).toBeVisible();
  await expect(view.getByRole("button", { name: "Send this GET again" })).toHaveCount(0);
  for (const colorScheme of ["light", "dark"] as const) {
    await view.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect((await new AxeBuilder({ page: view }).analyze()).violations, colorScheme).toEqual([]);
    await view.getByRole("tab", { name: "Why", exact: true }).click();
    await view.getByRole("button", { name: "Unmask" }).click();
    await expect(view.getByRole("dialog").getByRole("button", { name: "Cancel" })).toBeFocused();
    expect((await new AxeBuilder({ page: view }).analyze()).violations, `dialog, ${colorScheme}`).toEqual([]);
    await view.keyboard.press("Escape");
    await expect(view.getByRole("dialog")).toHaveCount(0);
    await expect(view.getByRole("button", { name: "Unmask" })).toBeFocused();
    await view.getByRole("tab", { name: "Fix", exact: true }).click();
  }
  const [alarm] = await live.session.browser.serviceWorker.evaluate(() => chrome.alarms.getAll());
  expect(alarm?.name).toMatch(/^corscope-trial-\d+$/);
  expect((alarm?.scheduledTime ?? 0) - Date.now()).toBeLessThan(10 * 60_000);
  // The same alarm, rung now.
  await live.session.browser.serviceWorker.evaluate((name) => chrome.alarms.create(name, { when: Date.now() }), alarm?.name ?? "");
  await live.noRules("the rule to go by its alarm");
  await expect(view.getByText("The trial ended after ten minutes")).toBeVisible();
  await view.close();
});

test("the rule goes with the tab", async () => {
  const { context } = live.session.browser;
  const tab = await context.newPage();
  await tab.goto(`${live.page.origin}/second`);
  const outcome = await tab.evaluate((url) => fetch(url).then(String, () => "blocked"), `${live.api.origin}/listed?n=9`);
  expect(outcome).toBe("blocked");
  const view = await fullView(tab);
  await tryIn(view, "/listed?n=9");
  expect(await live.rules()).toBe(1);
  await tab.close();
  await live.noRules("the rule to go with its tab");
  await view.close();
});

test("the panel of all tabs offers nothing that sends, in one line", async () => {
  const view = await live.session.browser.context.newPage();
  await view.goto(`chrome-extension://${live.session.browser.extensionId}/src/panel/index.html`);
  await view
    .getByRole("row", { name: /\/listed\?n=8/ })
    .last()
    .click();
  await view.getByRole("tab", { name: "Fix", exact: true }).click();
  await expect(view.getByText("This works in the panel of one tab").first()).toBeVisible();
  await expect(view.getByRole("button", { name: "Try on this tab" })).toHaveCount(0);
  await view.close();
});

test("the rule goes with the panel that asked for it", async () => {
  await live.tryOn("/listed?n=6");
  await live.session.dev.close();
  await live.noRules("the rule to go with its panel");
  expect(await live.call("/listed?n=6", { method: "PUT" })).toBe("blocked");
});
