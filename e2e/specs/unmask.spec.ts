import { expect, test } from "playwright/test";
import { LiveSession } from "../harness/liveSession";

/** A hidden reply that is fetched again, and who may have the background do so. */

let live: LiveSession;

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  live = await LiveSession.open();
});

test.afterAll(async () => {
  await live?.close();
});

test("a hidden reply is shown as text, after its address was shown", async () => {
  const { panel } = live.session;
  expect(await live.call("/broken?id=7")).toBe("blocked");
  await live.open("/broken?id=7", "Why");
  const from = live.heard.length;
  await live.button("Unmask").click();
  const dialog = panel.getByRole("dialog");
  await expect(dialog).toContainText(`GET ${live.api.origin}/broken?id=7`);
  expect(live.heard.length).toBe(from);
  await dialog.getByRole("button", { name: "Send this GET" }).click();
  const reply = panel.getByRole("figure", { name: "The hidden reply" });
  await expect(reply).toContainText("502 Bad Gateway");
  await expect(reply).toContainText("req-4711");
  await expect(reply).toContainText("<h1>502 Bad Gateway</h1><script>");
  expect(await reply.locator("h1, script").count()).toBe(0);
  const [request] = live.heard.slice(from);
  expect(request?.headers).not.toHaveProperty("cookie");
  expect(request?.headers).not.toHaveProperty("referer");
  const stored = await live.session.browser.serviceWorker.evaluate(async () =>
    JSON.stringify([await chrome.storage.session.get(null), await chrome.storage.local.get(null)]),
  );
  expect(stored).not.toContain("upstream timed out");
});

test("what writes is not sent again, and a secret that was dropped cannot be", async () => {
  expect(await live.call("/broken?write", { method: "POST", body: "x" })).toBe("blocked");
  await live.open("/broken?write", "Why");
  await expect(live.button("Unmask")).toHaveCount(0);
  expect(await live.call("/broken?token=s3cret")).toBe("blocked");
  await live.open("/broken?token=", "Why");
  await expect(live.session.panel.getByText("a secret in its address was dropped")).toBeVisible();
  await expect(live.button("Unmask")).toHaveCount(0);
});

test("the background does for a panel what the recording holds for its tab, and nothing else", async () => {
  const { context, extensionId } = live.session.browser;
  const outsider = await context.newPage();
  await outsider.goto(`chrome-extension://${extensionId}/src/popup/index.html`);
  const from = live.heard.length;
  const news = await outsider.evaluate(async () => {
    const port = chrome.runtime.connect({ name: "corscope" });
    const replies: unknown[] = [];
    const taken = new Promise<void>((done) => {
      port.onMessage.addListener((message: { kind: string; call?: number }) => {
        if (message.kind !== "live") return;
        replies.push(message);
        if (replies.length === 3) done();
      });
    });
    port.postMessage({ kind: "subscribe", subject: 1, panel: true, since: null });
    port.postMessage({ kind: "live", call: 1, act: "unmask", exchange: "no such" });
    port.postMessage({ kind: "live", call: 2, act: "everything", exchange: "1" });
    port.postMessage({ kind: "live", call: 3, act: "unmask", url: "http://api.test/" });
    port.postMessage({ kind: "subscribe", subject: "all", panel: true, since: null });
    port.postMessage({ kind: "live", call: 4, act: "ask", exchange: "no such" });
    port.postMessage({ kind: "subscribe", subject: 1, panel: false, since: null });
    port.postMessage({ kind: "live", call: 5, act: "try", exchange: "no such" });
    await taken;
    return replies;
  });
  expect(news).toEqual([
    { kind: "live", call: 1, news: { step: "refused", why: "gone", done: true } },
    { kind: "live", call: 4, news: { step: "refused", why: "no-tab", done: true } },
    { kind: "live", call: 5, news: { step: "refused", why: "no-tab", done: true } },
  ]);
  expect(live.heard.length).toBe(from);
  await outsider.close();
});
