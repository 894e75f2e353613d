import type { RequestListener } from "node:http";
import type { Page } from "puppeteer-core";
import type { Report } from "../../../src/core/report/harTypes";
import { type Servers, startServers } from "../../servers/startServers";
import { type OwnServer, serve } from "../ownServer";
import { type Downloaded, downloadInto } from "./download";
import { EXTENSION_ID, EXTENSION_ORIGIN, type Firefox, type FirefoxOptions, launchFirefox } from "./launchFirefox";
import { openPopup, openToolbox } from "./toolbox";
import { attachTab, openTab, type View } from "./view";

/** The playground and a stock Firefox with the extension in it. */
export interface FirefoxSession extends Firefox {
  readonly servers: Servers;
  /** A server of a spec's own, as `http://NAME.test:PORT`. */
  serve(name: string, handle: RequestListener): Promise<OwnServer>;
  /** Opens the playground in a tab of its own. */
  openPage(url?: string): Promise<Page>;
  /** The CORS panel of the real toolbox on the page. */
  openPanel(page: Page): Promise<View>;
  /** The panel as an ordinary tab; `?tabId=N` narrows it. */
  openFullView(search?: string): Promise<View>;
  openPopup(): Promise<View>;
  /** The tab that Corscope itself opened. */
  attach(url: RegExp): Promise<View>;
  /** What `act` makes Firefox download, once it is whole. */
  download(act: () => Promise<void>): Promise<Downloaded>;
  exportHar(panel: View): Promise<Report>;
}

export async function openFirefoxSession(options: Partial<FirefoxOptions> = {}): Promise<FirefoxSession> {
  const servers = await startServers();
  try {
    const firefox = await launchFirefox({ names: servers.names, ...options });
    await firefox.chrome.listenToConsole();
    return inSession(servers, firefox);
  } catch (problem) {
    await servers.close();
    throw problem;
  }
}

function inSession(servers: Servers, firefox: Firefox): FirefoxSession {
  const { browser, chrome, downloads } = firefox;
  const download: FirefoxSession["download"] = (act) => downloadInto(downloads, act);
  return {
    ...firefox,
    servers,
    async serve(name, handle) {
      await chrome.resolveNames({ [`${name}.test`]: "127.0.0.1" });
      return serve(name, handle);
    },
    async openPage(url = servers.pageUrl()) {
      const page = await browser.newPage();
      await page.goto(url);
      await page.waitForSelector("html[data-ready]");
      return page;
    },
    openPanel: (page) => openToolbox(chrome, page.url()),
    openFullView: (search = "") => openTab(chrome, `${EXTENSION_ORIGIN}/src/panel/index.html${search}`),
    attach: (url) => attachTab(chrome, url),
    openPopup: () => openPopup(chrome, EXTENSION_ID),
    download,
    async exportHar(panel) {
      const { text } = await download(() => panel.click({ role: "button", name: "Export HAR" }));
      return JSON.parse(text) as Report;
    },
    async close() {
      await firefox.close();
      await servers.close();
    },
  };
}

/** Plays one scenario on a page and waits until its script knows the outcome. */
export function runScenario(page: Page, id: string, nonce: string): Promise<unknown> {
  return page.evaluate(({ wanted, n }) => window.playground?.run(wanted, n), { wanted: id, n: nonce });
}
