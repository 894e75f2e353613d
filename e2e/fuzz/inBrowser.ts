import { readFileSync } from "node:fs";
import type { ConsoleMessage, Page } from "playwright";
import type { Report } from "../../src/core/report/harTypes";
import { readReport } from "../../src/core/report/readReport";
import { TABS } from "../../src/panel/shown";
import { harProblems } from "../harness/harSchema";
import { type LaunchedWithExtension, launch } from "../harness/launch";
import { EXTENSION } from "../harness/session";
import { Random } from "../oracle/random";
import { canary } from "./canary";
import { type FuzzCase, makeCase } from "./cases";
import { hostileText } from "./hostile";
import type { Result } from "./inHouse";
import { markdownProblems } from "./papers";
import { send } from "./send";
import { type FuzzServers, openFuzzServers } from "./servers";
import { visit } from "./visit";

/** Small enough for the recording's budget of a tab, mostly. */
const BATCH = 120;
const PATIENCE = 120_000;
const OPENED_IN_ALL = 12;
/** tsx wraps every function of ours so that it keeps its name; in a page there is nobody to do so. */
const NAMED = "globalThis.__name = (named) => named";

/** Real Chromium with the extension, its panel as a page, and the popup; a canary in both. */
export class FuzzBrowser {
  readonly #problems: string[] = [];
  #opened = 0;
  #recorded = 0;
  #dropped = 0;

  private constructor(
    private readonly servers: FuzzServers,
    private readonly browser: LaunchedWithExtension,
    private readonly panel: Page,
    private readonly popup: Page,
  ) {}

  static async open(): Promise<FuzzBrowser> {
    const servers = await openFuzzServers();
    try {
      const browser = await launch({ extensionDir: EXTENSION, resolverRules: "MAP *.test 127.0.0.1, MAP *.example ~NOTFOUND" });
      const { context, page, extensionId, serviceWorker } = browser;
      await context.addInitScript(NAMED);
      const [panel, popup] = [await context.newPage(), await context.newPage()];
      const fuzz = new FuzzBrowser(servers, browser, panel, popup);
      for (const ours of [panel, popup]) {
        ours.on("console", (message) => fuzz.#heard(message)).on("pageerror", (problem) => fuzz.#problems.push(`page: ${problem.stack}`));
        await ours.addInitScript(canary);
      }
      await serviceWorker.evaluate(() => {
        const troubles: string[] = [];
        Object.assign(self, { troubles });
        self.addEventListener("error", ({ message }) => troubles.push(message));
        self.addEventListener("unhandledrejection", ({ reason }) => troubles.push(String(reason)));
      });
      await page.goto(servers.page);
      await panel.goto(`chrome-extension://${extensionId}/src/panel/index.html`);
      const tabId = await serviceWorker.evaluate(async (url) => (await chrome.tabs.query({ url }))[0]?.id ?? -1, "http://app.test/*");
      await popup.goto(`chrome-extension://${extensionId}/src/popup/index.html?tabId=${tabId}`);
      for (const ours of [panel, popup]) await assertAlive(ours);
      return fuzz;
    } catch (problem) {
      await servers.close();
      throw problem;
    }
  }

  async play(seed: number, count: number, tell: (done: number) => void): Promise<Result> {
    const started = performance.now();
    for (let at = 0; at < count; at += BATCH) {
      const cases = Array.from({ length: Math.min(BATCH, count - at) }, (_, index) => makeCase(seed, at + index));
      await this.#batch(seed, at, cases).catch((problem: unknown) => this.#problems.push(`replies from ${at}: ${String(problem)}`));
      tell(at + cases.length);
    }
    const seconds = (performance.now() - started) / 1000;
    const more = `${this.#recorded} entries exported, ${this.#dropped} let go by the budget, ${this.#opened} rows opened`;
    return { played: count, problems: this.#problems, seconds, more };
  }

  async #batch(seed: number, at: number, cases: readonly FuzzCase[]): Promise<void> {
    const { panel, servers } = this;
    const random = new Random(seed, at, 3);
    servers.know(cases);
    const asks = cases.map((one) => ({ url: servers.urlOf(one), method: one.method, headers: one.headers, credentials: one.credentials }));
    await this.browser.page.evaluate(send, { asks, width: 40 });
    await this.#papers(at);
    await panel.bringToFront();
    const tab = TABS[(at / BATCH) % TABS.length] as string;
    this.#opened += await panel.evaluate(visit, {
      tab,
      every: OPENED_IN_ALL,
      filter: hostileText(random).replaceAll("\n", " "),
      tabs: TABS,
    });
    await this.popup.bringToFront();
    for (const [name, page] of [["panel", panel] as const, ["popup", this.popup] as const]) {
      const found = await page.evaluate(() => window.canary.splice(0));
      this.#problems.push(...found.map((problem) => `replies from ${at}, ${name}: ${problem}`));
    }
    const troubles = await this.browser.serviceWorker.evaluate(() => (self as unknown as { troubles: string[] }).troubles.splice(0));
    this.#problems.push(...troubles.map((problem) => `replies from ${at}, worker: ${problem}`));
    if (await panel.getByText("an event that could not be read").isVisible()) this.#problems.push(`replies from ${at}: malformed event`);
    await panel.bringToFront();
    await panel.getByRole("button", { name: "Clear" }).click();
  }

  /** Export HAR and Copy report, as a user presses them. */
  async #papers(at: number): Promise<void> {
    const { panel } = this;
    const [download] = await Promise.all([
      panel.waitForEvent("download", { timeout: PATIENCE }),
      panel.getByRole("button", { name: "Export HAR" }).click(),
    ]);
    const text = readFileSync(await download.path(), "utf8");
    await download.delete();
    const { log } = JSON.parse(text) as Report;
    this.#recorded += log.entries.length;
    this.#dropped = log._corscope.dropped;
    const read = readReport(text);
    await panel.evaluate(() => {
      window.clipboard = "";
    });
    await panel.getByRole("button", { name: "Copy report" }).click();
    await panel.waitForFunction(() => window.clipboard !== "", undefined, { timeout: PATIENCE });
    const markdown = await panel.evaluate(() => window.clipboard);
    const found = [...harProblems({ log }), ...markdownProblems(markdown)];
    if (!read.ok || read.skipped > 0) found.push("the exported file is not read again as a whole");
    if (log.entries.length === 0) found.push("nothing was recorded");
    this.#problems.push(...found.map((problem) => `replies from ${at}: ${problem}`));
  }

  #heard(message: ConsoleMessage): void {
    if (message.type() === "error" || message.type() === "warning") this.#problems.push(`console: ${message.text()}`);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.servers.close();
  }
}

/** A canary that never sings tells nothing: it is shown what it has to find. */
async function assertAlive(page: Page): Promise<void> {
  const found = await page.evaluate(async () => {
    const stranger = document.createElement("div");
    stranger.innerHTML = "<x-stranger></x-stranger><a href=javascript:1></a>";
    document.body.append(stranger);
    await new Promise((resolve) => setTimeout(resolve));
    stranger.remove();
    return window.canary.splice(0);
  });
  if (found.length !== 2) throw new Error(`the canary heard ${JSON.stringify(found)}`);
}
