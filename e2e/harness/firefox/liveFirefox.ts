import { expect } from "playwright/test";
import type { Page } from "puppeteer-core";
import { type Heard, html, LiveServer } from "../liveServer";
import type { OwnServer } from "../ownServer";
import { until } from "../poll";
import { EXTENSION_ORIGIN } from "./launchFirefox";
import type { FirefoxSession } from "./session";
import { View } from "./view";

interface Rules {
  readonly declarativeNetRequest: { getSessionRules(): Promise<readonly unknown[]> };
}

/** A page in Firefox whose server has hidden rules that the suite knows, and Corscope's panel on it. */
export class LiveFirefox {
  page!: Page;
  panel!: View;
  api!: OwnServer;
  server!: LiveServer;
  #site!: OwnServer;
  /** A page of the extension behind the others, which may look at what the toolbox's panel may not. */
  #aside!: View;

  private constructor(readonly firefox: FirefoxSession) {}

  static async open(firefox: FirefoxSession, where: "toolbox" | "tab"): Promise<LiveFirefox> {
    const live = new LiveFirefox(firefox);
    live.#site = await firefox.serve("page", html("calls"));
    live.server = new LiveServer((origin) => origin === live.#site.origin);
    live.api = await firefox.serve("api", live.server.answer);
    live.#aside = await openBehind(firefox, "/src/popup/index.html");
    live.page = await firefox.openPage(`${live.#site.origin}/`);
    live.panel = where === "toolbox" ? await firefox.openPanel(live.page) : await firefox.openFullView(`?tabId=${await live.#tabId()}`);
    await live.panel.waitFor({ role: "button", name: "Export HAR" });
    return live;
  }

  async close(): Promise<void> {
    await Promise.all([this.api, this.#site].map((server) => server.close()));
  }

  get origin(): string {
    return this.#site.origin;
  }

  get heard(): readonly Heard[] {
    return this.server.heard;
  }

  #tabId(): Promise<number> {
    return this.#aside.evaluate(async (prefix) => {
      const { browser } = globalThis as unknown as { browser: { tabs: { query(o: object): Promise<{ id: number; url?: string }[]> } } };
      const tab = (await browser.tabs.query({})).find(({ url }) => url?.startsWith(prefix));
      return tab?.id ?? -1;
    }, this.#site.origin);
  }

  call(path: string, init: RequestInit = {}): Promise<string> {
    return this.page.evaluate(
      (url, options) =>
        fetch(url, options).then(
          (reply) => `passed ${reply.status}`,
          () => "blocked",
        ),
      `${this.api.origin}${path}`,
      init,
    );
  }

  /** Has the call made, which is refused, and its row opened. */
  async refused(path: string, init: RequestInit, tab: "Fix" | "Why" | "Headers"): Promise<void> {
    expect(await this.call(path, init)).toBe("blocked");
    await this.open(path, tab);
  }

  async tryOn(path: string): Promise<void> {
    await this.refused(path, { method: "PUT" }, "Fix");
    await this.press("Try on this tab");
    await this.panel.waitFor({ role: "region", name: "Headers on trial" });
  }

  /** The last row of this path, as a selector. */
  async rowOf(path: string): Promise<string> {
    await until(`a row of ${path}`, () =>
      this.panel.evaluate((wanted) => {
        const rows = [...document.querySelectorAll<HTMLElement>('[role="grid"] [role="row"]')];
        for (const { dataset } of rows) delete dataset.wanted;
        const row = rows.findLast(({ textContent }) => textContent.includes(wanted));
        if (row !== undefined) row.dataset.wanted = "";
        return row === undefined ? null : true;
      }, path),
    );
    return "[data-wanted]";
  }

  async open(path: string, tab: "Fix" | "Why" | "Headers"): Promise<void> {
    await this.panel.click(await this.rowOf(path));
    await this.panel.click({ role: "tab", name: tab });
  }

  press(name: string): Promise<void> {
    return this.panel.click({ role: "button", name });
  }

  rows(): Promise<number> {
    return this.panel.evaluate(() => document.querySelectorAll('[role="grid"] [role="row"]').length);
  }

  rules(): Promise<number> {
    return this.#aside.evaluate(async () => {
      const { browser } = globalThis as unknown as { browser: Rules };
      return (await browser.declarativeNetRequest.getSessionRules()).length;
    });
  }

  async noRules(what: string): Promise<void> {
    await until(what, async () => ((await this.rules()) === 0 ? true : null));
  }
}

/** A toolbox stays in front, so that it can be clicked. */
async function openBehind({ bidi, chrome }: FirefoxSession, path: string): Promise<View> {
  const { context } = await bidi.send("browsingContext.create", { type: "tab", background: true });
  await bidi.send("browsingContext.navigate", { context, url: `${EXTENSION_ORIGIN}${path}`, wait: "none" });
  const view = new View(chrome, context as string);
  await view.waitFor("body *");
  return view;
}
