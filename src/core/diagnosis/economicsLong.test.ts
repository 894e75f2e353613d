import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Exchange } from "../exchange/exchange";
import { diagnose } from "./diagnose";
import { economicsOf } from "./economics";
import { API, PAGE, play } from "./economics.fixture";
import { capOf } from "./economicsReplay";

describe("a long recording", () => {
  /** 200 endpoints, every request at a time of its own. */
  const long = (count: number) =>
    Array.from({ length: count }, (_, index) => play({ at: index * 7, url: `${API}/${index % 200}?${index % 7}` }));
  const asked = (exchanges: readonly Exchange[]) => {
    let calls = 0;
    const found = economicsOf(exchanges, (exchange) => {
      calls++;
      return diagnose(exchange);
    });
    return { calls, found };
  };
  it("asks once for each of 50,000 exchanges, and what it gives back does not grow with them", () => {
    const small = asked(long(5_000));
    const large = asked(long(50_000));
    expect([small.calls, large.calls]).toEqual([5_000, 50_000]);
    expect(large.found).toHaveLength(small.found.length);
    expect(JSON.stringify(large.found).length).toBeLessThan(JSON.stringify(small.found).length * 1.1);
    expect(large.found.reduce((total, one) => total + one.preflights, 0)).toBe(50_000);
  });
  it("reads each exchange's facts the same number of times however many there are", () => {
    const reads = (count: number) => {
      let total = 0;
      const get = (target: Exchange, name: string | symbol) => {
        total++;
        return Reflect.get(target, name);
      };
      const counted = long(count).map((exchange) => new Proxy(exchange, { get }));
      economicsOf(counted, diagnose);
      return total / count;
    };
    expect(reads(5_000)).toBe(reads(500));
  });
  it("caps are the engines' own", () => {
    expect([capOf("chromium"), capOf("firefox"), capOf("webkit")]).toEqual([7200, 86_400, 600]);
  });
});

describe("never throws", () => {
  it("whatever the headers and times are", () => {
    const text = fc.string({ unit: "binary", maxLength: 20 });
    const list = fc.array(fc.tuple(fc.constantFrom("Access-Control-Max-Age", "Access-Control-Allow-Methods", "Content-Type", "X-A"), text));
    const any = fc.record({
      at: fc.double(),
      url: fc.oneof(fc.webUrl(), text),
      origin: fc.oneof(fc.constant(PAGE), text),
      method: text,
      headers: list,
      preflight: fc.option(list),
      costMs: fc.double(),
      refused: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 6 }), (plays) => {
        for (const { preflights, atCap, costMs } of economicsOf(plays.map(play), diagnose)) {
          expect(atCap.chromium.preflights).toBeLessThanOrEqual(preflights);
          expect(costMs.total).not.toBeNaN();
        }
      }),
    );
  });
});
