import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright";
import { transformWithOxc } from "vite";
import type { Report } from "../../src/core/report/harTypes";
import { type LaunchedWithExtension, launch } from "../harness/launch";
import { asksOf, type Case } from "./case";
import { type Comparison, compareCase, exchangesOf } from "./compare";
import { Ear } from "./ear";
import type { Play } from "./page";
import { type OracleServers, openServers, urlOf } from "./servers";

const BUILT = "dist/chrome";
/** As many requests at a time as one host gets connections, times the hosts that get most of them. */
const WIDTH = 16;
const GENEROUS = 60_000;

/** One playing of a case: the key names it in every URL. */
export interface Run {
  readonly key: string;
  readonly one: Case;
}

export interface Played extends Run {
  readonly comparisons: readonly Comparison[];
}

/** The servers, a browser with the extension in it, a page of `http://app.test` and the panel as a tab of its own. */
export class OracleSession {
  readonly #servers: OracleServers;
  readonly #browser: LaunchedWithExtension;
  readonly #panel: Page;
  readonly #ear: Ear;
  readonly #closers: readonly (() => unknown)[];

  private constructor(servers: OracleServers, browser: LaunchedWithExtension, panel: Page, ear: Ear, closers: readonly (() => unknown)[]) {
    this.#servers = servers;
    this.#browser = browser;
    this.#panel = panel;
    this.#ear = ear;
    this.#closers = closers;
  }

  static async open(keepDefaultFeatures: boolean): Promise<OracleSession> {
    if (!existsSync(`${BUILT}/manifest.json`)) throw new Error(`expected the built extension in ${BUILT}: run npm run build first`);
    const closers: (() => unknown)[] = [];
    try {
      // A copy of its own: somebody may build while this plays.
      const extensionDir = mkdtempSync(join(tmpdir(), "corscope-oracle-"));
      closers.push(() => rmSync(extensionDir, { recursive: true, force: true }));
      cpSync(BUILT, extensionDir, { recursive: true });
      const { code } = await transformWithOxc(readFileSync(new URL("./page.ts", import.meta.url), "utf8"), "page.ts");
      const servers = await openServers(
        `<!doctype html><title>oracle</title><link rel=icon href=data:,><body><script type=module>${code}</script>`,
      );
      closers.push(() => servers.close());
      const browser = await launch({ extensionDir, resolverRules: servers.resolverRules, keepDefaultFeatures });
      closers.push(() => browser.close());
      const { page, context, extensionId } = browser;
      const panel = await context.newPage();
      await panel.goto(`chrome-extension://${extensionId}/src/panel/index.html`);
      await page.goto(`${servers.origins.page}/`);
      const ear = await Ear.listen(context, page);
      await page.evaluate(() => window.oracle.prepare());
      return new OracleSession(servers, browser, panel, ear, closers);
    } catch (problem) {
      await closeAll(closers);
      throw problem;
    }
  }

  get browserVersion(): string {
    return this.#browser.context.browser()?.version() ?? "unknown";
  }

  /** Plays these, and holds what the extension exports of them against what the browser said. */
  async play(runs: readonly Run[]): Promise<Played[]> {
    const { origins } = this.#servers;
    this.#ear.forget();
    this.#servers.forget();
    const plays = runs.map(({ key, one }): Play => {
      this.#servers.know(key, one);
      return { url: urlOf(origins, one, key, 0), asks: asksOf(one), along: one.again?.along ?? false };
    });
    await this.#setCookies(runs);
    const refused = await this.#browser.page.evaluate(([all, width]) => window.oracle.play(all, width), [plays, WIDTH] as const);
    if (refused.length > 0) throw new Error(`no page can send this: ${refused.join("\n")}`);
    await this.#ear.allEnded(new Map(runs.map(({ key, one }) => [key, asksOf(one).length])), GENEROUS);
    const report = await this.#export();
    await this.#panel.getByRole("button", { name: "Clear" }).click();
    // What is asked for after it comes after it: the next batch must not be forgotten along with this one.
    const rest = (await this.#export()).log.entries.length;
    if (rest > 0) throw new Error(`${rest} entries were still there after Clear`);
    if (report.log._corscope.dropped !== 0)
      throw new Error(`the recording let ${report.log._corscope.dropped} exchanges go: make batches smaller`);
    const exchanges = exchangesOf(report);
    const crossOrigin = (url: string): boolean => new URL(url).origin !== origins.page;
    return runs.map((run) => ({
      ...run,
      comparisons: compareCase(this.#ear.of(run.key), exchanges.get(run.key) ?? [], crossOrigin, isRepeat(run.one)),
    }));
  }

  async close(): Promise<void> {
    await closeAll(this.#closers);
  }

  /** Bound to the path of their case; the browser decides which it sends. */
  async #setCookies(runs: readonly Run[]): Promise<void> {
    const { context } = this.#browser;
    await context.clearCookies();
    const cookies = runs.flatMap(({ key, one }) =>
      [...new Set(one.cookies.map((host) => new URL(this.#servers.origins[host]).hostname))].map((domain) => ({
        name: "oracle",
        value: "1",
        domain,
        path: `/c/${key}`,
        sameSite: "Lax" as const,
      })),
    );
    if (cookies.length > 0) await context.addCookies(cookies);
  }

  async #export(): Promise<Report> {
    const [download] = await Promise.all([
      this.#panel.waitForEvent("download", { timeout: GENEROUS }),
      this.#panel.getByRole("button", { name: "Export HAR" }).click(),
    ]);
    const report = JSON.parse(readFileSync(await download.path(), "utf8")) as Report;
    await download.delete();
    return report;
  }
}

/** Of a page's own headers of these names a cached preflight leaves no trace (browsers set them too), or they turn every cache off. */
const NO_TELLING = /^(?:if-|cache-control$|pragma$|user-agent$|priority$|upgrade-insecure-requests$)/;

/** Whether the second request finds the preflight of the first and shows it. Opaque origins keep none; an upload listener leaves no trace. */
function isRepeat({ ask, again, stops }: Case): boolean {
  if (ask.upload || ask.via === "sandbox" || ask.headers.some(([name]) => NO_TELLING.test(name))) return false;
  return again !== null && !again.along && stops.length === 1 && JSON.stringify(again.ask) === JSON.stringify(ask);
}

async function closeAll(closers: readonly (() => unknown)[]): Promise<void> {
  for (const closer of [...closers].reverse()) await closer();
}
