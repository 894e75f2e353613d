import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, type Page, test } from "playwright/test";
import { LIVE_ACTS } from "../../src/messaging/live";
import { PORT_NAME, type ToBackground } from "../../src/messaging/protocol";
import { type Intruder, idOf, makeIntruder } from "../harness/intruder";
import { serve } from "../harness/ownServer";
import { EXTENSION, openSession, type Session } from "../harness/session";

/** Everybody who is not us tries every door that there is: pages, frames, other extensions and their content scripts. */

const OURS = "chrome-extension://";
const NAMES = [PORT_NAME, "", "Corscope", "devtools"] as const;
const MESSAGES: readonly ToBackground[] = [
  { kind: "subscribe", subject: "all", panel: true, since: null },
  { kind: "subscribe", subject: 1, panel: true, since: null },
  { kind: "export", call: 1, subject: "all" },
  { kind: "clear", subject: "all" },
  { kind: "change-settings", settings: { scope: "off" } },
  { kind: "ping" },
  { kind: "stop-trial", tabId: 1 },
  ...LIVE_ACTS.map((act) => ({ kind: "live", call: 1, act, exchange: "1" }) as const),
];

let session: Session;
let intruder: Intruder;
let files: readonly string[];

test.beforeAll(async () => {
  intruder = makeIntruder(idFromKey(), MESSAGES, NAMES);
  const both = [resolve(EXTENSION), intruder.dir].join(",");
  session = await openSession({ extraArgs: [`--disable-extensions-except=${both}`, `--load-extension=${both}`] });
  expect(session.browser.extensionId).toBe(idFromKey());
  files = readdirSync(EXTENSION, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(EXTENSION.length + 1));
  expect(files).toContain("src/panel/index.html");
  const api = await serve("api", (_, response) => response.end("ok"));
  try {
    await session.page.evaluate((url) => fetch(url).then(String, String), `${api.origin}/kept`);
  } finally {
    await api.close();
  }
  await expect(rows()).toHaveCount(1);
});

test.afterAll(async () => {
  await session?.close();
  intruder?.remove();
});

/** Whatever was tried: nothing was forgotten, changed, sent or laid on the network. */
test.afterEach(async () => {
  await expect(rows()).toHaveCount(1);
  const state = await session.browser.serviceWorker.evaluate(async () => ({
    rules: await chrome.declarativeNetRequest.getSessionRules(),
    local: await chrome.storage.local.get(null),
  }));
  expect(state).toEqual({ rules: [], local: {} });
});

const rows = () => session.panel.getByRole("grid", { name: "Exchanges" }).locator('[role="row"][data-verdict]');
const ours = (file: string): string => `${OURS}${session.browser.extensionId}/${file}`;

/** From the manifest's key: the intruder is made before there is a browser to ask. */
function idFromKey(): string {
  const { key } = JSON.parse(readFileSync(`${EXTENSION}/manifest.json`, "utf8")) as { key: string };
  return idOf(Buffer.from(key, "base64"));
}

/** What somebody's page found when it tried to load one of our files in every way that a page has. */
async function doors(page: Page, urls: readonly string[]): Promise<string[]> {
  return page.evaluate(async (all) => {
    const opened: string[] = [];
    const loads = (element: HTMLElement & { src?: string; href?: string }, url: string): Promise<boolean> =>
      new Promise((done) => {
        element.onload = () => done(true);
        element.onerror = () => done(false);
        if (element instanceof HTMLLinkElement) Object.assign(element, { rel: "stylesheet", href: url });
        else element.src = url;
        document.body.append(element);
      });
    for (const url of all) {
      if (
        await fetch(url).then(
          () => true,
          () => false,
        )
      )
        opened.push(`fetch ${url}`);
      if (
        await fetch(url, { mode: "no-cors" }).then(
          () => true,
          () => false,
        )
      )
        opened.push(`no-cors fetch ${url}`);
      if (
        await import(url).then(
          () => true,
          () => false,
        )
      )
        opened.push(`import ${url}`);
      for (const tag of ["img", "script", "link"] as const) {
        if (await loads(document.createElement(tag), url)) opened.push(`${tag} ${url}`);
      }
    }
    return opened;
  }, urls);
}

/** Our document, wherever in this page it may have come up. */
const framedByUs = (page: Page): string[] =>
  page
    .frames()
    .map((frame) => frame.url())
    .filter((url) => url.startsWith(OURS + idFromKey()));

