import { expect, type Locator, test } from "playwright/test";
import type { PageWitness } from "../../src/core/exchange/exchange";
import { type OwnServer, serve } from "../harness/ownServer";
import { openSession, type Session } from "../harness/session";

/** Browsers tell extensions no credentials mode; the page, reloaded with a witness, does. */

type Credentials = PageWitness["credentials"];

/** What the page sends each time it loads, in this order: two questions of their own address, then two that differ in nothing but the answer. */
const SENT: readonly { readonly path: string; readonly credentials: Credentials; readonly by: "fetch" | "xhr" }[] = [
  { path: "/with", credentials: "include", by: "fetch" },
  { path: "/without", credentials: "same-origin", by: "fetch" },
  { path: "/twins", credentials: "include", by: "xhr" },
  { path: "/twins", credentials: "omit", by: "fetch" },
];

declare global {
  interface Window {
    readonly results?: readonly unknown[];
  }
}

/** Counts its loads, so that each has addresses of its own, and keeps what its calls came to. */
function pageText(api: string): string {
  return `<!doctype html><title>witnessed</title><script>
    const load = sessionStorage.load = Number(sessionStorage.load ?? 0) + 1;
    const results = [];
    const say = (outcome) => String(outcome);
    const byXhr = (url, withCredentials) => new Promise((done) => {
      const xhr = new XMLHttpRequest();
      xhr.open("PUT", url);
      xhr.withCredentials = withCredentials;
      xhr.onloadend = () => done("xhr " + xhr.status);
      xhr.send("x");
    });
    const calls = ${JSON.stringify(SENT)}.map(({ path, credentials, by }) => {
      const url = ${JSON.stringify(api)} + path + "?load=" + load;
      return by === "xhr" ? byXhr(url, credentials === "include") : fetch(url, { method: "put", credentials }).then(say, say);
    });
    calls.push(fetch(new Request(${JSON.stringify(api)} + "/fine?load=" + load)).then((reply) => reply.text()));
    calls.push(fetch("http://[").then(say, say));
    calls.push(fetch().then(say, say));
    calls.push(fetch.length, fetch.name, XMLHttpRequest.prototype.open.length, Object.keys(window).includes("fetch"), typeof fetch.prototype);
    Promise.all(calls).then((all) => { window.results = all; document.documentElement.dataset.load = load; });
  </script>`;
}

// Each test goes on where the one before it stopped.
test.describe.configure({ mode: "serial" });

let session: Session;
let api: OwnServer;
let page: OwnServer;

test.beforeAll(async () => {
  session = await openSession();
  api = await serve("api", (request, response) => {
    const status = request.method === "OPTIONS" ? 204 : 200;
    response.writeHead(status, { "Access-Control-Allow-Origin": "*" }).end(status === 204 ? undefined : "fine");
  });
  page = await serve("page", (_, response) => response.writeHead(200, { "Content-Type": "text/html" }).end(pageText(api.origin)));
});

test.afterAll(async () => {
  await session?.close();
  await page?.close();
  await api?.close();
});

const rowsOf = (path: string, load: number): Locator =>
  session.panel.getByRole("grid", { name: "Exchanges" }).getByRole("row", { name: new RegExp(`${path}\\?load=${load}\\b`) });

/** What Why says of each of the four, in the order in which they were sent. */
async function whys(load: number): Promise<string[]> {
  const texts: string[] = [];
  for (const { path } of new Set(SENT.values())) {
    const at = SENT.slice(0, texts.length).filter((one) => one.path === path).length;
    await rowsOf(path, load).nth(at).click();
    await session.panel.getByRole("tab", { name: "Why" }).click();
    texts.push(await session.panel.getByRole("tabpanel").innerText());
  }
  return texts;
}

async function loaded(load: number): Promise<readonly unknown[]> {
  await session.page.locator(`html[data-load="${load}"]`).waitFor({ state: "attached" });
  return (await session.page.evaluate(() => window.results)) ?? [];
}

test("what is undecided is settled by the page's word, as the browser itself has it, and the page feels nothing", async () => {
  const { panel, ear } = session;
  await session.page.goto(page.origin);
  const before = await loaded(1);
  for (const path of ["/with", "/without", "/twins"]) await expect(rowsOf(path, 1)).toHaveCount(path === "/twins" ? 2 : 1);
  for (const why of await whys(1)) expect(why).toMatch(/^Undecided/m);

  await panel.getByRole("button", { name: "Reload with witness" }).click();
  expect(await loaded(2)).toEqual(before);
  await expect(panel.getByText("The page was reloaded with a witness")).toBeVisible();
  for (const path of ["/with", "/without", "/twins"]) {
    await rowsOf(path, 2).first().click();
    await expect(panel.getByRole("tabpanel")).toContainText("The page says");
  }
  const words = ["/with", "/without", "/twins"].flatMap((path) =>
    ear.requestsFor(`${path}?load=2`).map(({ end }) => end?.word?.corsError ?? "none"),
  );
  expect(words).toEqual(
    SENT.map(({ credentials }) =>
      credentials === "include" ? "PreflightWildcardOriginNotAllowed" : "MethodDisallowedByPreflightResponse",
    ),
  );
  const after = await whys(2);
  SENT.forEach(({ credentials, by }, index) => {
    const said = by === "xhr" && credentials !== "include" ? "same-origin" : credentials;
    expect(after[index]).toContain(`Inferred reason: ${words[index]}`);
    expect(after[index]).toContain(`the page says its credentials mode is ${said}`);
    expect(after[index]).toMatch(new RegExp(`Sent by\\s+${page.origin}/:\\d+:\\d+`));
  });
});

test("the witness goes with the page it stood in, and what it said stays", async () => {
  const { panel } = session;
  await session.page.reload();
  await loaded(3);
  await expect(panel.getByText("The witness went with the page")).toBeVisible();
  await rowsOf("/with", 2).click();
  await expect(panel.getByRole("tabpanel")).toContainText("Inferred reason: PreflightWildcardOriginNotAllowed");
  await rowsOf("/with", 3).click();
  await expect(panel.getByRole("tabpanel")).toContainText("Undecided");
  await panel.getByRole("button", { name: "Dismiss" }).click();
  await expect(panel.getByText("The witness went with the page")).toHaveCount(0);
});

test("offers itself where it would help, and is only for DevTools", async () => {
  const { panel, browser } = session;
  await rowsOf("/without", 3).click();
  await panel.getByRole("button", { name: "Reload and let the page say" }).click();
  await loaded(4);
  await rowsOf("/without", 4).click();
  await expect(panel.getByRole("tabpanel")).toContainText("Inferred reason: MethodDisallowedByPreflightResponse");
  const tab = await browser.context.newPage();
  await tab.goto(`chrome-extension://${browser.extensionId}/src/panel/index.html`);
  await expect(tab.getByRole("button", { name: "Export HAR" })).toBeVisible();
  await expect(tab.getByRole("button", { name: "Reload with witness" })).toHaveCount(0);
  await tab.close();
});
