import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright";
import { transformWithOxc } from "vite";
import type { Report } from "../../src/core/report/harTypes";
import type { Navigation } from "../../src/messaging/protocol";
import { type LaunchedWithExtension, type LaunchOptions, launch } from "../harness/launch";
import { until } from "../harness/poll";
import { Ear } from "../oracle/ear";
import type { Random } from "../oracle/random";
import type { Truth } from "./audit";
import type { Dose, Outcome } from "./fault";
import { Killer } from "./kill";
import { type Ask, kindOf, type Name, ORDINARY } from "./kinds";
import { Servers } from "./servers";

const BUILT = "dist/chrome";
const GENEROUS = 60_000;
const WIDTH = 12;

/** The servers, a browser with the extension, a page that sends, and the panel of all tabs as a tab of its own. */
export class World {
  readonly servers: Servers;
  browser: LaunchedWithExtension;
  readonly random: Random;
  /** What anybody of the extension wrote to a console as an error, or threw. */
  readonly errors: string[] = [];
  readonly asks: Ask[] = [];
  /** Keys whose requests were cut off by the fault, so that their end is anybody's guess. */
  readonly cut = new Set<string>();
  page: Page;
  panel!: Page;
  ear!: Ear;
  readonly #launch: () => Promise<LaunchedWithExtension>;
  readonly #closers: readonly (() => unknown)[];
  #count = 0;

  private constructor(
    servers: Servers,
    browser: LaunchedWithExtension,
    random: Random,
    launchAgain: () => Promise<LaunchedWithExtension>,
    closers: readonly (() => unknown)[],
  ) {
    this.servers = servers;
    this.browser = browser;
    this.random = random;
    this.page = browser.page;
    this.#launch = launchAgain;
    this.#closers = closers;
  }

  static async open(random: Random, options: Partial<LaunchOptions> = {}): Promise<World> {
    if (!existsSync(`${BUILT}/manifest.json`)) throw new Error(`expected the built extension in ${BUILT}: run npm run build first`);
    const closers: (() => unknown)[] = [];
    try {
      // A copy of its own: somebody may build while this plays.
      const extensionDir = mkdtempSync(join(tmpdir(), "corscope-faults-"));
      closers.push(() => rmSync(extensionDir, { recursive: true, force: true }));
      cpSync(BUILT, extensionDir, { recursive: true });
      const { code } = await transformWithOxc(readFileSync(new URL("./page.ts", import.meta.url), "utf8"), "page.ts");
      const servers = await Servers.open(code, () => random.next() * 60);
      closers.push(() => servers.close());
      const profile = mkdtempSync(join(tmpdir(), "corscope-profile-"));
      closers.push(() => rmSync(profile, { recursive: true, force: true }));
      const start = () => launch({ resolverRules: "MAP *.test 127.0.0.1, MAP *.invalid ~NOTFOUND", profile, ...options, extensionDir });
      const world = new World(servers, await start(), random, start, closers);
      closers.push(() => world.browser.close());
      await world.#begin();
      return world;
    } catch (problem) {
      for (const closer of closers.reverse()) await closer();
      throw problem;
    }
  }

  static async during(dose: Dose, play: (world: World) => Promise<Outcome>, options: Partial<LaunchOptions> = {}): Promise<Outcome> {
    const world = await World.open(dose.random, options);
    try {
      const outcome = await play(world);
      return { ...outcome, problems: [...outcome.problems, ...world.errors.map((error) => `on a console: ${error}`)] };
    } finally {
      await world.close();
    }
  }

