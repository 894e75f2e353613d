import { expect, test } from "playwright/test";
import { serve } from "../harness/ownServer";
import { exportHar, openSession } from "../harness/session";

/**
 * Fifty identical parallel PUTs, their preflights answered after random delays. Every reply carries a number of its own, so that our pairs can
 * be held against the browser's (`initiator.requestId` of the DevTools Protocol).
 */
const COUNT = 50;

/** A small generator with a seed (mulberry32), so that a failing run can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

for (const { seed, refuse } of [
  { seed: 1, refuse: 0 },
  { seed: 2, refuse: 0.3 },
]) {
  test(`${COUNT} identical PUTs, ${refuse * 100} % of the preflights refused: a bijection, equal to the browser's (seed ${seed})`, async () => {
    const session = await openSession();
    const next = random(seed);
    let preflights = 0;
    let mains = 0;
    const api = await serve("many", (request, response) => {
      const allow = { "Access-Control-Allow-Origin": request.headers.origin ?? "", "Access-Control-Max-Age": "0" };
      if (request.method !== "OPTIONS") {
        response.writeHead(200, { ...allow, "X-Main": String(++mains) }).end("ok");
        return;
      }
      const allowed = next() >= refuse ? { "Access-Control-Allow-Methods": "PUT" } : {};
      const number = String(++preflights);
      setTimeout(() => response.writeHead(204, { ...allow, ...allowed, "X-Preflight": number }).end(), next() * 60);
    });
    try {
      const truth = await listen(session);
      const url = `${api.origin}/same`;
      await session.page.evaluate(
        async ({ target, count }) => {
          await Promise.allSettled(Array.from({ length: count }, () => fetch(target, { method: "PUT", body: "x" })));
        },
        { target: url, count: COUNT },
      );
      const { har } = await exportHar(session);
      const entries = har.log.entries.filter(({ request }) => request.url === url);
      const ours = entries
        .filter(({ _cors }) => _cors.role === "preflight")
        .map((preflight) => {
          const main = entries.find((entry) => entry._cors.role === "main" && entry._cors.exchange === preflight._cors.exchange);
          return `${header(preflight.response.headers, "X-Preflight")}->${main === undefined ? "nobody" : (header(main.response.headers, "X-Main") ?? "refused")}`;
        });
      const mainsPaired = entries.filter(({ _cors }) => _cors.role === "preflight").map(({ _cors }) => _cors.exchange);
      expect(ours).toHaveLength(COUNT);
      expect(new Set(mainsPaired).size).toBe(COUNT);
      expect(ours.sort()).toEqual(truth().sort());
    } finally {
      await api.close();
      await session.close();
    }
  });
}

function header(headers: readonly { name: string; value: string }[], name: string): string | undefined {
  return headers.find((one) => one.name.toLowerCase() === name.toLowerCase())?.value;
}

/** The browser's own pairs, by the numbers in the replies. */
async function listen({ browser, page }: Awaited<ReturnType<typeof openSession>>): Promise<() => string[]> {
  const protocol = await browser.context.newCDPSession(page);
  const mainOf = new Map<string, string>();
  const numberOf = new Map<string, string>();
  const note = (requestId: string, headers: object) => {
    for (const [name, value] of Object.entries(headers)) if (/^x-(?:main|preflight)$/i.test(name)) numberOf.set(requestId, String(value));
  };
  protocol.on("Network.requestWillBeSent", ({ requestId, initiator }) => {
    if (initiator.type === "preflight" && initiator.requestId !== undefined) mainOf.set(requestId, initiator.requestId);
  });
  protocol.on("Network.responseReceived", ({ requestId, response }) => note(requestId, response.headers));
  protocol.on("Network.responseReceivedExtraInfo", ({ requestId, headers }) => note(requestId, headers));
  await protocol.send("Network.enable");
  return () => [...mainOf].map(([preflight, main]) => `${numberOf.get(preflight)}->${numberOf.get(main) ?? "refused"}`);
}
