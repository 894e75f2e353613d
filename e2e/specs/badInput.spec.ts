import { expect, test } from "playwright/test";
import { type OwnServer, serve } from "../harness/ownServer";
import { until } from "../harness/poll";
import { exportHar, openSession, playScenario, type Session } from "../harness/session";
import { scenarioCalled } from "../servers/scenarios/table";

/** What a hostile or merely odd page and server can send: nothing throws, nothing else is lost, the panel says what happened. */
let session: Session;
const servers: OwnServer[] = [];
/** Anything our pages or worker throw or log as an error. */
let complaints: string[];

test.beforeEach(async () => {
  session = await openSession();
  complaints = [];
  session.dev.on("pageerror", (problem) => complaints.push(String(problem)));
  session.dev.on("console", (message) => {
    if (message.type() === "error" && message.location().url.startsWith("chrome-extension:")) complaints.push(message.text());
  });
  session.browser.serviceWorker.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
});

test.afterEach(async () => {
  await session?.close();
  for (const server of servers.splice(0)) await server.close();
});

const rows = () => session.panel.getByRole("grid", { name: "Exchanges" }).locator('[role="row"][data-verdict]');

async function get(url: string, init: RequestInit = {}): Promise<void> {
  await session.page.evaluate(([target, options]) => fetch(target, options).then(String, String), [url, init] as const);
}

/** The panel goes on as if nothing had been: a scenario played afterwards is there and right. */
async function stillWorks(): Promise<void> {
  await playScenario(session, scenarioCalled("method-not-listed"), "afterwards");
  await session.panel.getByRole("searchbox", { name: "Filter" }).fill("afterwards");
  await expect(rows().last()).toHaveAttribute("data-verdict", "blocked");
  await session.panel.getByRole("searchbox", { name: "Filter" }).fill("");
  expect(complaints).toEqual([]);
}

test("markup in every place that reaches a view stays text", async () => {
  const evil = `"><img src=x onerror="window.__pwned=1"><script>window.__pwned=1</script>`;
  const api = await serve("evil", (_, response) => {
    response.setHeader("Access-Control-Allow-Origin", evil);
    response.setHeader("X-Evil", evil);
    response.setHeader("__proto__", evil);
    response.setHeader("constructor", evil);
    response.end("ok");
  });
  servers.push(api);
  await get(`${api.origin}/${encodeURI(evil)}?<script>__proto__=${encodeURIComponent(evil)}`);
  await rows().last().click();
  for (const tab of ["Why", "Timeline", "Fix", "Headers", "Simulate"]) {
    await session.panel.getByRole("tab", { name: tab }).click();
    await expect(session.panel.getByRole("tabpanel")).toBeVisible();
  }
  const found = await session.panel.evaluate(() => ({
    pwned: "__pwned" in window,
    scripts: document.querySelectorAll("body script:not([src])").length,
    images: document.querySelectorAll('img[src="x"]').length,
  }));
  expect(found).toEqual({ pwned: false, scripts: 0, images: 0 });
  await stillWorks();
});

test("bytes that are no text, values of 100 kB, 10,000 fields, a 2 MB URL", async () => {
  const api = await serve("odd", (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://any.test");
    const send = (fields: string) => {
      request.socket.end(Buffer.from(`HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n${fields}\r\nok`, "latin1"));
    };
    if (pathname === "/bytes") send("Access-Control-Allow-Origin: \xff\xfe\x80caf\xe9\r\nX-Utf8: \xc3\x28\r\n");
    else if (pathname === "/long") send(`Access-Control-Allow-Origin: ${"a".repeat(100_000)}\r\n`);
    else if (pathname === "/many") send("X-A: 1\r\n".repeat(10_000));
    else response.end("ok");
  });
  servers.push(api);
  for (const path of ["/bytes", "/long", "/many"]) await get(`${api.origin}${path}`);
  await get(`${api.origin}/huge?${"x".repeat(2_000_000)}`);
  await expect(rows()).toHaveCount(4);
  for (let index = 0; index < 4; index++) await expect(rows().nth(index)).toHaveAttribute("data-verdict", /blocked|not-cors/);
  const { har } = await exportHar(session);
  const reasons = har.log.entries.filter(({ request }) => request.url.startsWith(api.origin)).map(({ _cors }) => _cors.reason);
  expect(reasons.slice(0, 3)).toEqual(["InvalidAllowOriginValue", "InvalidAllowOriginValue", "MissingAllowOriginHeader"]);
  await stillWorks();
});