  async #begin(): Promise<void> {
    const { context, page } = this.browser;
    this.page = page;
    this.#collectErrors(context);
    await this.openPanel();
    await this.openPage(page);
    this.ear = await Ear.listen(context, page);
  }

  /** Closes the browser and opens it on the same profile. What was sent so far is forgotten here as well. */
  async restart(): Promise<void> {
    await this.browser.close();
    this.forget();
    this.browser = await this.#launch();
    await this.#begin();
  }

  /** What was sent so far is no longer asked for. */
  forget(): void {
    this.asks.length = 0;
    this.ear?.forget();
  }

  /** Everything that is recorded goes, by the panel's own button. */
  async clear(): Promise<void> {
    await this.panel.getByRole("button", { name: "Clear" }).click();
    // What is asked for after it comes after it.
    await this.export();
  }

  /** Stops the worker once; it comes back by itself. */
  async stopWorker(): Promise<void> {
    const killer = await Killer.of(this);
    await killer.end("stop");
    await killer.back();
  }

  async close(): Promise<void> {
    for (const closer of [...this.#closers].reverse()) await closer();
  }

  get context(): BrowserContext {
    return this.browser.context;
  }

  extensionUrl(path: string): string {
    return `chrome-extension://${this.browser.extensionId}/${path}`;
  }

  #collectErrors(context: BrowserContext): void {
    const ours = (url: string): boolean => url.startsWith(this.extensionUrl(""));
    context.on("console", (message) => {
      if (message.type() === "error" && ours(message.location().url)) this.errors.push(message.text());
    });
    context.on("weberror", (error) => {
      if (ours(error.page()?.url() ?? "")) this.errors.push(String(error.error()));
    });
  }

  async openPage(page: Page, path = "/"): Promise<Page> {
    await page.goto(this.servers.pageUrl(path));
    await page.locator("html[data-ready]").waitFor();
    return page;
  }

  async openPanel(query = ""): Promise<Page> {
    this.panel = await this.context.newPage();
    await this.panel.goto(this.extensionUrl(`src/panel/index.html${query}`));
    await this.panel.getByRole("grid", { name: "Exchanges" }).waitFor();
    return this.panel;
  }

  /** Asks of these kinds, each under a key of its own. */
  make(names: readonly Name[]): Ask[] {
    const asks = names.map((name) => this.servers.ask(`k${++this.#count}`, name));
    this.asks.push(...asks);
    return asks;
  }

  /** Ordinary traffic; one in five is a twin: all of these have one URL, so that only their order tells them apart. Of one page only. */
  draw(count: number, twins = true): Ask[] {
    return Array.from({ length: count }, () => {
      if (!twins || !this.random.chance(0.2)) return this.make([this.random.pick(ORDINARY)])[0] as Ask;
      const ask = this.servers.ask("twin", "put");
      this.asks.push(ask);
      return ask;
    });
  }

  /** Sends from a page; settles when the page is through. */
  send(asks: readonly Ask[], page: Page = this.page, width = WIDTH): Promise<void> {
    const through = this.#send(asks, page, width);
    // Who waits for it later must not end everything by failing before that.
    through.catch(() => undefined);
    return through;
  }

  async #send(asks: readonly Ask[], page: Page, width: number): Promise<void> {
    const sent = page.evaluate(([all, lanes]) => window.traffic.play(all, lanes), [asks, width] as const);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`the page was not through with ${asks.length} requests`)), 2 * GENEROUS);
    });
    await Promise.race([sent, late]).finally(() => clearTimeout(timer));
  }

  /** Settles when the browser has told the end of all that was sent from the page that is listened to. */
  async ended(asks: readonly Ask[] = this.asks): Promise<void> {
    const expected = new Map<string, number>();
    for (const { key } of asks) if (!this.cut.has(key)) expected.set(key, (expected.get(key) ?? 0) + 1);
    await this.ear.allEnded(expected, GENEROUS);
  }

  /** Settles when the browser has handed the first of a reply to the page, for all of these. */
  async accepted(asks: readonly Ask[]): Promise<void> {
    await until("the replies", () => (asks.every(({ key }) => this.ear.of(key).some((heard) => heard.accepted)) ? true : null));
  }

  truths(): Truth[] {
    const met = new Map<string, number>();
    return this.asks.map(({ key, name }) => {
      const at = met.get(key) ?? 0;
      met.set(key, at + 1);
      const twin = this.asks.length > 1 && key === "twin";
      return { key: twin ? `${key}-${at}` : key, inUrl: key, name, heard: this.ear.of(key)[at] ?? null, cut: this.cut.has(key) };
    });
  }

  /** What the panel's own button saves. */
  async export(panel: Page = this.panel): Promise<Report> {
    const [download] = await Promise.all([
      panel.waitForEvent("download", { timeout: GENEROUS }),
      panel.getByRole("button", { name: "Export HAR" }).click(),
    ]);
    const report = JSON.parse(readFileSync(await download.path(), "utf8")) as Report;
    await download.delete();
    return report;
  }

  /** The same in a private window, whose downloads nobody hears of. */
  async exportPrivately(panel: Page): Promise<Report> {
    await panel.evaluate(() => {
      const { createObjectURL } = URL;
      URL.createObjectURL = (blob: Blob) => {
        void blob.text().then((text) => {
          document.documentElement.dataset.saved = text;
        });
        return createObjectURL(blob);
      };
    });
    await panel.getByRole("button", { name: "Export HAR" }).click();
    const text = await until("the file", () => panel.locator("html").getAttribute("data-saved"));
    return JSON.parse(text) as Report;
  }

  /** The pages that the recorder took for shown, as they are written. */
  async navigations(): Promise<readonly Navigation[]> {
    const text = await this.panel.evaluate(async () => (await chrome.storage.session.get("ledger:navigations"))["ledger:navigations"]);
    return JSON.parse(String(text)) as Navigation[];
  }

  /**
   * The journal has written everything that the worker has heard: nothing is marked as due. On a busy machine a page is through before the worker
   * hears of it, so it must have written the end of each of `ended` as well, and something of each of `begun`.
   */
  async journalled(ended: readonly Ask[] = [], begun: readonly Ask[] = []): Promise<void> {
    const recorded = this.asks.filter(({ key, name }) => ended.some((ask) => ask.key === key) && kindOf(name).fate !== "counted");
    await until("a written journal", async () => {
      const { dirty, ...stored } = await this.panel.evaluate(() => chrome.storage.session.get(null));
      const texts = Object.values(stored).map((value) => (typeof value === "string" ? value : JSON.stringify(value)));
      const told = (key: string): string[] => texts.filter((text) => text.includes(`/c/${key}/`));
      const hasEnded = ({ key }: Ask): boolean => {
        const twins = recorded.filter((other) => other.key === key).length;
        return told(key).filter((text) => !text.includes('"end":null')).length >= twins;
      };
      return dirty !== true && recorded.every(hasEnded) && begun.every(({ key }) => told(key).length > 0) ? true : null;
    });
  }
}
