import type { IncomingMessage, ServerResponse } from "node:http";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright";
import { expect, type Locator, test } from "playwright/test";
import { type OwnServer, serve } from "../harness/ownServer";
import { until } from "../harness/poll";
import { openSession, type Session } from "../harness/session";

/** What a click may do on the network, in the real panel, against servers whose hidden rules the suite knows. */

interface Heard {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

let session: Session;
let api: OwnServer;
let page: OwnServer;
let other: OwnServer;
let namesake: OwnServer;
/** All that the api was asked, in order. */
const heard: Heard[] = [];
/** Set while the server is "repaired". */
let repaired = false;

const asked = (request: IncomingMessage): string[] =>
  String(request.headers["access-control-request-headers"] ?? "")
    .split(",")
    .filter((name) => name !== "");

/** By path: what this server minds; it then says nothing at all about CORS. */
const MINDS: Readonly<Record<string, (request: IncomingMessage) => boolean>> = {
  "/header": (request) => asked(request).includes("x-trace-id"),
  "/method": (request) => request.headers["access-control-request-method"] === "DELETE",
  "/origin": (request) => request.headers.origin === page.origin,
  "/many": (request) => asked(request).includes("x-h7") || asked(request).includes("x-h2"),
  "/nobody": () => true,
  "/reflects": (request) => asked(request).includes("x-trace-id"),
};

function allow(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(204, {
    "Access-Control-Allow-Origin": request.headers.origin ?? "",
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Allow-Methods": request.headers["access-control-request-method"] ?? "",
    "Access-Control-Allow-Headers": asked(request).join(","),
  });
  response.end();
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? "").split("?")[0] ?? "";
  heard.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers });
  if (path === "/broken") {
    response.writeHead(502, { "Content-Type": "text/html", "X-Request-Id": "req-4711", Server: "nginx" });
    return void response.end("<html><h1>502 Bad Gateway</h1><script>document.title='run'</script>upstream timed out</html>");
  }
  if (path === "/refused-preflight" && request.method === "OPTIONS") return void response.writeHead(405).end();
  if (path === "/listed" || path === "/refused-preflight")
    return void response.writeHead(request.method === "OPTIONS" ? 204 : 200, { "Access-Control-Allow-Origin": "https://else.test" }).end();
  if (request.method !== "OPTIONS") return void response.writeHead(200).end("fine");
  const minds = MINDS[path];
  if (repaired || minds?.(request) === false) return allow(request, response);
  response.writeHead(204).end();
}

test.describe.configure({ mode: "serial", timeout: 120_000 });

test.beforeAll(async () => {
  session = await openSession();
  api = await serve("api", answer);
  page = await serve("page", (_, response) => response.writeHead(200, { "Content-Type": "text/html" }).end("<title>calls</title>"));
  namesake = await serve("page", (_, response) => response.writeHead(200, { "Content-Type": "text/html" }).end("<title>port</title>"));
  other = await serve("other", (_, response) => response.writeHead(200, { "Content-Type": "text/html" }).end("<title>other</title>"));
  await session.page.goto(page.origin);
  // Every request is looked at by itself here.
  await session.panel.getByRole("combobox", { name: "Group repeats" }).selectOption("never");
});

test.afterAll(async () => {
  await session?.close();
  await Promise.all([api?.close(), page?.close(), other?.close(), namesake?.close()]);
});

const call = (path: string, init: RequestInit = {}): Promise<string> =>
  session.page.evaluate(
    ([url, options]) =>
      fetch(url, options).then(
        (reply) => `passed ${reply.status}`,
        () => "blocked",
      ),
    [`${api.origin}${path}`, init] as const,
  );

const rowOf = (path: string): Locator =>
  session.panel
    .getByRole("grid", { name: "Exchanges" })
    .getByRole("row", { name: new RegExp(`${path.replace("?", "\\?")}(?![\\w=])`) })
    .last();

