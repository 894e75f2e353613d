import type { ServerResponse } from "node:http";
import { expect, test } from "playwright/test";
import { entriesOf } from "../harness/compare";
import { serve } from "../harness/ownServer";
import { until } from "../harness/poll";
import { exportHar, openSession, partOf, playScenario, type Session } from "../harness/session";
import { scenarioCalled } from "../servers/scenarios/table";

/** The browser stops the worker whenever it likes; here it is stopped on purpose. */

/** Stops every service worker, as the browser does with an idle one, and waits until ours is another. */
async function stopWorker({ browser }: Session): Promise<void> {
  const helper = await browser.context.newPage();
  await helper.goto(`chrome-extension://${browser.extensionId}/src/popup/index.html`);
  const protocol = await browser.context.newCDPSession(helper);
  await protocol.send("ServiceWorker.enable");
  await protocol.send("ServiceWorker.stopAllWorkers");
  await helper.close();
}

/** The journal has written everything: nothing is marked as due. */
async function journalled({ browser }: Session): Promise<void> {
  await until("a written journal", async () => {
    const items = await browser.serviceWorker.evaluate(() => chrome.storage.session.get(null));
    return items.dirty === true ? null : items;
  });
}

test("an idle stop in the middle of a pair loses nothing", async () => {
  const session = await openSession();
  let answer: (() => void) | undefined;
  const asked = deferred();
  const api = await serve("slow", (request, response: ServerResponse) => {
    const allow = { "Access-Control-Allow-Origin": request.headers.origin ?? "", "Access-Control-Allow-Credentials": "true" };
    if (request.method !== "OPTIONS") return void response.writeHead(200, allow).end("ok");
    answer = () => response.writeHead(204, { ...allow, "Access-Control-Allow-Methods": "GET" }).end();
    asked.resolve();
  });
  try {
    const url = `${api.origin}/pair`;
    const outcome = session.page.evaluate((target) => fetch(target, { method: "PUT" }).then(String, String), url);
    await asked.promise;
    await journalled(session);
    await stopWorker(session);
    answer?.();
    await outcome;
    const { har } = await exportHar(session);
    const entries = har.log.entries.filter(({ request }) => request.url === url);
    expect(entries.map(({ _cors }) => [_cors.role, _cors.verdict, _cors.reason, _cors.certainty]).sort()).toEqual([
      ["main", "blocked", "MethodDisallowedByPreflightResponse", "certain"],
      ["preflight", "blocked", "MethodDisallowedByPreflightResponse", "certain"],
    ]);
    expect(new Set(entries.map(({ _cors }) => _cors.exchange)).size).toBe(1);
  } finally {
    await api.close();
    await session.close();
  }
});

test("a stopped worker comes back with the recording, and the panel with it: no row lost, none doubled", async () => {
  const session = await openSession();
  try {
    const rows = session.panel.getByRole("grid", { name: "Exchanges" }).getByRole("row", { name: /\/s\// });
    await playScenario(session, scenarioCalled("method-not-listed"), "before-1");
    await playScenario(session, scenarioCalled("missing-allow-origin"), "before-2");
    await expect(rows).toHaveCount(2);
    await journalled(session);
    await stopWorker(session);
    await playScenario(session, scenarioCalled("preflight-404"), "after-1");
    await expect(rows).toHaveCount(3);
    const { har } = await exportHar(session);
    for (const [id, nonce] of [
      ["method-not-listed", "before-1"],
      ["missing-allow-origin", "before-2"],
      ["preflight-404", "after-1"],
    ] as const) {
      const scenario = scenarioCalled(id);
      expect(partOf(scenario, nonce)).toContain(nonce);
      expect(new Set(entriesOf(har, scenario, nonce).map(({ _cors }) => _cors.reason)), id).toEqual(new Set([scenario.expect.reason]));
    }
  } finally {
    await session.close();
  }
});

/** A promise that somebody else settles. */
function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
