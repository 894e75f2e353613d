import type { IncomingMessage, ServerResponse } from "node:http";
import { expect, type Locator } from "playwright/test";
import { type OwnServer, serve } from "./ownServer";
import { until } from "./poll";
import { openSession, type Session } from "./session";

export interface Heard {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const html = (title: string) => (_: IncomingMessage, response: ServerResponse) => {
  response.writeHead(200, { "Content-Type": "text/html" }).end(`<title>${title}</title>`);
};

const asked = (request: IncomingMessage): string[] =>
  String(request.headers["access-control-request-headers"] ?? "")
    .split(",")
    .filter((name) => name !== "");

function allow(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(204, {
    "Access-Control-Allow-Origin": request.headers.origin ?? "",
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Allow-Methods": request.headers["access-control-request-method"] ?? "",
    "Access-Control-Allow-Headers": asked(request).join(","),
  });
  response.end();
}

/** The panel over a page whose server has hidden rules that the suite knows: what a click may do on the network. */
export class LiveSession {
  session!: Session;
  api!: OwnServer;
  page!: OwnServer;
  /** The page's host on another port. */
  namesake!: OwnServer;
  other!: OwnServer;
  /** All that the api was asked, in order. */
  readonly heard: Heard[] = [];
  /** Set while the server is "repaired". */
  repaired = false;

  /** By path: what this server minds; it then says nothing at all about CORS. */
  readonly #minds: Readonly<Record<string, (request: IncomingMessage) => boolean>> = {
    "/header": (request) => asked(request).includes("x-trace-id"),
    "/method": (request) => request.headers["access-control-request-method"] === "DELETE",
    "/origin": (request) => request.headers.origin === this.page.origin,
    "/many": (request) => asked(request).includes("x-h7") || asked(request).includes("x-h2"),
    "/nobody": () => true,
    "/reflects": (request) => asked(request).includes("x-trace-id"),
  };

  static async open(): Promise<LiveSession> {
    const live = new LiveSession();
    live.session = await openSession();
    live.api = await serve("api", (request, response) => live.#answer(request, response));
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

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? "").split("?")[0] ?? "";
    this.heard.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers });
    if (path === "/broken") {
      response.writeHead(502, { "Content-Type": "text/html", "X-Request-Id": "req-4711", Server: "nginx" });
      return void response.end("<html><h1>502 Bad Gateway</h1><script>document.title='run'</script>upstream timed out</html>");
    }
    if (path === "/refused-preflight" && request.method === "OPTIONS") return void response.writeHead(405).end();
    if (path === "/listed" || path === "/refused-preflight")
      return void response
        .writeHead(request.method === "OPTIONS" ? 204 : 200, { "Access-Control-Allow-Origin": "https://else.test" })
        .end();
    if (request.method !== "OPTIONS") return void response.writeHead(200).end("fine");
    if (this.repaired || this.#minds[path]?.(request) === false) return allow(request, response);
    response.writeHead(204).end();
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
