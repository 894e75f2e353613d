import { createRequire } from "node:module";
import Ajv from "ajv";
import draft06 from "ajv/dist/refs/json-schema-draft-06.json" with { type: "json" };
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { assemble } from "../exchange/assemble";
import { CURABLE, eventsOf, FAILED, PAGE, playScene, type Scene } from "../remedy/scenes.fixture";
import { INFO } from "./info.fixture";
import { harParts, toHar } from "./toHar";

const validate = (() => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addMetaSchema(draft06);
  for (const schema of Object.values(createRequire(import.meta.url)("har-schema") as Record<string, object>)) ajv.addSchema(schema);
  return ajv.getSchema("har.json#")!;
})();

const allow = [["Access-Control-Allow-Origin", PAGE]] as const;
const ODD: Record<string, Scene> = {
  "redirect chain": { redirects: [{ status: 302, to: "/b", headers: allow }], reply: { status: 200, headers: allow } },
  "odd URL": { url: "https://api.test/a|b/[x]?a[]=1&token=[redacted#3]&q=100%&u=é\u{1f600}", reply: { status: 200, headers: allow } },
  IPv6: { url: "http://[::1]:8080/x", reply: { status: 200, headers: allow } },
  "never answered": { error: "net::ERR_CONNECTION_REFUSED" },
  "no time": { at: Number.NaN, reply: { status: 200 } },
  "lone preflight": { method: "PUT", preflight: { status: 404 } },
};

describe("HAR 1.2", () => {
  for (const [name, scene] of Object.entries({ ...CURABLE, ...ODD })) {
    it(`${name}: valid against the schema`, () => {
      const events = name === "lone preflight" ? eventsOf(scene).filter(({ requestId }) => requestId === "1p") : eventsOf(scene);
      const har = toHar(assemble(events), INFO);
      validate(JSON.parse(JSON.stringify(har)));
      expect(validate.errors).toBeNull();
      expect(har.log.entries.length).toBeGreaterThan(0);
      for (const entry of har.log.entries) {
        const { blocked = 0, send = 0, wait, receive } = entry.timings;
        expect(Math.max(blocked, 0) + send + wait + receive).toBeCloseTo(entry.time, 1);
      }
    });
  }
  it.each([Number.MAX_VALUE, Number.NaN, Number.POSITIVE_INFINITY])("an end at %d is no duration", (at) => {
    const seen = playScene({ error: FAILED });
    const main = seen.main && { ...seen.main, end: { kind: "failed", at, error: FAILED, afterAccepted: false } as const };
    const har = toHar([{ ...seen, main }], INFO);
    expect(har.log.entries[0]).toMatchObject({ time: 0, timings: { blocked: 0, wait: 0, receive: 0 } });
    validate(har);
    expect(validate.errors).toBeNull();
  });
  it("an empty recording is valid", () => {
    expect(validate(JSON.parse(JSON.stringify(toHar([], INFO))))).toBe(true);
  });
  it("stands in the order of the first event, a main request before its preflight", () => {
    const events = [
      ...eventsOf({ ...CURABLE["headers not listed"], id: "b", at: INFO.recordedTo }),
      ...eventsOf({ ...CURABLE["preflight 401"], id: "a", at: INFO.recordedFrom }),
    ];
    const entries = toHar(assemble(events).reverse(), INFO).log.entries;
    expect(entries.map(({ _cors }) => `${_cors.exchange} ${_cors.role}`)).toEqual(["a main", "a preflight", "b main", "b preflight"]);
    expect(entries.map(({ _cors }) => _cors.preflight?.entry)).toEqual([1, undefined, 3, undefined]);
    expect([...entries].sort((a, b) => a.startedDateTime.localeCompare(b.startedDateTime))).toEqual(entries);
  });
});

