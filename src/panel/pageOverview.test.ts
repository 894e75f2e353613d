import { describe, expect, it } from "vitest";
import type { Exchange } from "../core/exchange/exchange";
import { drawn } from "./exchanges.fixture";
import { rowOf } from "./judge";
import { overviewOf, union } from "./pageOverview";

/** A PUT whose preflight took 20 ms and was answered without a word on caching. */
function preflighted(id: string, at: number): Exchange {
  const main = drawn({ id, at, method: "PUT" });
  const { main: preflight } = drawn({
    id: `p${id}`,
    at: at + 1,
    method: "OPTIONS",
    reply: {
      status: 204,
      headers: [
        ["Access-Control-Allow-Origin", "https://app.test"],
        ["Access-Control-Allow-Methods", "PUT"],
        ["Access-Control-Max-Age", "0"],
      ],
    },
  });
  if (preflight === null || main.main === null) throw new Error("both were drawn");
  const asking = preflight.hops.map((hop) => ({
    ...hop,
    sent: hop.sent && { ...hop.sent, headers: [...hop.sent.headers, ["Access-Control-Request-Method", "PUT"] as const] },
  }));
  return { ...main, preflights: [{ hop: 0, transaction: { ...preflight, hops: asking } }] };
}

const overview = (...exchanges: Exchange[]) => overviewOf(exchanges.map((one) => rowOf(one, "chromium")));

describe("overviewOf", () => {
  it("counts overlapping preflights once on the page's clock, and each in the sum", () => {
    const { preflights, sumMs, wallMs, exchanges } = overview(preflighted("a", 1000), preflighted("b", 1010), preflighted("c", 3000));
    expect({ preflights, sumMs, wallMs, exchanges }).toEqual({ preflights: 3, sumMs: 60, wallMs: 50, exchanges: 3 });
  });

  it("says what a longer max-age would have spared", () => {
    const { atCap } = overview(preflighted("a", 1000), preflighted("b", 2000), preflighted("c", 3000));
    expect(atCap).toEqual({ engine: "chromium", seconds: 7200, preflights: 2, ms: 40 });
  });

  it("counts by the browser that recorded it", () => {
    const rows = [preflighted("a", 1000), preflighted("b", 2000)].map((one) => rowOf(one, "firefox"));
    expect(overviewOf(rows).atCap).toMatchObject({ engine: "firefox", seconds: 86_400 });
  });

  it("lays what overlaps into lanes, and merges what could not be told apart", () => {
    const { lanes, bars } = overview(drawn({ id: "a", at: 1000 }), drawn({ id: "b", at: 1010 }), drawn({ id: "c", at: 1100 }));
    expect([lanes, bars.map(({ lane }) => lane)]).toEqual([2, [0, 1, 0]]);
    const many = overview(...Array.from({ length: 5000 }, (_, n) => drawn({ id: `n${n}`, at: 1000 + n * 10 })));
    expect(many.bars.length).toBeLessThan(1000);
    expect(many.lanes).toBeLessThanOrEqual(8);
  });
});

describe("union", () => {
  it("joins what touches", () => {
    expect(
      union([
        { from: 5, to: 6 },
        { from: 0, to: 2 },
        { from: 1, to: 3 },
        { from: 3, to: 4 },
      ]),
    ).toEqual([
      { from: 0, to: 4 },
      { from: 5, to: 6 },
    ]);
  });
});
