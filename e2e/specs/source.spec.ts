import { expect, type Locator, test } from "playwright/test";
import { openDevTools } from "../harness/openDevTools";
import { type OwnServer, serve } from "../harness/ownServer";
import { openSession, type Session } from "../harness/session";

/** What only DevTools knows, in the panel: which line of the page's code sent a request. */

/** Lines count: the test names them. */
const SCRIPT = `const API = new URLSearchParams(location.search).get("api");
async function loadOrders() {
  await Promise.resolve();
  return fetch(API + "/orders?token=hush", { method: "PUT" }).then(String, String);
}
async function startPage() {
  await loadOrders();
  const twins = [fetch(API + "/twin"), fetch(API + "/twin")];
  await Promise.allSettled(twins);
  document.documentElement.dataset.done = "yes";
}
startPage();
`;

// Each test goes on where the one before it stopped.
test.describe.configure({ mode: "serial" });

let session: Session;
let api: OwnServer;
let page: OwnServer;

test.beforeAll(async () => {
  session = await openSession();
  api = await serve("api", (request, response) => {
    const allowed = request.url?.startsWith("/orders") ? {} : { "Access-Control-Allow-Origin": "*" };
    response.writeHead(request.method === "OPTIONS" ? 204 : 200, allowed).end();
  });
  page = await serve("page", (request, response) => {
    const [path] = (request.url ?? "").split("?");
    if (path === "/js/orders.js") response.writeHead(200, { "Content-Type": "text/javascript" }).end(SCRIPT);
    else {
      const html = `<!doctype html><title>orders</title>\n<link rel="stylesheet" crossorigin href="${api.origin}/look.css">\n<script src="/js/orders.js"></script>`;
      response.writeHead(200, { "Content-Type": "text/html" }).end(html);
    }
  });
});

test.afterAll(async () => {
  await session?.close();
  await page?.close();
  await api?.close();
});

const rowsOf = (path: string): Locator =>
  session.panel.getByRole("grid", { name: "Exchanges" }).getByRole("row", { name: new RegExp(path) });

async function sourceOf(path: string, nth = 0): Promise<Locator> {
  await rowsOf(path).nth(nth).click();
  await session.panel.getByRole("tab", { name: "Source" }).click();
  return session.panel.getByRole("tabpanel");
}

async function load(): Promise<void> {
  await session.page.goto(`${page.origin}/?api=${encodeURIComponent(api.origin)}`);
  await session.page.locator("html[data-done]").waitFor({ state: "attached" });
}

test("names function, file and line, and who awaited it", async () => {
  await load();
  const source = await sourceOf("/orders");
  const stack = source.getByRole("list", { name: "Call stack" });
  await expect(stack).toContainText("loadOrders");
  const frames = stack.locator(".frame");
  await expect(frames.nth(0)).toHaveText(/^loadOrders\s*orders\.js:4$/);
  await expect(frames.nth(1)).toHaveText(/^startPage\s*orders\.js:7$/);
  await expect(stack).toContainText("await");
});

test("tells twins apart by their order, and says so", async () => {
  for (const nth of [0, 1]) {
    const source = await sourceOf("/twin", nth);
    await expect(source.locator(".frame").first()).toHaveText(/^startPage\s*orders\.js:8$/);
    await expect(source).toContainText("by the order in which they began");
  }
});

test("says of a style sheet that the page's HTML asked for it, and where", async () => {
  const source = await sourceOf("/look\\.css");
  await expect(source).toContainText("HTML or a style sheet asked for it");
  await expect(source.getByRole("button", { name: /:2$/ })).toBeVisible();
});

test("shows the request in Network, and opens the place in Sources", async () => {
  const { dev } = session;
  const tab = (name: string) => dev.getByRole("tab", { name, exact: true });
  const source = await sourceOf("/orders");
  await source.getByRole("button", { name: "Show in Network" }).click();
  await expect(tab("Network")).toHaveAttribute("aria-selected", "true");
  // Of the page's requests only the two to this address are left: the preflight and what it was for.
  await expect(dev.getByText(/^2 \/ \d+ requests/)).toBeVisible();
  await tab("CORS").click();
  await source.getByRole("button", { name: "orders.js:4" }).click();
  await expect(tab("Sources")).toHaveAttribute("aria-selected", "true");
  await expect(dev.getByText("Line 4, Column")).toBeVisible();
});

test("sees nothing of what was before DevTools, and says so; a tab of its own has no DevTools", async () => {
  const { browser, page: inspected } = session;
  const tab = await browser.context.newPage();
  await tab.goto(`chrome-extension://${browser.extensionId}/src/panel/index.html`);
  await tab
    .getByRole("row", { name: /orders/ })
    .first()
    .click();
  await tab.getByRole("tab", { name: "Source" }).click();
  await expect(tab.getByRole("tabpanel")).toContainText("Only DevTools knows call stacks");
  await expect(tab.getByRole("button", { name: "Show in Network" })).toHaveCount(0);
  await tab.close();

  await session.dev.close();
  await load();
  const { dev, panel } = await openDevTools(browser.context, inspected, browser.extensionId);
  session = { ...session, dev, panel };
  const source = await sourceOf("/orders", 1);
  await expect(source).toContainText("DevTools was opened after this request");
  await source.getByRole("button", { name: "Reload the page" }).click();
  await expect(rowsOf("/orders")).toHaveCount(3);
  await expect((await sourceOf("/orders", 2)).locator(".frame").first()).toHaveText(/^loadOrders\s*orders\.js:4$/);
});
