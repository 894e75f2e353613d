import type { Frame } from "playwright";
import type { Report, ReportEntry } from "../../src/core/report/harTypes";
import { type OwnServer, serve } from "../harness/ownServer";
import { until } from "../harness/poll";
import { exportHar, openSession, type Session } from "../harness/session";
import type { Shape } from "./shapes";

/** Whose page sends a request; `null` is a sandboxed frame. */
export type Sender = "app" | "admin" | "evil" | "null" | "dev";

/** The real Chromium with the extension in it; pages of several origins are frames of one tab, so that the panel sees them all. */
export interface Browser {
  readonly version: string;
  originOf(sender: Sender): string;
  /** "200 {…}" or "TypeError: …", as the page's script gets it. */
  send(sender: Sender, url: string, shape: Shape): Promise<string>;
  /** What the product makes of these: main entries by the query of their URLs. Waits until each is judged. */
  judged(nonces: readonly string[]): Promise<Map<string, ReportEntry>>;
  /** A page of the server that is proven, in a frame of the same tab. */
  open(sender: "dev", url: string): Promise<void>;
  /** Empties the recording. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function openBrowser(): Promise<Browser> {
  const session = await openSession();
  let pages: OwnServer | undefined;
  const close = async () => {
    await pages?.close();
    await session.close();
  };
  try {
    pages = await serve("app", (request, response) => {
      const port = request.headers.host?.split(":")[1] ?? "";
      const frames = ["admin", "evil"].map((name) => `<iframe name="${name}" src="http://${name}.test:${port}/frame"></iframe>`);
      const hub = `${frames.join("")}<iframe name="null" sandbox="allow-scripts" src="/frame"></iframe>`;
      response.writeHead(200, { "Content-Type": "text/html" }).end(`<!doctype html><title>app</title>${request.url === "/" ? hub : ""}`);
    });
    await session.page.goto(`${pages.origin}/`);
    return browserOf(session, pages.origin, close);
  } catch (problem) {
    await close();
    throw problem;
  }
}

function browserOf(session: Session, app: string, close: () => Promise<void>): Browser {
  const frameOf = (sender: Sender): Frame => {
    const frame = sender === "app" ? session.page.mainFrame() : session.page.frame({ name: sender });
    if (frame === null) throw new Error(`the page of ${sender} is gone`);
    return frame;
  };
  return {
    version: session.browser.context.browser()?.version() ?? "",
    originOf: (sender) => (sender === "null" ? "null" : app.replace("//app.", `//${sender}.`)),
    send: (sender, url, { method, headers, credentials }) =>
      frameOf(sender).evaluate(
        ([target, init]) =>
          fetch(target, init).then(
            async (reply) => `${reply.status} ${await reply.text()}`,
            (problem: unknown) => String(problem),
          ),
        [
          url,
          { method, headers: { ...headers }, credentials, cache: "no-store", ...(/^(?:POST|PUT)$/.test(method) ? { body: "{}" } : {}) },
        ] as const,
      ),
    judged: (nonces) => until("the product's verdicts", () => verdicts(session, nonces), 30_000),
    open: async (sender, url) => {
      const loaded = session.page.evaluate(
        ([name, src]) =>
          new Promise<void>((done) => {
            document.querySelector(`iframe[name="${name}"]`)?.remove();
            const frame = Object.assign(document.createElement("iframe"), { name, src });
            frame.addEventListener("load", () => done());
            document.body.append(frame);
          }),
        [sender, url] as const,
      );
      await loaded;
    },
    clear: async () => {
      await session.panel.getByRole("button", { name: "Clear", exact: true }).click();
    },
    close,
  };
}

async function verdicts(session: Session, nonces: readonly string[]): Promise<Map<string, ReportEntry> | null> {
  const { har } = await exportHar(session);
  const found = new Map(nonces.flatMap((nonce) => mainEntry(har, nonce).map((entry) => [nonce, entry] as const)));
  return found.size === nonces.length ? found : null;
}

function mainEntry(har: Report, nonce: string): ReportEntry[] {
  return har.log.entries.filter(
    ({ request, _cors, _corscope }) =>
      _cors.role === "main" && new URL(request.url).searchParams.get("n") === nonce && _corscope.end !== null,
  );
}
