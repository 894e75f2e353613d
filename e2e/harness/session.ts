import { existsSync, readFileSync } from "node:fs";
import type { Frame, Page } from "playwright";
import type { Report } from "../../src/core/report/harTypes";
import type { Scenario } from "../servers/scenarios/scenario";
import { type Servers, startServers } from "../servers/startServers";
import { type LaunchedWithExtension, type LaunchOptions, launch } from "./launch";
import { openDevTools } from "./openDevTools";
import { type Oracle, oracle } from "./oracle";

/** Another copy than the one that was just built, if need be: e2e/permissions takes something away from it. */
export const EXTENSION = process.env.CORSCOPE_EXTENSION ?? "dist/chrome";

/** The playground, a browser with the extension in it, and the real DevTools open on the CORS panel. */
export interface Session {
  readonly servers: Servers;
  readonly browser: LaunchedWithExtension;
  readonly page: Page;
  readonly dev: Page;
  readonly panel: Frame;
  readonly ear: Oracle;
  close(): Promise<void>;
}

export async function openSession(options: Partial<LaunchOptions> = {}): Promise<Session> {
  if (!existsSync(`${EXTENSION}/manifest.json`)) throw new Error(`expected the built extension in ${EXTENSION}: run npm run build first`);
  const servers = await startServers();
  const closers: (() => Promise<void>)[] = [() => servers.close()];
  const close = async () => {
    for (const closer of closers.reverse()) await closer();
  };
  try {
    const browser = await launch({
      resolverRules: servers.resolverRules,
      ...options,
      extensionDir: EXTENSION,
      extraArgs: [...servers.chromiumArgs, ...(options.extraArgs ?? [])],
    });
    closers.push(() => browser.close());
    const { page, context } = browser;
    await openPage(page, servers.pageUrl());
    const { dev, panel } = await openDevTools(context, page, browser.extensionId);
    const ear = await oracle(context, page);
    return { servers, browser, page, dev, panel, ear, close };
  } catch (problem) {
    await close();
    throw problem;
  }
}

async function openPage(page: Page, url: string): Promise<void> {
  if (page.url() === url) return;
  await page.goto(url);
  await page.locator("html[data-ready]").waitFor();
}

/** What can be found of one run of a scenario in URLs, logs and reports. */
export function partOf(scenario: Scenario, nonce: string): string {
  return `/s/${scenario.id}/0?n=${nonce}`;
}

/** Presses the scenario's button, so to speak, on the page it has to be sent from, and waits until the browser is done with it. */
export async function playScenario({ servers, page, ear }: Session, scenario: Scenario, nonce: string): Promise<void> {
  await openPage(page, servers.pageUrl(scenario));
  await page.evaluate(({ id, n }) => window.playground?.run(id, n), { id: scenario.id, n: nonce });
  await ear.finished(partOf(scenario, nonce));
}

/** Presses Export HAR in the panel and reads what was downloaded. */
export async function exportHar({ dev, panel }: Pick<Session, "dev" | "panel">): Promise<{ text: string; har: Report; fileName: string }> {
  const [download] = await Promise.all([
    dev.waitForEvent("download", { timeout: 60_000 }),
    panel.getByRole("button", { name: "Export HAR" }).click(),
  ]);
  const text = readFileSync(await download.path(), "utf8");
  return { text, har: JSON.parse(text) as Report, fileName: download.suggestedFilename() };
}
