import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CDPSession, Page } from "playwright";
import { toHar } from "../../src/core/report/toHar";
import { type LaunchedWithExtension, launch } from "../harness/launch";
import { serve } from "../harness/ownServer";
import { EXTENSION } from "../harness/session";
import { many } from "../playground/panel/burst";
import { lineOf } from "./line";

/**
 * What the panel costs with a large recording, in a real browser: `tsx e2e/bench/panel.ts [EXCHANGES]` after a build. Figures, not gates.
 */
const EXCHANGES = Number(process.argv[2] ?? 50_000);
const FRAMES = 300;
const TYPED = "host:api items/49";
const REQUESTS = 50;
const PATIENCE = { timeout: 600_000 };

declare global {
  interface Window {
    /** Times at which a row with this text was painted, by text. */
    painted: Record<string, number>;
    afterPaint(done: () => void): void;
    whenPainted(act: () => void): Promise<number>;
    typed: number[];
    watcher: MutationObserver;
  }
}

interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

const figures: Figure[] = [];
const note = (what: string, value: number, unit: string) => figures.push({ what, value: Math.round(value * 100) / 100, unit });
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

function writeRecording(folder: string): string {
  const from = Date.UTC(2026, 10, 21);
  const info = {
    extensionVersion: "0",
    browser: { name: "Chromium", version: "0" },
    engine: "chromium" as const,
    recordedFrom: from,
    recordedTo: from + EXCHANGES,
    dropped: 0,
    counted: { sameOrigin: 0, noCors: 0, navigations: 0 },
  };
  const path = join(folder, "large.har");
  writeFileSync(path, JSON.stringify(toHar(many(EXCHANGES, from), info)));
  return path;
}

/** Painted: a frame was asked for after the change, and the task behind that frame runs. */
async function teachPage(panel: Page): Promise<void> {
  await panel.evaluate(() => {
    window.afterPaint = (done) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = done;
        port2.postMessage(null);
      });
    };
    window.whenPainted = (act) =>
      new Promise((done) => {
        const start = performance.now();
        act();
        window.afterPaint(() => done(performance.now() - start));
      });
    window.typed = [];
    document.addEventListener(
      "keydown",
      () => {
        const start = performance.now();
        window.afterPaint(() => window.typed.push(performance.now() - start));
      },
      { capture: true },
    );
    window.painted = {};
    window.watcher = new MutationObserver(() => {
      for (const row of document.querySelectorAll('[role=row][data-verdict="blocked"]')) {
        const mark = /latency-\d+/u.exec(row.getAttribute("aria-label") ?? "")?.[0];
        if (mark === undefined || mark in window.painted) continue;
        window.painted[mark] = 0;
        window.afterPaint(() => {
          window.painted[mark] = performance.timeOrigin + performance.now();
        });
      }
    });
    window.watcher.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-verdict"] });
  });
}

async function metrics(cdp: CDPSession): Promise<Readonly<Record<string, number>>> {
  const { metrics: all } = await cdp.send("Performance.getMetrics");
  return Object.fromEntries(all.map(({ name, value }) => [name, value]));
}

async function measureImport(panel: Page, file: string): Promise<void> {
  const start = performance.now();
  await panel.locator('input[type="file"]').setInputFiles(file);
  await panel.locator('[role="grid"] [role="row"]').first().waitFor(PATIENCE);
  note("import: first rows painted", performance.now() - start, "ms");
  await panel.waitForFunction(
    (all) => document.querySelector("[role=grid]")?.getAttribute("aria-rowcount") === String(all),
    EXCHANGES,
    PATIENCE,
  );
  note("import: all judged", performance.now() - start, "ms");
}

async function measureScroll(panel: Page, cdp: CDPSession): Promise<void> {
  const before = await metrics(cdp);
  await panel.evaluate(async (frames) => {
    const grid = document.querySelector("[role=grid]") as HTMLElement;
    grid.scrollTop = 0;
    for (let frame = 0; frame < frames; frame += 1) {
      grid.scrollTop += 600;
      await new Promise((done) => requestAnimationFrame(done));
    }
  }, FRAMES);
  const after = await metrics(cdp);
  for (const name of ["TaskDuration", "ScriptDuration"]) {
    note(`scroll: ${name} per frame`, (((after[name] ?? 0) - (before[name] ?? 0)) * 1000) / FRAMES, "ms");
  }
}