async function open(path: string, tab: "Fix" | "Why" | "Headers"): Promise<void> {
  await rowOf(path).click();
  await session.panel.getByRole("tab", { name: tab, exact: true }).click();
}

const button = (name: string): Locator => session.panel.getByRole("button", { name, exact: true });
const rules = (): Promise<number> =>
  session.browser.serviceWorker.evaluate(async () => (await chrome.declarativeNetRequest.getSessionRules()).length);
const noRules = (what: string) => until(what, async () => ((await rules()) === 0 ? true : null));

async function tryOn(path: string, method = "PUT"): Promise<void> {
  expect(await call(path, { method })).toBe("blocked");
  await open(path, "Fix");
  await button("Try on this tab").click();
  await expect(session.panel.getByRole("region", { name: "Headers on trial" })).toBeVisible();
}

test("a tried policy lets the page pass, and after Stop it is blocked again at once", async () => {
  const { panel } = session;
  await tryOn("/listed?n=1");
  expect(await rules()).toBe(1);
  expect(await call("/listed?n=1", { method: "PUT" })).toBe("passed 200");
  await expect(panel.getByText("Passes with these headers")).toBeVisible();
  // The capture goes on showing what the server sent.
  await open("/listed?n=1", "Headers");
  await expect(panel.getByRole("tabpanel")).toContainText("https://else.test");
  await expect(panel.getByRole("tabpanel")).toContainText("Corscope's own headers");
  await expect(rowOf("/listed?n=1")).toContainText("with Corscope's headers");

  await button("Stop").click();
  await noRules("the rule to go");
  // No preflight was kept.
  expect(await call("/listed?n=1", { method: "PUT" })).toBe("blocked");
  await expect(panel.getByRole("region", { name: "Headers on trial" })).toHaveCount(0);
  await expect(rowOf("/listed?n=1")).not.toContainText("with Corscope's headers");
});

test("only this tab, this page and this server are reached", async () => {
  await tryOn("/listed?n=2");
  const ask = (url: string) => fetch(url).then(String, () => "blocked");
  const target = `${api.origin}/listed?n=2b`;
  const foreign = await session.browser.context.newPage();
  await foreign.goto(page.origin);
  expect(await foreign.evaluate(ask, target), "another tab").toBe("blocked");
  await foreign.close();
  expect(await session.page.evaluate(ask, other.origin), "another server").toBe("blocked");
  // Same host, another port: the rule cannot tell them apart, the origin in it does.
  for (const [name, origin] of [
    ["another page", other.origin],
    ["another port", namesake.origin],
  ] as const) {
    await session.page.evaluate((src) => {
      const frame = document.body.appendChild(document.createElement("iframe"));
      frame.src = src;
    }, origin);
    const frame = await until(name, () => session.page.frames().find((one) => one.url().startsWith(origin)));
    await frame.waitForLoadState();
    expect(await frame.evaluate(ask, target), name).toBe("blocked");
  }
  expect(await session.page.evaluate((url) => fetch(url).then(({ status }) => status), target), "this one").toBe(200);
  await button("Stop").click();
  await noRules("the rule to go");
});

test("with credentials only after both sites were named", async () => {
  const { panel } = session;
  expect(await call("/listed?n=3", { method: "PUT", credentials: "include" })).toBe("blocked");
  await open("/listed?n=3", "Fix");
  await button("Try on this tab").click();
  expect(await call("/listed?n=3", { method: "PUT", credentials: "include" })).toBe("blocked");
  await panel.getByRole("tabpanel").getByRole("button", { name: "Try with credentials" }).click();
  const dialog = panel.getByRole("dialog");
  await expect(dialog).toContainText(page.origin);
  await expect(dialog).toContainText(api.origin);
  await dialog.getByRole("button", { name: "Try with credentials" }).click();
  await expect(panel.getByRole("region", { name: "Headers on trial" })).toContainText("credentials included");
  expect(await call("/listed?n=3", { method: "PUT", credentials: "include" })).toBe("passed 200");
  await button("Stop").click();
  await noRules("the rule to go");
});

