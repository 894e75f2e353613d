import type { ServerResponse } from "node:http";
import { expect } from "playwright/test";
import { test } from "../harness/firefox/test";
import type { View } from "../harness/firefox/view";
import { until } from "../harness/poll";

/** Firefox ends the event page when it pleases, an open panel notwithstanding; here it is ended on purpose. */

interface Items {
  readonly dirty?: boolean;
}

/** The journal has written everything: nothing is marked as due. */
async function journalled(panel: View): Promise<void> {
  await until("a written journal", async () => {
    const items = await panel.evaluate(() => chrome.storage.session.get(null) as Promise<Items>);
    return items.dirty === true ? null : items;
  });
}

interface Gate {
  readonly arrived: Promise<void>;
  arrive(response: ServerResponse): void;
  answer(status: number, headers: Record<string, string>): void;
}

/** A request that waits at the server until it is told what to answer. */
function gate(): Gate {
  let waiting: ServerResponse | undefined;
  let arrived = (): void => {};
  return {
    arrived: new Promise((resolve) => {
      arrived = resolve;
    }),
    arrive(response) {
      waiting = response;
      arrived();
    },
    answer: (status, headers) => void waiting?.writeHead(status, headers).end("ok"),
  };
}

test("the event page ends during a preflight and again during the reply: nothing is lost, the pair stays one, the panel comes back", async ({
  firefox,
}) => {
  const gates = { OPTIONS: gate(), PUT: gate() };
  const api = await firefox.serve("slow", (request, response) => gates[request.method as keyof typeof gates].arrive(response));
  try {
    const page = await firefox.openPage();
    const panel = await firefox.openPanel(page);
    await panel.waitFor({ role: "button", name: "Export HAR" });
    const allow = { "Access-Control-Allow-Origin": new URL(page.url()).origin, "Access-Control-Allow-Methods": "PUT" };
    const lives = new Set<string>();
    const sleep = async () => {
      await journalled(panel);
      lives.add(await firefox.chrome.backgroundLife());
      await firefox.chrome.suspendBackground();
    };

    const outcome = page.evaluate((url) => fetch(url, { method: "PUT" }).then(String, String), `${api.origin}/pair`);
    await gates.OPTIONS.arrived;
    await sleep();
    gates.OPTIONS.answer(204, allow);
    await gates.PUT.arrived;
    await sleep();
    gates.PUT.answer(200, {}); // which lacks what the preflight had
    expect(await outcome).toContain("NetworkError");
    await panel.waitFor('[role="row"][data-verdict="blocked"]');
    lives.add(await firefox.chrome.backgroundLife());
    expect(lives.size).toBe(3);
    const { log } = await firefox.exportHar(panel);
    const entries = log.entries.filter(({ request }) => request.url === `${api.origin}/pair`);
    expect(entries.map(({ _cors }) => [_cors.role, _cors.verdict, _cors.reason])).toEqual([
      ["main", "blocked", "MissingAllowOriginHeader"],
      ["preflight", "allowed", null],
    ]);
    expect(new Set(entries.map(({ _cors }) => _cors.exchange)).size).toBe(1);
  } finally {
    await api.close();
  }
});
