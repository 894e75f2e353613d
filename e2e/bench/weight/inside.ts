import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { type LaunchedWithExtension, launch } from "../../harness/launch";
import { attachTo } from "../../harness/target";
import { type Pages, type Run, servePages } from "./page";
import { type CpuProfile, timeByRoom } from "./profile";
import { FETCHES, IN_FLIGHT, RULES } from "./weigh";

/** What the worker does for one request of a page. */
export interface Inside {
  readonly to: Run["to"];
  /** Microseconds of the worker's thread for each fetch, by room of the source. */
  readonly microseconds: Readonly<Record<string, number>>;
  /** Calls of storage.session.set and remove, and characters of JSON that they took, for all fetches together. */
  readonly sets: number;
  readonly removes: number;
  readonly characters: number;
  /** Messages to one open panel, and characters of JSON in them, for all fetches together. */
  readonly messages: number;
  readonly messageCharacters: number;
}

interface Counts {
  sets: number;
  removes: number;
  characters: number;
}

/** The same code, but readable: names of functions lead back to their files. */
async function buildReadable(outDir: string): Promise<void> {
  await build({ mode: "chrome", logLevel: "error", build: { outDir, emptyOutDir: true, minify: false, sourcemap: true } });
}

/** Counts what goes to storage from now on; the worker keeps the count. As text: what compiles this file would add helpers to a function. */
const COUNT_STORAGE = `
  const { session } = chrome.storage;
  const { set, remove } = session;
  globalThis.counts = { sets: 0, removes: 0, characters: 0 };
  session.set = (items) => {
    counts.sets += 1;
    counts.characters += JSON.stringify(items).length;
    return set.call(session, items);
  };
  session.remove = (keys) => {
    counts.removes += 1;
    return remove.call(session, keys);
  };
  null`;

/** A panel that counts what it is told. */
const COUNT_MESSAGES = `
  globalThis.heard = { messages: 0, messageCharacters: 0 };
  new Promise((subscribed) => {
    const port = chrome.runtime.connect({ name: "corscope" });
    port.onMessage.addListener((message) => {
      if (message.kind === "changes" || message.kind === "status") {
        heard.messages += 1;
        heard.messageCharacters += JSON.stringify(message).length;
      } else if (message.last) subscribed();
    });
    port.postMessage({ kind: "subscribe", subject: "all", panel: true, since: null });
  })`;

/** Storage is quiet: the journal has written what it had. */
async function counted({ serviceWorker }: LaunchedWithExtension): Promise<Counts> {
  let before = "";
  for (let calm = 0; calm < 4; ) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const now = await serviceWorker.evaluate(() => JSON.stringify((globalThis as unknown as { counts: Counts }).counts));
    calm = now === before ? calm + 1 : 0;
    before = now;
  }
  return JSON.parse(before) as Counts;
}

async function profiled(browser: LaunchedWithExtension, builtDir: string, act: () => Promise<unknown>): Promise<Record<string, number>> {
  const workerUrl = browser.serviceWorker.url();
  const worker = await attachTo(browser.context, ({ type, url }) => type === "service_worker" && url === workerUrl);
  try {
    await worker.send("Profiler.enable");
    await worker.send("Profiler.setSamplingInterval", { interval: 200 });
    await worker.send("Profiler.start");
    await act();
    const { profile } = (await worker.send("Profiler.stop")) as unknown as { profile: CpuProfile };
    const times = timeByRoom(profile, builtDir);
    return Object.fromEntries([...times].map(([room, ms]) => [room, Math.round((ms * 10_000) / FETCHES) / 10]));
  } finally {
    await worker.close();
  }
}

/** A second run with a panel that listens, of which only its messages count. */
async function messagesOf(
  browser: LaunchedWithExtension,
  fetches: () => Promise<unknown>,
): Promise<{ messages: number; messageCharacters: number }> {
  const panel = await browser.context.newPage();
  await panel.goto(`chrome-extension://${browser.extensionId}/src/popup/index.html`);
  await panel.evaluate(COUNT_MESSAGES);
  await fetches();
  await counted(browser);
  const heard = await panel.evaluate(() => (globalThis as unknown as { heard: { messages: number; messageCharacters: number } }).heard);
  await panel.close();
  return heard;
}

async function lookInside(to: Run["to"], pages: Pages, builtDir: string): Promise<Inside> {
  const browser = await launch({ extensionDir: builtDir, resolverRules: RULES });
  const fetches = (mark: string, count = FETCHES) => pages.run(to, { to, count, inFlight: IN_FLIGHT, mark });
  try {
    await browser.page.goto(pages.url(to));
    await browser.serviceWorker.evaluate(COUNT_STORAGE);
    await fetches("warm", 300);
    const before = await counted(browser);
    let after = before;
    const microseconds = await profiled(browser, builtDir, async () => {
      await fetches("counted");
      after = await counted(browser);
    });
    const heard = await messagesOf(browser, () => fetches("heard"));
    const { sets, removes, characters } = after;
    return {
      to,
      microseconds,
      sets: sets - before.sets,
      removes: removes - before.removes,
      characters: characters - before.characters,
      ...heard,
    };
  } finally {
    await browser.close();
  }
}

export async function inside(): Promise<Inside[]> {
  const folder = mkdtempSync(join(tmpdir(), "corscope-inside-"));
  const pages = await servePages();
  try {
    await buildReadable(folder);
    const looks: Inside[] = [];
    for (const to of ["cross-origin", "same-origin"] as const) looks.push(await lookInside(to, pages, folder));
    return looks;
  } finally {
    await pages.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