describe("secrets", () => {
  it("print without their number, in headers, URLs, and whatever quotes them", () => {
    const har = toHar(
      [
        playScene({
          url: "https://api.test/x?token=[redacted#9]&b=1",
          sent: [["Cookie", "[redacted#4]"]],
          reply: {
            status: 302,
            headers: [
              ["Location", "/y?key=[redacted#5]"],
              ["Access-Control-Allow-Origin", "[redacted#6]"],
            ],
          },
          error: FAILED,
        }),
      ],
      INFO,
    );
    const text = JSON.stringify(har);
    expect(text).not.toMatch(/redacted(?:#|%23)/);
    const { request, response } = har.log.entries[0]!;
    expect(new URL(request.url).searchParams.get("token")).toBe("[redacted]");
    expect(request.queryString).toEqual([
      { name: "token", value: "[redacted]" },
      { name: "b", value: "1" },
    ]);
    expect(request.headers).toContainEqual({ name: "Cookie", value: "[redacted]" });
    expect(response.redirectURL).toBe("/y?key=[redacted]");
  });
});

describe("_cors", () => {
  const corsOf = (scene: Scene) => toHar([playScene(scene)], INFO).log.entries.map((entry) => entry._cors);
  it("a request refused at its preflight and that preflight carry the reason; only the main has sent, preflight and remedy", () => {
    const [main, preflight] = corsOf(CURABLE["method not listed"] as Scene);
    expect(main).toMatchObject({
      role: "main",
      verdict: "blocked",
      reason: "MethodDisallowedByPreflightResponse",
      failedParameter: "PUT",
      sent: "no",
      preflight: { needed: true, entry: 1, because: ["method PUT"], cachedForMs: null },
      remedy: { party: "server", policy: { allowedMethods: ["PUT"] } },
    });
    expect(preflight).toMatchObject({
      role: "preflight",
      verdict: "blocked",
      reason: main?.reason,
      sent: null,
      preflight: null,
      remedy: null,
    });
    expect(main?.exchange).toBe(preflight?.exchange);
  });
  it("a preflight that passed is allowed though the reply was refused", () => {
    const [main, preflight] = corsOf(CURABLE["reply after a good preflight"] as Scene);
    expect(main).toMatchObject({ verdict: "blocked", reason: "MissingAllowOriginHeader", sent: "yes" });
    expect(preflight).toMatchObject({ verdict: "allowed", reason: null, failures: [], remedy: null });
  });
  it("a chain carries the reason on the hop that was refused", () => {
    const [first, second] = corsOf(CURABLE["second hop"] as Scene);
    expect(first).toMatchObject({ hop: 0, verdict: "allowed", reason: null, remedy: null, sent: "yes" });
    expect(second).toMatchObject({ hop: 1, verdict: "blocked", reason: "MissingAllowOriginHeader" });
  });
  it("failedParameter is absent where there is none", () => {
    const [main] = corsOf(CURABLE["no header"] as Scene);
    expect(main?.failedParameter).toBeUndefined();
    expect(JSON.stringify(main)).not.toContain("failedParameter");
    expect(Object.keys(main!.engines).sort()).toEqual(["chromium", "firefox", "standard", "webkit"]);
  });
  it("a cached preflight is said", () => {
    const [main] = corsOf({ method: "PUT", sent: [["X-A", "1"]], reply: { status: 200, headers: allow } });
    expect(main?.preflight).toMatchObject({ needed: true, entry: "cached", cachedForMs: null });
    expect(main).toMatchObject({ verdict: "allowed", remedy: null });
    expect(main?.risks.map(({ id }) => id)).toEqual(["vary-origin-missing"]);
  });
  it("not CORS is said, with the browser's own error on the entry", () => {
    const har = toHar([playScene(ODD["never answered"] as Scene)], INFO);
    expect(har.log.entries[0]).toMatchObject({
      _error: "net::ERR_CONNECTION_REFUSED",
      _cors: { verdict: "not-cors", notCors: "connection-refused", remedy: null },
    });
  });
});

describe("in pieces", () => {
  it("the text is the same report", () => {
    const scenes = Object.values({ ...CURABLE, ...ODD });
    const exchanges = scenes.map((scene, index) => playScene({ ...scene, id: String(index) }));
    const parts = [...harParts(exchanges, INFO)];
    expect(JSON.parse(parts.join(""))).toEqual(JSON.parse(JSON.stringify(toHar(exchanges, INFO))));
    expect(parts.length).toBe(toHar(exchanges, INFO).log.entries.length + 2);
    expect(JSON.parse([...harParts([], INFO)].join("")).log.entries).toEqual([]);
  });
});