test("2,000 requests at once are all there", async () => {
  const api = await serve("flood", (_, response) => response.end("ok"));
  servers.push(api);
  await session.page.evaluate(async (origin) => {
    await Promise.allSettled(Array.from({ length: 2000 }, (_, index) => fetch(`${origin}/${index}`)));
  }, api.origin);
  const { har } = await exportHar(session);
  const { dropped } = har.log._corscope;
  const seen = new Set(har.log.entries.filter(({ request }) => request.url.startsWith(api.origin)).map(({ request }) => request.url));
  expect(seen.size + dropped).toBe(2000);
  expect(seen.size).toBeGreaterThan(500);
  await stillWorks();
});

test("a full storage.session is said in the panel, and recording goes on", async () => {
  await session.browser.serviceWorker.evaluate(async () => {
    const rest = chrome.storage.session.QUOTA_BYTES - (await chrome.storage.session.getBytesInUse(null));
    await chrome.storage.session.set({ ballast: "x".repeat(rest - 40) });
  });
  const api = await serve("full", (_, response) => response.end("ok"));
  servers.push(api);
  await get(`${api.origin}/a`);
  await expect(rows()).toHaveCount(1);
  await expect(session.panel.getByText(/storage/i).first()).toBeVisible();
  await stillWorks();
});

test("a message from a page reaches nobody", async () => {
  const answers = await session.page.evaluate(async (id) => {
    const { chrome: api } = window as unknown as { chrome?: { runtime?: { connect?: unknown; sendMessage?: unknown } } };
    const frame = document.createElement("iframe");
    frame.src = `chrome-extension://${id}/src/panel/index.html`;
    document.body.append(frame);
    await new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
    frame.contentWindow?.postMessage({ kind: "clear", subject: "all" }, "*");
    let reached = false;
    try {
      reached = frame.contentDocument?.title.includes("CORS") === true;
    } catch {
      reached = false;
    }
    return { runtime: typeof api?.runtime?.sendMessage, reached };
  }, session.browser.extensionId);
  expect(answers).toEqual({ runtime: "undefined", reached: false });
  await stillWorks();
});

test("permission withdrawn while recording is said in the panel, and given back recording goes on", async () => {
  await playScenario(session, scenarioCalled("missing-allow-origin"), "first");
  await expect(rows()).toHaveCount(1);
  const asked = await session.browser.serviceWorker.evaluate(() =>
    chrome.permissions.remove({ origins: ["http://*/*", "https://*/*"] }).then(
      () => "removed",
      (problem: unknown) => String(problem),
    ),
  );
  // Chromium refuses to take away what the manifest requires: a user does it in the browser's own page of extensions.
  expect(asked).toMatch(/required permissions/i);
  await setSiteAccess(session, "ON_CLICK");
  const notice = session.panel.getByText(/permission/i).first();
  await expect(notice).toBeVisible();
  await expect(rows()).toHaveCount(1);
  await setSiteAccess(session, "ON_ALL_SITES");
  await expect(notice).toBeHidden();
  await stillWorks();
});

/** Details of the extension, "Site access": what the settings page does when the user chooses it. */
async function setSiteAccess({ browser }: Session, hostAccess: "ON_CLICK" | "ON_ALL_SITES"): Promise<void> {
  const settings = await browser.context.newPage();
  await settings.goto("chrome://extensions/");
  await settings.evaluate(
    (change) =>
      new Promise<void>((resolve) => {
        const api = (
          window as unknown as { chrome: { developerPrivate: { updateExtensionConfiguration(change: object, done: () => void): void } } }
        ).chrome;
        api.developerPrivate.updateExtensionConfiguration(change, resolve);
      }),
    { extensionId: browser.extensionId, hostAccess },
  );
  await until(`site access ${hostAccess}`, async () => {
    const granted = await browser.serviceWorker.evaluate(() => chrome.permissions.contains({ origins: ["http://*/*"] }));
    return granted === (hostAccess === "ON_ALL_SITES") ? true : null;
  });
  await settings.close();
}