test("headers do not change a refused preflight, so nothing is offered there", async () => {
  expect(await call("/refused-preflight", { method: "PUT" })).toBe("blocked");
  await open("/refused-preflight", "Fix");
  await expect(session.panel.getByText("headers do not change that the preflight was answered with an error")).toBeVisible();
  await expect(button("Try on this tab")).toHaveCount(0);
});

test("a GET is sent again from the page itself", async () => {
  expect(await call("/listed?n=get")).toBe("blocked");
  await open("/listed?n=get", "Fix");
  await button("Try on this tab").click();
  const before = heard.length;
  await button("Send this GET again").click();
  await expect(session.panel.getByText("Passes with these headers")).toBeVisible();
  expect(heard.slice(before).map(({ method, url }) => `${method} ${url}`)).toEqual(["GET /listed?n=get"]);
  await button("Stop").click();
  await noRules("the rule to go");
});

test("the rule goes when the tab leaves the page, and the panel says so", async () => {
  await tryOn("/listed?n=4");
  await session.page.reload();
  expect(await rules()).toBe(1);
  await session.page.goto(other.origin);
  await noRules("the rule to go with the page");
  await expect(session.panel.getByText("The trial ended because the tab left the page")).toBeVisible();
  await session.page.goto(page.origin);
});

test("the rule goes with the worker", async () => {
  await tryOn("/listed?n=5");
  const { context, extensionId } = session.browser;
  const helper = await context.newPage();
  await helper.goto(`chrome-extension://${extensionId}/src/popup/index.html`);
  const protocol = await context.newCDPSession(helper);
  await protocol.send("ServiceWorker.enable");
  await protocol.send("ServiceWorker.stopAllWorkers");
  // The panel wakes it by reconnecting; nobody has to do anything.
  const left = () => helper.evaluate(async () => (await chrome.declarativeNetRequest.getSessionRules()).length);
  await until("the rule to go with its worker", async () => ((await left()) === 0 ? true : null));
  await helper.close();
  await expect(session.panel.getByText("The trial ended because the recorder was restarted")).toBeVisible();
  expect(await call("/listed?n=5", { method: "PUT" })).toBe("blocked");
});

const askedNow = (from: number) => heard.slice(from);

test.describe("the server is asked", () => {
  const HEADERS = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`x-h${index}`, "1"]));
  const cases: readonly [string, RequestInit, string][] = [
    ["/header", { method: "POST", headers: { "X-Trace-Id": "1", "X-Other": "1" } }, "The server refuses x-trace-id: without"],
    ["/method", { method: "DELETE", headers: { "X-Other": "1" } }, "The server refuses DELETE: without"],
    ["/origin", { method: "PUT" }, "The server refuses http://page.test"],
    ["/many", { method: "PUT", headers: HEADERS }, "The server refuses x-h2, x-h7: without"],
    ["/nobody", { method: "PUT", headers: HEADERS }, "refuses even the plainest preflight"],
  ];
  for (const [path, init, words] of cases) {
    test(`${path}: ${words}`, async () => {
      expect(await call(path, { ...init, credentials: "include" })).toBe("blocked");
      await open(path, "Fix");
      const rows = session.panel.getByRole("grid", { name: "Exchanges" }).getByRole("row");
      const count = await rows.count();
      const from = heard.length;
      await button("Ask the server").click();
      await expect(session.panel.getByRole("tabpanel")).toContainText(words);
      const questions = askedNow(from);
      expect(questions.length).toBeLessThanOrEqual(12);
      expect(await session.panel.getByRole("list", { name: "Questions to the server" }).getByRole("listitem").count()).toBe(
        questions.length,
      );
      expect(new Set(questions.map(({ method }) => method))).toEqual(new Set(["OPTIONS"]));
      for (const { headers } of questions) {
        expect(headers.cookie).toBeUndefined();
        expect(headers.origin).not.toContain("chrome-extension");
        expect(headers["access-control-request-method"]).toBeDefined();
      }
      expect(await rules()).toBe(0);
      expect(await rows.count()).toBe(count);
    });
  }
});

