import type { Page } from "playwright";
import type { FromBackground } from "../../../src/messaging/protocol";
import { type LaunchedWithExtension, launch } from "../../harness/launch";
import { serve } from "../../harness/ownServer";
import { until } from "../../harness/poll";
import { EXTENSION } from "../../harness/session";
import { attachTo, type Target } from "../../harness/target";

/** Four tabs, each of which fills its share: together they are over the budget of all. */
const TABS = 4;
const IN_FLIGHT = 24;

export interface RealPoint {
  readonly requests: number;
  readonly secondsPerThousand: number;
  /** The worker's, in mebibytes, after a collection. */
  readonly heap: number;
  /** What storage.session counts, in mebibytes. */
  readonly stored: number;
  readonly kept: number;
  readonly dropped: number;
}

export interface Restart {
  /** Milliseconds from the start of the worker's script. */
  readonly firstEventHandled: number;
  readonly restored: number;
}

export interface Snapshot {
  readonly exchanges: number;
  readonly milliseconds: number;
}

export interface Real {
  readonly points: readonly RealPoint[];
  readonly restart: Restart;
  readonly snapshot: Snapshot;
}

/** Real requests through the real worker; then the worker is stopped with a full recording and comes back; then a panel asks for all of it. */
export async function playReal(requests: number, say: (line: string) => void): Promise<Real> {
  const api = await serve("api", (request, response) => {
    const allowed = request.url?.includes("allowed")
      ? { "Access-Control-Allow-Origin": request.headers.origin ?? "", "X-Fill": "x".repeat(400) }
      : {};
    response.writeHead(200, allowed).end("{}");
  });
  const site = await serve("app", (_, response) =>
    response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><link rel=icon href=data:,>"),
  );
  const browser = await launch({ extensionDir: EXTENSION, resolverRules: "MAP *.test 127.0.0.1" });
  try {
    const own = await browser.context.newPage();
    await own.goto(`chrome-extension://${browser.extensionId}/manifest.json`);
    const pages = [browser.page];
    while (pages.length < TABS) pages.push(await browser.context.newPage());
    for (const page of pages) await page.goto(site.origin);
    const points = await fill(browser, own, pages, api.origin, requests, say);
    const restart = await restartWorker(browser, own, () => pages[0]?.evaluate((url) => fetch(url).catch(String), `${api.origin}/after`));
    return { points, restart, snapshot: await takeSnapshot(own) };
  } finally {
    await browser.close();
    await site.close();
    await api.close();
  }
}

async function fill(
  browser: LaunchedWithExtension,
  own: Page,
  pages: readonly Page[],
  api: string,
  requests: number,
  say: (line: string) => void,
): Promise<RealPoint[]> {
  const worker = await workerOf(browser);
  const points: RealPoint[] = [];
  const step = Math.max(1000, Math.round(requests / 10));
  for (let sent = 0; sent < requests; sent += step) {
    const begun = performance.now();
    await Promise.all(
      pages.map((page, tab) =>
        page.evaluate(send, { api, from: sent + tab, to: sent + step, by: pages.length, width: IN_FLIGHT / pages.length }),
      ),
    );
    const seconds = (performance.now() - begun) / 1000;
    await settled(own);
    await worker.send("HeapProfiler.collectGarbage");
    const { usedSize } = await worker.send("Runtime.getHeapUsage");
    const now = await own.evaluate(async () => ({
      stored: await chrome.storage.session.getBytesInUse(null),
      items: await chrome.storage.session.get(null),
    }));
    const { dropped } = JSON.parse(String(now.items.ledger)) as { dropped: number };
    points.push({
      requests: sent + step,
      secondsPerThousand: (seconds * 1000) / step,
      heap: Number(usedSize) / 2 ** 20,
      stored: now.stored / 2 ** 20,
      kept: Object.keys(now.items).filter((key) => key.startsWith("x:")).length,
      dropped,
    });
    say(`${sent + step} of ${requests} requests`);
  }
  await worker.close();
  return points;
}

/** Runs in the page. */
async function send(work: { api: string; from: number; to: number; by: number; width: number }): Promise<void> {
  const left: string[] = [];
  for (let n = work.from; n < work.to; n += work.by) left.push(`${work.api}/${n % 10 < 3 ? "refused" : "allowed"}/${n}`);
  await Promise.all(
    Array.from({ length: work.width }, async () => {
      for (let url = left.pop(); url !== undefined; url = left.pop()) {
        try {
          await (await fetch(url)).text();
        } catch {
          // refused, as it is meant to be
        }
      }
    }),
  );
}

/** The journal owes nothing. */
async function settled(own: Page): Promise<void> {
  await until(
    "a written journal",
    async () => {
      const dirty = await own.evaluate(async () => (await chrome.storage.session.get("dirty")).dirty === true);
      return dirty ? null : true;
    },
    60_000,
  );
}

function workerOf({ context, extensionId }: LaunchedWithExtension): Promise<Target> {
  return attachTo(context, ({ type, url }) => type === "service_worker" && url.includes(extensionId));
}

async function restartWorker(browser: LaunchedWithExtension, own: Page, wake: () => Promise<unknown> | undefined): Promise<Restart> {
  const protocol = await browser.context.newCDPSession(own);
  await protocol.send("ServiceWorker.enable");
  await protocol.send("ServiceWorker.stopAllWorkers");
  await protocol.detach();
  await wake();
  return until(
    "the worker's marks",
    async () => {
      const worker = await workerOf(browser).catch(() => null);
      if (worker === null) return null;
      try {
        const expression = `JSON.stringify(performance.getEntriesByType("mark").map(({ name, startTime }) => [name, startTime]))`;
        const { result } = (await worker.send("Runtime.evaluate", { expression })) as { result?: { value?: string } };
        const marks = new Map(JSON.parse(result?.value ?? "[]") as [string, number][]);
        const [heard, restored] = [marks.get("corscope-hears"), marks.get("corscope-restored")];
        return heard === undefined || restored === undefined ? null : { firstEventHandled: heard, restored };
      } finally {
        await worker.close();
      }
    },
    60_000,
  );
}

/** As a panel that has nothing yet: from its question to the last part of the answer. */
function takeSnapshot(own: Page): Promise<Snapshot> {
  return own.evaluate(
    () =>
      new Promise<Snapshot>((done) => {
        const port = chrome.runtime.connect({ name: "corscope" });
        let exchanges = 0;
        const begun = performance.now();
        port.onMessage.addListener((message: FromBackground) => {
          if (message.kind !== "snapshot") return;
          exchanges += message.exchanges.length;
          if (!message.last) return;
          port.disconnect();
          done({ exchanges, milliseconds: performance.now() - begun });
        });
        port.postMessage({ kind: "subscribe", subject: "all", panel: false, since: null });
      }),
  );
}
