import { expect, type Locator } from "playwright/test";
import { type Heard, html, LiveServer } from "./liveServer";
import { type OwnServer, serve } from "./ownServer";
import { until } from "./poll";
import { openSession, type Session } from "./session";

/** The panel over a page whose server has hidden rules that the suite knows: what a click may do on the network. */
export class LiveSession {
  session!: Session;
  api!: OwnServer;
  page!: OwnServer;
  /** The page's host on another port. */
  namesake!: OwnServer;
  other!: OwnServer;
  readonly #server = new LiveServer((origin) => origin === this.page.origin);

  /** All that the api was asked, in order. */
  get heard(): readonly Heard[] {
    return this.#server.heard;
  }

  set repaired(value: boolean) {
    this.#server.repaired = value;
  }

  static async open(): Promise<LiveSession> {
    const live = new LiveSession();
    live.session = await openSession();
    live.api = await serve("api", live.#server.answer);
    live.page = await serve("page", html("calls"));
    live.namesake = await serve("page", html("port"));
    live.other = await serve("other", html("other"));
    await live.session.page.goto(live.page.origin);
    // Every request is looked at by itself here.
    await live.session.panel.getByRole("combobox", { name: "Group repeats" }).selectOption("never");
    return live;
  }

  async close(): Promise<void> {
    await this.session.close();
    await Promise.all([this.api, this.page, this.other, this.namesake].map((server) => server.close()));
  }

  call(path: string, init: RequestInit = {}): Promise<string> {
    return this.session.page.evaluate(
      ([url, options]) =>
        fetch(url, options).then(
          (reply) => `passed ${reply.status}`,
          () => "blocked",
        ),
      [`${this.api.origin}${path}`, init] as const,
    );
  }

  rowOf(path: string): Locator {
    return this.session.panel
      .getByRole("grid", { name: "Exchanges" })
      .getByRole("row", { name: new RegExp(`${path.replace("?", "\\?")}(?![\\w=])`) })
      .last();
  }

  async open(path: string, tab: "Fix" | "Why" | "Headers"): Promise<void> {
    await this.rowOf(path).click();
    await this.session.panel.getByRole("tab", { name: tab, exact: true }).click();
  }

  button(name: string): Locator {
    return this.session.panel.getByRole("button", { name, exact: true });
  }

  rules(): Promise<number> {
    return this.session.browser.serviceWorker.evaluate(async () => (await chrome.declarativeNetRequest.getSessionRules()).length);
  }

  async noRules(what: string): Promise<void> {
    await until(what, async () => ((await this.rules()) === 0 ? true : null));
  }

  async tryOn(path: string, method = "PUT"): Promise<void> {
    expect(await this.call(path, { method })).toBe("blocked");
    await this.open(path, "Fix");
    await this.button("Try on this tab").click();
    await expect(this.session.panel.getByRole("region", { name: "Headers on trial" })).toBeVisible();
  }
}