test("a deployed fix is confirmed by asking again", async () => {
  expect(await call("/nobody?fix", { method: "PUT" })).toBe("blocked");
  await open("/nobody?fix", "Fix");
  await button("Check the deployed fix").click();
  await expect(session.panel.getByText("Not yet: the server still refuses")).toBeVisible();
  repaired = true;
  await button("Check the deployed fix").click();
  await expect(session.panel.getByText("The preflight passes now.")).toBeVisible();
  repaired = false;
});

test("foreign origins are tried only after the server was called one's own", async () => {
  expect(await call("/reflects", { method: "PUT", headers: { "X-Trace-Id": "1" } })).toBe("blocked");
  await open("/reflects", "Fix");
  repaired = true;
  const from = heard.length;
  await button("Try foreign origins").click();
  const dialog = session.panel.getByRole("dialog");
  await expect(dialog).toContainText(new URL(api.origin).host);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect(heard.length).toBe(from);
  await button("Try foreign origins").click();
  await dialog.getByRole("button", { name: "It is mine: ask" }).click();
  await expect(session.panel.getByText("The server lets in origins that it cannot know")).toBeVisible();
  repaired = false;
  const origins = askedNow(from).map(({ headers }) => headers.origin);
  expect(origins).toHaveLength(4);
  expect(origins).toContain("null");
});

test("a hidden reply is shown as text, after its address was shown", async () => {
  const { panel } = session;
  expect(await call("/broken?id=7")).toBe("blocked");
  await open("/broken?id=7", "Why");
  const from = heard.length;
  await button("Unmask").click();
  const dialog = panel.getByRole("dialog");
  await expect(dialog).toContainText(`GET ${api.origin}/broken?id=7`);
  expect(heard.length).toBe(from);
  await dialog.getByRole("button", { name: "Send this GET" }).click();
  const reply = panel.getByRole("figure", { name: "The hidden reply" });
  await expect(reply).toContainText("502 Bad Gateway");
  await expect(reply).toContainText("req-4711");
  await expect(reply).toContainText("<h1>502 Bad Gateway</h1><script>");
  expect(await reply.locator("h1, script").count()).toBe(0);
  const [request] = askedNow(from);
  expect(request?.headers).not.toHaveProperty("cookie");
  expect(request?.headers).not.toHaveProperty("referer");
  const stored = await session.browser.serviceWorker.evaluate(async () =>
    JSON.stringify([await chrome.storage.session.get(null), await chrome.storage.local.get(null)]),
  );
  expect(stored).not.toContain("upstream timed out");
});

test("what writes is not sent again, and a secret that was dropped cannot be", async () => {
  expect(await call("/broken?write", { method: "POST", body: "x" })).toBe("blocked");
  await open("/broken?write", "Why");
  await expect(button("Unmask")).toHaveCount(0);
  expect(await call("/broken?token=s3cret")).toBe("blocked");
  await open("/broken?token=", "Why");
  await expect(session.panel.getByText("a secret in its address was dropped")).toBeVisible();
  await expect(button("Unmask")).toHaveCount(0);
});

