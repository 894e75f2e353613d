import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnosis/diagnose";
import type { Exchange, LiveFix } from "../exchange/exchange";
import { covers, planTrial } from "./liveFix";
import { prescribe } from "./prescribe";
import { risksOf } from "./risks";
import { API, CURABLE, FAILED, PAGE, playScene, type Scene } from "./scenes.fixture";

function plan(scene: Scene, withCredentials = false, others: readonly Exchange[] = []) {
  const exchange = playScene(scene);
  const diagnosis = diagnose(exchange);
  return planTrial(exchange, diagnosis, prescribe(exchange, diagnosis), withCredentials, others);
}

const BLOCKED: Scene = { method: "PUT", asked: "x-a", preflight: { status: 204 }, error: FAILED };

describe("planTrial", () => {
  it("changes CORS headers and nothing else, names one origin, and lets no preflight be kept", () => {
    const planned = plan(BLOCKED);
    expect(planned).toEqual({
      ok: true,
      trial: {
        page: PAGE,
        credentials: "perhaps",
        fix: {
          kind: "live-fix",
          server: "https://api.test",
          headers: [
            ["Access-Control-Allow-Origin", PAGE],
            ["Access-Control-Allow-Credentials", null],
            ["Access-Control-Allow-Methods", "PUT"],
            ["Access-Control-Allow-Headers", "x-a"],
            ["Access-Control-Max-Age", "0"],
          ],
        },
      },
    });
  });

  it("goes on allowing what else the page asks of this server", () => {
    const other = playScene({ method: "DELETE", asked: "x-b", preflight: { status: 204 }, error: FAILED, id: "2" });
    const elsewhere = playScene({
      url: "https://else.test/",
      method: "PATCH",
      asked: "x-c",
      preflight: { status: 204 },
      error: FAILED,
      id: "3",
    });
    const planned = plan(BLOCKED, false, [other, elsewhere]);
    const headers = new Map(planned.ok ? planned.trial.fix.headers : []);
    expect(headers.get("Access-Control-Allow-Methods")).toBe("DELETE, PUT");
    expect(headers.get("Access-Control-Allow-Headers")).toBe("x-a, x-b");
  });

  it.each<[string, Scene, string]>([
    ["preflight 404", { ...BLOCKED, preflight: { status: 404 } }, "preflight-status"],
    ["passes already", { reply: { status: 200, headers: [["Access-Control-Allow-Origin", "*"]] } }, "not-blocked"],
    ["an origin that is none", { ...BLOCKED, origin: "null" }, "no-policy"],
    [
      "a redirect to another server",
      {
        redirects: [{ status: 302, to: "https://else.test/", headers: [["Access-Control-Allow-Origin", PAGE]] }],
        reply: { status: 200 },
        error: FAILED,
      },
      "no-policy",
    ],
  ])("offers nothing: %s", (_, scene, why) => {
    expect(plan(scene)).toEqual({ ok: false, why });
  });

  it.each(Object.entries(CURABLE))("what is curable by headers passes as the browser saw it: %s", (_, scene) => {
    const exchange = playScene(scene);
    for (const withCredentials of [true, false]) {
      const planned = plan(scene, withCredentials);
      if (!planned.ok) return expect(planned.why).toBe("preflight-status");
      if (!withCredentials && planned.trial.credentials !== "not-included") continue;
      const tried = diagnose({ ...passed(exchange), changedBy: planned.trial.fix });
      expect([tried.verdict, tried.certainty, tried.failures]).toEqual(["allowed", "certain", []]);
    }
  });
});

describe("covers", () => {
  const fixOf = (methods: string, headers: string): LiveFix => ({
    kind: "live-fix",
    server: "https://api.test",
    headers: [
      ["Access-Control-Allow-Origin", PAGE],
      ["Access-Control-Allow-Methods", methods],
      ["Access-Control-Allow-Headers", headers],
    ],
  });
  it.each([
    ["PUT", "x-a", true],
    ["DELETE, PUT", "x-a, x-b", true],
    ["DELETE", "x-a", false],
    ["PUT", "x-b", false],
  ])("%s and %s: %s", (methods, headers, expected) => {
    expect(covers(fixOf(methods, headers), fixOf("PUT", "x-a"))).toBe(expected);
  });

  it("lacks what it says nothing about", () => {
    expect(covers({ ...fixOf("PUT", "x-a"), headers: [] }, fixOf("PUT", "x-a"))).toBe(false);
  });
});

/** The same exchange with a browser that let it through. */
function passed(exchange: Exchange): Exchange {
  if (exchange.main === null) return exchange;
  const hops = exchange.main.hops.map((hop) => ({ ...hop, response: hop.response ?? { status: 200, statusLine: "", headers: [], at: 9 } }));
  return { ...exchange, main: { ...exchange.main, hops, end: { kind: "accepted", at: 10, status: 200, fromCache: false } } };
}

describe("an exchange that was changed", () => {
  const fix: LiveFix = { kind: "live-fix", server: new URL(API).origin, headers: [["Access-Control-Allow-Origin", PAGE]] };
  const passing: Exchange = { ...playScene({ reply: { status: 200 } }), changedBy: fix };

  it("is allowed, and nobody says that the server allowed it", () => {
    const diagnosis = diagnose(passing);
    expect(diagnosis.verdict).toBe("allowed");
    expect(diagnosis.sentence).toBe("Corscope's headers let `https://app.test` read this reply; `api.test` itself sent others.");
    expect(prescribe(passing, diagnosis)).toMatchObject({ party: "server", policy: null });
    expect(risksOf(passing, diagnosis)).toEqual([]);
  });

  it("is refused for what the browser saw, not for what the server sent", () => {
    const refused: Exchange = { ...playScene({ ...BLOCKED, preflight: { status: 204 } }), changedBy: fix };
    expect(diagnose(refused)).toMatchObject({ verdict: "blocked", reason: "MethodDisallowedByPreflightResponse" });
  });

  it("keeps what the server sent", () => {
    diagnose(passing);
    expect(passing.main?.hops[0]?.response?.headers).toEqual([]);
  });

  it("of another server is judged as it was sent", () => {
    const other: Exchange = { ...playScene({ reply: { status: 200 }, error: FAILED }), changedBy: { ...fix, server: "https://else.test" } };
    expect(diagnose(other).reason).toBe("MissingAllowOriginHeader");
  });
});