async function framesOf(page: Page, urls: readonly string[]): Promise<string[]> {
  await page.evaluate(async (all) => {
    for (const url of all) {
      const frame = document.createElement("iframe");
      frame.src = url;
      const settled = new Promise((done) => frame.addEventListener("load", done, { once: true }));
      document.body.append(frame);
      await settled;
      frame.contentWindow?.postMessage({ kind: "clear", subject: "all" }, "*");
    }
  }, urls);
  return framedByUs(page);
}

test("a page: no file of ours loads, in no way", async () => {
  expect(await doors(session.page, files.map(ours))).toEqual([]);
});

test("a page: none of our pages comes up in a frame, and what is posted there reaches nobody", async () => {
  expect(await framesOf(session.page, files.filter((file) => file.endsWith(".html")).map(ours))).toEqual([]);
});

test("a page: none of our pages opens in a window of its own, for this tab or another", async () => {
  const { context } = session.browser;
  for (const file of ["src/panel/index.html?tabId=1", "src/panel/index.html", "src/popup/index.html", "src/devtools/index.html"]) {
    const [opened] = await Promise.all([
      context.waitForEvent("page"),
      session.page.evaluate((url) => {
        const handle = window.open(url);
        handle?.postMessage({ kind: "clear", subject: "all" }, "*");
      }, ours(file)),
    ]);
    await opened.waitForLoadState();
    expect(opened.url()).not.toContain(OURS);
    await opened.close();
  }
});

test("a page: there is no runtime to speak to", async () => {
  expect(
    await session.page.evaluate(() => {
      const { chrome: api } = window as unknown as { chrome?: { runtime?: { sendMessage?: unknown; connect?: unknown } } };
      return [typeof api?.runtime?.sendMessage, typeof api?.runtime?.connect];
    }),
  ).toEqual(["undefined", "undefined"]);
});

test("a content script of another extension: every message and every port is refused", async () => {
  const said = session.page.locator("html[data-intruder]");
  await said.waitFor({ state: "attached" });
  const found = JSON.parse((await said.getAttribute("data-intruder")) ?? "") as { way: string; answers: string[] };
  expect(found).toEqual({ way: "runtime", answers: MESSAGES.flatMap(() => ["refused", ...NAMES.map(() => "refused")]) });
});

test.describe("another extension", () => {
  let page: Page;
  test.beforeEach(async () => {
    page = await session.browser.context.newPage();
    await page.goto(`${OURS}${intruder.id}/page.html`);
  });
  test.afterEach(() => page.close());

  test("every message and every port is refused", async () => {
    const found = await page.evaluate(
      ([target, messages, names]) => {
        const { tryEverything } = window as unknown as { tryEverything(...all: unknown[]): Promise<unknown> };
        return tryEverything(target, messages, names);
      },
      [session.browser.extensionId, MESSAGES, NAMES] as const,
    );
    expect(found).toEqual({ way: "runtime", answers: MESSAGES.flatMap(() => ["refused", ...NAMES.map(() => "refused")]) });
  });

  test("no file of ours loads, and none of our pages comes up in its frames", async () => {
    expect(await doors(page, [`${OURS}${intruder.id}/page.js`])).toHaveLength(5); // its own house opens to it
    expect(await doors(page, files.map(ours))).toEqual([]);
    expect(await framesOf(page, files.filter((file) => file.endsWith(".html")).map(ours))).toEqual([]);
  });

  test("a tab that it opens on our panel is beyond its reach", async () => {
    const reached = await page.evaluate(async (url) => {
      const api = (window as unknown as { chrome: typeof chrome }).chrome;
      const tab = await api.tabs.create({ url, active: false });
      const inject = { target: { tabId: tab.id as number }, func: () => document.title };
      const reading = await api.scripting.executeScript(inject).then(
        ([got]) => `read ${got?.result}`,
        () => "refused",
      );
      const asking = await api.tabs.sendMessage(tab.id as number, { kind: "clear", subject: "all" }).then(
        () => "answered",
        () => "refused",
      );
      await api.tabs.remove(tab.id as number);
      return [reading, asking];
    }, ours("src/panel/index.html?tabId=1"));
    expect(reached).toEqual(["refused", "refused"]);
  });
});