test("the background does for a panel what the recording holds for its tab, and nothing else", async () => {
  const { context, extensionId } = session.browser;
  const outsider = await context.newPage();
  await outsider.goto(`chrome-extension://${extensionId}/src/popup/index.html`);
  const from = heard.length;
  const news = await outsider.evaluate(async () => {
    const port = chrome.runtime.connect({ name: "corscope" });
    const replies: unknown[] = [];
    const taken = new Promise<void>((done) => {
      port.onMessage.addListener((message: { kind: string; call?: number }) => {
        if (message.kind !== "live") return;
        replies.push(message);
        if (replies.length === 3) done();
      });
    });
    port.postMessage({ kind: "subscribe", subject: 1, panel: true, since: null });
    port.postMessage({ kind: "live", call: 1, act: "unmask", exchange: "no such" });
    port.postMessage({ kind: "live", call: 2, act: "everything", exchange: "1" });
    port.postMessage({ kind: "live", call: 3, act: "unmask", url: "http://api.test/" });
    port.postMessage({ kind: "subscribe", subject: "all", panel: true, since: null });
    port.postMessage({ kind: "live", call: 4, act: "ask", exchange: "no such" });
    port.postMessage({ kind: "subscribe", subject: 1, panel: false, since: null });
    port.postMessage({ kind: "live", call: 5, act: "try", exchange: "no such" });
    await taken;
    return replies;
  });
  expect(news).toEqual([
    { kind: "live", call: 1, news: { step: "refused", why: "gone", done: true } },
    { kind: "live", call: 4, news: { step: "refused", why: "no-tab", done: true } },
    { kind: "live", call: 5, news: { step: "refused", why: "no-tab", done: true } },
  ]);
  expect(heard.length).toBe(from);
  await outsider.close();
});

test("the rule goes with the panel that asked for it", async () => {
  await tryOn("/listed?n=6");
  await session.dev.close();
  await noRules("the rule to go with its panel");
  expect(await call("/listed?n=6", { method: "PUT" })).toBe("blocked");
});

/** The panel as an ordinary tab, showing another tab. */
async function fullView(shown: Page): Promise<Page> {
  const url = shown.url();
  const tabId = await session.browser.serviceWorker.evaluate(
    async (wanted) => (await chrome.tabs.query({})).findLast((tab) => tab.url === wanted)?.id,
    url,
  );
  const view = await session.browser.context.newPage();
  await view.goto(`chrome-extension://${session.browser.extensionId}/src/panel/index.html?tabId=${tabId}`);
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

test("outside DevTools all but the page's own GET works, ends by its alarm, and is accessible in light and dark", async () => {
  expect(await call("/listed?n=8")).toBe("blocked");
  const view = await fullView(session.page);
  await tryIn(view, "/listed?n=8");
  await expect(view.getByRole("button", { name: "Reload page" })).toBeVisible();
  await expect(view.getByRole("button", { name: "Send this GET again" })).toHaveCount(0);
  for (const colorScheme of ["light", "dark"] as const) {
    await view.emulateMedia({ colorScheme });
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
  const [alarm] = await session.browser.serviceWorker.evaluate(() => chrome.alarms.getAll());
  expect(alarm?.name).toMatch(/^corscope-trial-\d+$/);
  expect((alarm?.scheduledTime ?? 0) - Date.now()).toBeLessThan(10 * 60_000);
  // The same alarm, rung now.
  await session.browser.serviceWorker.evaluate((name) => chrome.alarms.create(name, { when: Date.now() }), alarm?.name ?? "");
  await noRules("the rule to go by its alarm");
  await expect(view.getByText("The trial ended after ten minutes")).toBeVisible();
  await view.close();
});

test("the rule goes with the tab", async () => {
  const { context } = session.browser;
  const tab = await context.newPage();
  await tab.goto(`${page.origin}/second`);
  const outcome = await tab.evaluate((url) => fetch(url).then(String, () => "blocked"), `${api.origin}/listed?n=9`);
  expect(outcome).toBe("blocked");
  const view = await fullView(tab);
  await tryIn(view, "/listed?n=9");
  expect(await rules()).toBe(1);
  await tab.close();
  await noRules("the rule to go with its tab");
  await view.close();
});

test("the panel of all tabs offers nothing that sends, in one line", async () => {
  const view = await session.browser.context.newPage();
  await view.goto(`chrome-extension://${session.browser.extensionId}/src/panel/index.html`);
  await view
    .getByRole("row", { name: /\/listed\?n=8/ })
    .last()
    .click();
  await view.getByRole("tab", { name: "Fix", exact: true }).click();
  await expect(view.getByText("This works in the panel of one tab").first()).toBeVisible();
  await expect(view.getByRole("button", { name: "Try on this tab" })).toHaveCount(0);
  await view.close();
});
