import { describe, expect, it } from "vitest";
import { asksOf, HOSTS, VIAS } from "./case";
import { flipped, makeCase, makeCases } from "./generate";
import { asSent } from "./requests";
import { ALLOW_ORIGIN } from "./values";

const CASES = makeCases(7, 5_000);

const ORIGINS = Object.keys(ALLOW_ORIGIN).map((kind) => `origin:${kind}`);

const count = (has: (one: (typeof CASES)[number]) => boolean): number => CASES.filter(has).length;
const atLeast = (least: number, names: Iterable<string>, of: (name: string) => number): Record<string, number> =>
  Object.fromEntries([...names].map((name) => [name, of(name)] as const).filter(([, found]) => found < least));

describe("what a seed makes", () => {
  it("is the same, byte for byte", () => {
    expect(JSON.stringify(makeCases(7, 300))).toBe(JSON.stringify(CASES.slice(0, 300)));
    expect(makeCase(7, 4_999)).toEqual(CASES[4_999]);
  });

  it("is another for another seed", () => {
    const whole = (seed: number): string => JSON.stringify(makeCases(seed, 50).map(({ index: _, ...rest }) => rest));
    expect(new Set([1, 2, 3, 7, 1_000_000].map(whole)).size).toBe(5);
  });

  it("is bytes: what is sent can be written one character a byte", () => {
    const values = CASES.flatMap(({ stops }) => stops.flatMap(({ preflight, reply }) => [...preflight.headers, ...reply.headers]).flat());
    expect(values.every((value) => [...value].every((character) => character.charCodeAt(0) <= 0xff && !/[\r\n\0]/.test(character)))).toBe(
      true,
    );
  });

  it("goes to another origin at least once", () => {
    expect(CASES.every(({ stops }) => stops.some(({ host }) => host !== "page"))).toBe(true);
  });
});

describe("5,000 cases hold", () => {
  it("every way to send and every place to send to", () => {
    expect(atLeast(60, VIAS, (via) => count(({ ask }) => ask.via === via))).toEqual({});
    expect(atLeast(60, HOSTS, (host) => count(({ stops }) => stops.some((stop) => stop.host === host)))).toEqual({});
  });

  it("every fault alone, as the only thing that is wrong", () => {
    const names = [
      ...["credentials", ...ORIGINS].flatMap((name) => [`0 response ${name}`, `0 preflight ${name}`]),
      ..."status redirect no-redirect methods-parse headers-parse method headers".split(" ").map((name) => `0 preflight ${name}`),
      "0 redirect userinfo",
      "0 redirect location",
    ];
    expect(atLeast(1, names, (name) => count(({ faults }) => faults.length === 1 && faults[0] === name))).toEqual({});
    expect(atLeast(20, names, (name) => count(({ faults }) => faults.includes(name)))).toEqual({});
  });

  it("near misses above all, and enough that passes", () => {
    const shares = [0, 1, 2].map((faults) => count((one) => one.faults.length === faults) / CASES.length);
    expect(shares[0]).toBeGreaterThan(0.07);
    expect((shares[1] ?? 0) + (shares[2] ?? 0)).toBeGreaterThan(0.7);
  });

  it("every corner of what Access-Control-Allow-Origin may be", () => {
    const sent = new Set(CASES.flatMap(({ stops }) => stops.flatMap(({ preflight, reply }) => [preflight, reply].map(origin))));
    const all = Object.values(ALLOW_ORIGIN).flat();
    expect(all.filter((pairs) => sent.has(JSON.stringify(pairs))).length / all.length).toBeGreaterThan(0.95);
  });

  it("chains, repeats, cookies, upload listeners and every credentials mode", () => {
    expect(count(({ stops }) => stops.length > 1)).toBeGreaterThan(1_000);
    expect(count(({ stops }) => stops.length > 2)).toBeGreaterThan(300);
    expect(count(({ stops }) => stops.length > 1 && stops[0]?.host === "page")).toBeGreaterThan(100);
    expect(count(({ stops }) => stops.slice(1).some(({ host }) => host === "page"))).toBeGreaterThan(100);
    expect(count(({ again }) => again?.along === true)).toBeGreaterThan(100);
    expect(count(({ again }) => again?.along === false)).toBeGreaterThan(100);
    expect(count(({ cookies }) => cookies.length > 0)).toBeGreaterThan(1_000);
    expect(count(({ ask }) => ask.upload)).toBeGreaterThan(50);
    expect(atLeast(400, ["omit", "same-origin", "include"], (mode) => count(({ ask }) => ask.credentials === mode))).toEqual({});
  });

  it("methods and headers on both sides of the line", () => {
    expect(
      atLeast(20, "GET HEAD POST PUT DELETE PATCH patch FOO foo *".split(" "), (name) => count(({ ask }) => asSent(ask.method) === name)),
    ).toEqual({});
    const sizes = CASES.flatMap(({ ask }) => ask.headers.map(([, value]) => value.length));
    expect([128, 129].every((size) => sizes.includes(size))).toBe(true);
    const sums = CASES.filter(({ ask }) => ask.headers.length === 9).map(({ ask }) =>
      ask.headers.reduce((sum, [, value]) => sum + value.length, 0),
    );
    expect(new Set(sums)).toEqual(new Set([1023, 1024, 1025, 1026]));
  });

  it("every status that matters, on both kinds of reply", () => {
    const statuses = (of: "preflight" | "reply") => new Set(CASES.flatMap(({ stops }) => stops.map((stop) => stop[of].status)));
    for (const status of [200, 204, 299, 301, 302, 303, 307, 308, 304, 400, 401, 403, 404, 405, 500, 502])
      expect(statuses("preflight")).toContain(status);
    for (const status of [200, 204, 301, 302, 303, 307, 308, 304, 400, 401, 403, 404, 405, 500, 502])
      expect(statuses("reply")).toContain(status);
  });
});

describe("a twin", () => {
  it("differs in credentials only, for one request or for both", () => {
    const one = CASES.find(({ again }) => again !== null);
    if (one === undefined) throw new Error("no case repeats its request");
    const [first, second] = asksOf(one);
    const [twinFirst, twinSecond] = asksOf(flipped(one, 1));
    expect(twinFirst).toEqual(first);
    expect({ ...twinSecond, credentials: null }).toEqual({ ...second, credentials: null });
    expect(twinSecond?.credentials).not.toBe(second?.credentials);
    expect(asksOf(flipped(one, null)).every((ask, index) => ask.credentials !== asksOf(one)[index]?.credentials)).toBe(true);
  });
});

function origin({ headers }: (typeof CASES)[number]["stops"][number]["reply"]): string {
  return JSON.stringify(headers.filter(([name]) => name === "Access-Control-Allow-Origin"));
}
