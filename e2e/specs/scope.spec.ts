import type { Page } from "playwright";
import { expect, test } from "playwright/test";
import { type OwnServer, serve } from "../harness/ownServer";
import { until } from "../harness/poll";
import { openSession, type Session } from "../harness/session";

/** "Only tabs whose panel is open", with a worker that is stopped when it matters. */
const REQUESTS = 20;
const WARM = "warm";

let session: Session;
let api: OwnServer;
let other: Page;

test.beforeAll(async () => {
  session = await openSession();
  api = await serve("silent", (_, response) => response.end("{}"));
  await session.browser.serviceWorker.evaluate(() => chrome.storage.local.set({ settings: { scope: "open-panels" } }));
  other = await session.browser.context.newPage();
  await other.goto(session.servers.pageUrl());
});

test.afterAll(async () => {
  await api?.close();
  await session?.close();
});

function fetchAll(page: Page, mark: string): Promise<unknown> {
  const urls = Array.from({ length: REQUESTS }, (_, index) => `${api.origin}/${mark}/${index}-`);
  return page.evaluate((all) => Promise.all(all.map((url) => fetch(url).then(String, String))), urls);
}

/** How many requests of each mark are stored, be they over or not. */
async function stored(mark: string): Promise<number> {
  const items = await session.panel.evaluate(() => chrome.storage.session.get(null));
  const text = JSON.stringify(items);
  return Array.from({ length: REQUESTS }, (_, index) => `/${mark}/${index}-`).filter((url) => text.includes(url)).length;
}

async function allStored(mark: string): Promise<void> {
  await until(`${REQUESTS} stored requests "${mark}"`, async () => ((await stored(mark)) === REQUESTS ? true : null), 60_000).catch(
    async (problem: Error) => {
      throw new Error(`${problem.message}: there are ${await stored(mark)}`);
    },
  );
}

/** As the browser stops an idle worker; whoever has a port comes back at once. */
async function stopWorkers(page: Page): Promise<void> {
  const protocol = await session.browser.context.newCDPSession(page);
  await protocol.send("ServiceWorker.enable");
  await protocol.send("ServiceWorker.stopAllWorkers");
  await protocol.detach();
}

test("after a stop of the worker, the first requests of the watched tab are recorded, and none of another tab", async () => {
  const { page, browser } = session;
  const helper = await browser.context.newPage();
  await helper.goto(`chrome-extension://${browser.extensionId}/src/devtools/index.html`);
  await stopWorkers(helper); // the next worker reads the setting
  await fetchAll(page, WARM);
  await allStored(WARM);
  for (const round of ["first", "second"]) {
    await stopWorkers(helper);
    await Promise.all([fetchAll(other, `other-${round}`), fetchAll(page, `watched-${round}`)]);
    await allStored(`watched-${round}`);
    expect(await stored(`other-${round}`)).toBe(0);
  }
  await fetchAll(other, "other-later");
  await fetchAll(page, "barrier");
  await allStored("barrier");
  expect(await stored("other-later")).toBe(0);
});

test("with no panel open, requests do not even wake the worker", async () => {
  const { page, dev, browser } = session;
  const helper = await browser.context.newPage();
  await helper.goto(`chrome-extension://${browser.extensionId}/src/devtools/index.html`);
  const protocol = await browser.context.newCDPSession(helper);
  const running = new Map<string, string>();
  protocol.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
    for (const { versionId, runningStatus } of versions) running.set(versionId, runningStatus);
  });
  await protocol.send("ServiceWorker.enable");
  await dev.close();
  await until("the reach of no tab", async () => {
    const items = await helper.evaluate(() => chrome.storage.session.get(null));
    return JSON.parse(String(items.ledger)).watched.length === 0 && items.dirty !== true ? true : null;
  });
  await protocol.send("ServiceWorker.stopAllWorkers");
  await until("a stopped worker", () => ([...running.values()].every((status) => status === "stopped") ? true : null));
  await fetchAll(page, "unwatched");
  await fetchAll(other, "other-unwatched");
  expect([...running.values()]).toEqual([...running.values()].map(() => "stopped"));
});