async function measureTyping(panel: Page): Promise<void> {
  await panel.evaluate(() => {
    window.typed = [];
    document.querySelector<HTMLInputElement>("input[aria-label=Filter]")?.focus();
  });
  for (const [at, key] of [...TYPED].entries()) {
    await panel.keyboard.press(key === " " ? "Space" : key);
    await panel.waitForFunction((count) => window.typed.length >= count, at + 1, PATIENCE);
  }
  const typed = await panel.evaluate(() => window.typed);
  note("filter: key to paint, median", median(typed), "ms");
  note("filter: key to paint, worst", Math.max(...typed), "ms");
  await panel.getByLabel("Filter", { exact: true }).first().fill("");
}

async function measureSort(panel: Page): Promise<void> {
  const times: number[] = [];
  for (const column of ["Verdict", "Host and path", "Reason"]) {
    for (let click = 0; click < 3; click += 1) {
      const button = await panel.getByRole("button", { name: `Sort by ${column}` }).elementHandle();
      times.push(await panel.evaluate((head) => window.whenPainted(() => (head as HTMLElement | null)?.click()), button));
    }
  }
  note("sort: click to paint, median", median(times), "ms");
  note("sort: click to paint, worst", Math.max(...times), "ms");
}

/** One blocked request after the other; the clock of both pages is the machine's. */
async function measureLatency({ page }: LaunchedWithExtension, panel: Page): Promise<void> {
  const silent = await serve("silent", (_, response) => response.end("{}"));
  try {
    const latencies: number[] = [];
    for (let n = 0; n < REQUESTS; n += 1) {
      const mark = `latency-${n}`;
      const ended = await page.evaluate(
        (url) =>
          fetch(url)
            .then(String, String)
            .then(() => performance.timeOrigin + performance.now()),
        `${silent.origin}/${mark}`,
      );
      const painted = await panel.waitForFunction((name) => window.painted[name] || null, mark, PATIENCE);
      latencies.push(((await painted.jsonValue()) as number) - ended);
    }
    note(`blocked request ends to its row painted, median of ${REQUESTS}`, median(latencies), "ms");
    note(`blocked request ends to its row painted, worst of ${REQUESTS}`, Math.max(...latencies), "ms");
  } finally {
    // What follows is the panel's cost, not that of watching it.
    await panel.evaluate(() => window.watcher.disconnect());
    await silent.close();
  }
}

function print(): void {
  const width = Math.max(...figures.map(({ what }) => what.length));
  for (const { what, value, unit } of figures) console.log(`${what.padEnd(width)}  ${String(value).padStart(10)} ${unit}`);
  const lines = figures.map(({ what, unit, value }) => lineOf(`panel: ${what}`, unit, value));
  console.log(JSON.stringify({ bench: "panel", exchanges: EXCHANGES, figures, lines }));
}

const folder = mkdtempSync(join(tmpdir(), "corscope-bench-"));
const page = await serve("page", (_, response) =>
  response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><title>page</title>"),
);
const browser = await launch({ extensionDir: EXTENSION, resolverRules: "MAP *.test 127.0.0.1" });
try {
  await browser.page.goto(page.origin);
  const panel = await browser.context.newPage();
  await panel.goto(`chrome-extension://${browser.extensionId}/src/panel/index.html`);
  const cdp = await browser.context.newCDPSession(panel);
  await cdp.send("Performance.enable");
  await teachPage(panel);
  await measureLatency(browser, panel);
  await measureImport(panel, writeRecording(folder));
  await measureScroll(panel, cdp);
  await measureTyping(panel);
  await measureSort(panel);
  await cdp.send("HeapProfiler.collectGarbage");
  note("JS heap after all that", ((await metrics(cdp)).JSHeapUsedSize ?? 0) / 2 ** 20, "MiB");
  print();
} finally {
  await browser.close();
  await page.close();
  rmSync(folder, { recursive: true, force: true });
}
