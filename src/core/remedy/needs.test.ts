import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnosis/diagnose";
import { policyPasses } from "./applied";
import { edit, exposable } from "./edit";
import { type Judged, needsFrom, policyFor } from "./needs";
import type { Policy } from "./policy";
import { CURABLE, FAILED, PAGE, playScene, type Scene } from "./scenes.fixture";

const SERVER = "https://api.test";

function judged(scene: Scene): Judged {
  const exchange = playScene(scene);
  return { exchange, diagnosis: diagnose(exchange) };
}

const everything = Object.values(CURABLE).map(judged);

describe("what an app needs from a server", () => {
  it("lets every exchange of the ticked origin pass, whichever were recorded", () => {
    fc.assert(
      fc.property(fc.subarray(everything, { minLength: 1 }), (some) => {
        const needs = needsFrom(SERVER, some, PAGE);
        const merged = policyFor(needs, new Set([PAGE]));
        const counted = some.filter(({ exchange }) => exchange.main?.hops.at(-1)?.url.startsWith(`${SERVER}/`));
        if (merged === null) return expect(counted.length).toBe(0);
        expect(needs.origins.reduce((sum, { exchanges }) => sum + exchanges, 0)).toBe(counted.length);
        for (const { exchange, diagnosis } of counted) expect(policyPasses(exchange, diagnosis, merged), exchange.id).toBe(true);
      }),
    );
  });

  it("is needed whole: without a method, a header or the origin something is blocked again", () => {
    const merged = policyFor(needsFrom(SERVER, everything, PAGE), new Set([PAGE])) as Policy;
    const smaller: Policy[] = [
      ...merged.allowedMethods.map((gone) => ({ ...merged, allowedMethods: merged.allowedMethods.filter((one) => one !== gone) })),
      ...merged.allowedHeaders.map((gone) => ({ ...merged, allowedHeaders: merged.allowedHeaders.filter((one) => one !== gone) })),
      { ...merged, allowedOrigins: ["https://other.test"] },
    ];
    expect(smaller.length).toBeGreaterThan(2);
    for (const policy of smaller) {
      const passes = everything.every(({ exchange, diagnosis }) => policyPasses(exchange, diagnosis, policy));
      expect(passes, JSON.stringify(policy)).toBe(false);
    }
  });

  it("puts nobody on the list by itself: a foreign page's requests are a row without a tick", () => {
    const foreign = judged({ origin: "https://evil.test", reply: { status: 200 }, error: FAILED });
    const own = judged({ reply: { status: 200 }, error: FAILED });
    const needs = needsFrom(SERVER, [foreign, own], PAGE);
    expect(needs.origins.map(({ origin, own, blocked }) => [origin, own, blocked])).toEqual([
      [PAGE, true, 1],
      ["https://evil.test", false, 1],
    ]);
    expect(policyFor(needs, new Set([PAGE]))?.allowedOrigins).toEqual([PAGE]);
    expect(policyFor(needs, new Set())).toBeNull();
  });

  it("counts what no policy can be read from, with its reason", () => {
    const needs = needsFrom(SERVER, [judged({ origin: "null", reply: { status: 200 }, error: FAILED })], PAGE);
    expect(needs.origins).toEqual([]);
    expect(needs.leftOut).toEqual([{ reason: expect.stringContaining("unusual"), exchanges: 1 }]);
  });
});

describe("editing a policy", () => {
  const policy = policyFor(needsFrom(SERVER, everything, PAGE), new Set([PAGE])) as Policy;
  const changed = (change: Parameters<typeof edit>[1], from = policy) => {
    const edited = edit(from, change);
    return edited.ok ? edited.policy : edited.expected;
  };

  it("takes a page's address for its origin", () => {
    expect(changed({ kind: "add", list: "allowedOrigins", text: " https://staging.test/login " })).toMatchObject({
      allowedOrigins: [PAGE, "https://staging.test"],
      provenance: { "allowedOrigins.https://staging.test": "added by you" },
    });
  });

  it.each([
    [{ kind: "add", list: "allowedOrigins", text: "null" }, /Expected an origin/],
    [{ kind: "add", list: "allowedOrigins", text: "*" }, /Expected an origin/],
    [{ kind: "add", list: "exposedHeaders", text: "x y" }, /reply header/],
    [{ kind: "remove", list: "allowedOrigins", value: PAGE }, /at least one origin/],
    [{ kind: "max-age", seconds: 1e9 }, /seconds/],
  ] as const)("refuses %j", (change, expected) => expect(changed(change)).toMatch(expected));

  it("never lets `*` meet credentials", () => {
    expect(changed({ kind: "credentials", allow: true }, { ...policy, allowedOrigins: ["*"] })).toMatch(/named origins/);
    expect(changed({ kind: "add", list: "allowedOrigins", text: PAGE }, { ...policy, allowedOrigins: ["*"] })).toMatchObject({
      allowedOrigins: [PAGE],
    });
  });

  it("adding and taking away again leaves what was there", () => {
    const added = changed({ kind: "add", list: "exposedHeaders", text: "X-Total" }) as Policy;
    expect(added.exposedHeaders).toEqual(["x-total"]);
    expect(changed({ kind: "remove", list: "exposedHeaders", value: "x-total" }, added)).toEqual(policy);
  });
});

describe("reply headers that a page cannot read", () => {
  it("are offered once, without what is readable or of no use to it", () => {
    const headers = [
      ["Content-Type", "text/plain"],
      ["X-Total", "7"],
      ["x-total", "8"],
      ["X-Request-Id", "1"],
      ["Server", "nginx"],
      ["Set-Cookie", "a"],
      ["Access-Control-Expose-Headers", "x-request-id"],
    ] as const;
    expect(exposable(playScene({ reply: { status: 200, headers }, error: FAILED }))).toEqual(["x-total"]);
  });
});
