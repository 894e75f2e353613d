import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnosis/diagnose";
import type { Exchange } from "../exchange/exchange";
import type { Header } from "../exchange/networkEvent";
import { INFO } from "../report/info.fixture";
import { toHar } from "../report/toHar";
import { applyPolicy } from "./applied";
import { answersPreflight } from "./plan";
import { prescribe } from "./prescribe";
import { refusedPart } from "./refused";
import { risksOf } from "./risks";
import { reflectionsIn } from "./risksReflection";
import { RISK_IDS } from "./risksTable";
import { CURABLE, PAGE, playScene, type Scene } from "./scenes.fixture";

const ORIGIN: Header = ["Access-Control-Allow-Origin", PAGE];
const ANY: Header = ["Access-Control-Allow-Origin", "*"];
const TRUE: Header = ["Access-Control-Allow-Credentials", "true"];
const VARY: Header = ["Vary", "Origin"];

const replying = (...headers: Header[]): Scene => ({ reply: { status: 200, headers } });
const from = (origin: string, ...more: Header[]): Scene => ({
  origin,
  reply: { status: 200, headers: [["Access-Control-Allow-Origin", origin], VARY, ...more] },
});
const preflighted = (...headers: Header[]): Scene => ({
  method: "PUT",
  asked: "authorization",
  preflight: { status: 204, headers: [ANY, ["Access-Control-Allow-Methods", "PUT"], ...headers] },
  ...replying(ANY),
});
const aged = (...age: string[]): Scene =>
  preflighted(["Access-Control-Allow-Headers", "authorization"], ...age.map((value): Header => ["Access-Control-Max-Age", value]));

const played = (scene: Scene): { exchange: Exchange; shown: string[] } => {
  const exchange = playScene(scene);
  expect(diagnose(exchange).verdict).toBe("allowed");
  return { exchange, shown: shownBy(exchange) };
};
const shownBy = (exchange: Exchange): string[] => risksOf(exchange, diagnose(exchange)).map(({ id, severity }) => `${severity} ${id}`);

/** What shows it, exactly, and the healthy twin of each, which shows nothing. */
const ROWS: readonly (readonly [shows: string, risky: Scene, healthy: Scene])[] = [
  ["high null-origin-allowed", from("null", TRUE), from(PAGE, TRUE)],
  ["medium null-origin-allowed", from("null"), from(PAGE)],
  ["medium insecure-origin-with-credentials", from("http://app.test", TRUE), from("http://localhost:3000", TRUE)],
  ["medium insecure-origin-with-credentials", from("http://app.test", TRUE), from("http://app.test")],
  ["medium wildcard-on-cookie-reply", { ...replying(ANY), sent: [["Cookie", "[redacted#1]"]] }, replying(ANY)],
  [
    "medium authorization-under-wildcard",
    preflighted(["Access-Control-Allow-Headers", "*"], ["Access-Control-Max-Age", "600"]),
    preflighted(["Access-Control-Allow-Headers", "*, Authorization"], ["Access-Control-Max-Age", "600"]),
  ],
  ["low wildcard-sets-cookie", replying(ANY, ["Set-Cookie", "[redacted#1]"]), { ...from(PAGE, ["Set-Cookie", "[redacted#1]"]) }],
  [
    "low wildcard-on-authorized-reply",
    { ...replying(ANY), sent: [["Authorization", "[redacted#1]"]] },
    { ...from(PAGE), sent: [["Authorization", "[redacted#1]"]] },
  ],
  ["low vary-origin-missing", replying(ORIGIN), replying(ORIGIN, ["Vary", "Accept, origin"])],
  ["low vary-origin-missing", replying(ORIGIN, ["Vary", "Origin-Agent"]), replying(ORIGIN, ["Cache-Control", "private, no-store"])],
  ["low preflight-not-cached", aged(), aged("600")],
  ["low preflight-not-cached", aged("0"), aged("7200")],
  ["low preflight-not-cached", aged("-1"), aged("6")],
  ["low max-age-unreadable", aged("3600.5"), aged("3600")],
  ["low max-age-unreadable", aged("600", "600"), aged("86400")],
  ["low max-age-unreadable", aged("ten minutes"), aged("0600")],
  ["low max-age-over-every-cap", aged("86401"), aged("86400")],
  ["low max-age-over-every-cap", aged("9".repeat(400)), aged("601")],
  ["low credentials-not-true", from(PAGE, ["Access-Control-Allow-Credentials", "false"]), from(PAGE, TRUE)],
  ["low credentials-not-true", from(PAGE, ["Access-Control-Allow-Credentials", "True"]), from(PAGE)],
  [
    "low preflight-headers-on-reply",
    replying(ANY, ["Access-Control-Allow-Methods", "GET"]),
    { ...replying(ANY, ["Access-Control-Allow-Methods", "GET"]), method: "OPTIONS" },
  ],
  ["low preflight-headers-on-reply", replying(ANY, ["Access-Control-Max-Age", "5"]), replying(ANY, ["Access-Control-Expose-Headers", "x"])],
  ["low request-headers-in-reply", replying(ANY, ["Access-Control-Request-Method", "GET"]), replying(ANY)],
  ["low private-network-header", replying(ANY, ["Access-Control-Allow-Private-Network", "true"]), replying(ANY)],
];

describe("each risk, and a healthy twin without it", () => {
  it.each(ROWS.map(([shows, risky, healthy], index) => ({ name: `${index + 1}. ${shows}`, shows, risky, healthy })))(
    "$name",
    ({ shows, risky, healthy }) => {
      expect(played(risky).shown).toEqual([shows]);
      expect(played(healthy).shown).toEqual([]);
    },
  );
  it("every id has a row", () => {
    const shown = new Set(ROWS.map(([shows]) => shows.split(" ")[1]));
    expect(RISK_IDS.filter((id) => !shown.has(id))).toEqual(["origin-reflected-with-credentials"]);
  });
  it("what is not allowed shows its failures instead", () => {
    for (const scene of Object.values(CURABLE)) expect(shownBy(playScene(scene))).toEqual([]);
  });
  it("the worst first", () => {
    const scene = from("null", TRUE, ["Access-Control-Allow-Methods", "PUT"]);
    expect(played(scene).shown).toEqual(["high null-origin-allowed", "low preflight-headers-on-reply"]);
  });
  it("what each engine makes of an age is said with its own number", () => {
    const text = (scene: Scene) => risksOf(playScene(scene), diagnose(playScene(scene)))[0]?.text;
    expect(text(aged("abc"))).toContain("Chromium keeps it for 5 s, Firefox for 0 s, WebKit for 5 s");
    expect(text(aged("31536000"))).toContain("Chromium keeps it for 7200 s, Firefox for 86400 s, WebKit for 600 s");
  });
});

describe("reflection is said only where the recording proves it", () => {
  const at = (url: string, origin: string, ...more: Header[]): Scene => ({ ...from(origin, ...more), url });
  const proofs = (...scenes: Scene[]) => [...reflectionsIn(scenes.map(playScene))];
  const SHOP = "https://api.shop.com/v1";
  it.each<[string, Scene[], string[] | null]>([
    ["two strangers", [at(SHOP, "https://a.com", TRUE), at(SHOP, "https://b.org", TRUE)], ["https://a.com", "https://b.org"]],
    ["names reserved for tests", [from(PAGE, TRUE), from("https://evil.test", TRUE)], [PAGE, "https://evil.test"]],
    ["null", [from("null", TRUE)], ["null"]],
    ["one origin", [at(SHOP, "https://a.com", TRUE), at(SHOP, "https://a.com", TRUE)], null],
    ["two of one site", [at(SHOP, "https://www.a.com", TRUE), at(SHOP, "http://m.a.com:81", TRUE)], null],
    ["beside a developer's own", [at(SHOP, "https://a.com", TRUE), at(SHOP, "http://localhost:3000", TRUE)], null],
    ["two servers", [at(SHOP, "https://a.com", TRUE), at("https://api2.shop.com/", "https://b.org", TRUE)], null],
    ["without credentials", [at(SHOP, "https://a.com"), at(SHOP, "https://b.org")], null],
    [
      "credentials not true",
      [at(SHOP, "https://a.com", TRUE), at(SHOP, "https://b.org", ["Access-Control-Allow-Credentials", "yes"])],
      null,
    ],
    ["a fixed value", [at(SHOP, "https://a.com", TRUE), { ...at(SHOP, "https://a.com", TRUE), origin: "https://b.org" }], null],
  ])("%s", (_, scenes, origins) => {
    expect(proofs(...scenes).map(([, proof]) => proof)).toEqual(origins === null ? [] : [origins]);
  });
  it("in the report, on every exchange that it concerns, and not without the set", () => {
    const scenes = [from(PAGE, TRUE), { ...from("https://evil.test", TRUE), id: "2" }, { ...from(PAGE), id: "3" }];
    const exchanges = scenes.map(playScene);
    const ids = toHar(exchanges, INFO).log.entries.map((entry) => entry._cors.risks.map(({ id, severity }) => `${severity} ${id}`));
    expect(ids).toEqual([["high origin-reflected-with-credentials"], ["high origin-reflected-with-credentials"], []]);
    expect(exchanges.flatMap(shownBy)).toEqual([]);
  });
  it("stays small whoever asks", () => {
    const shop = Array.from({ length: 500 }, (_, index) => playScene(at(SHOP, `https://site${index}.com`, TRUE)));
    expect([...reflectionsIn(shop).values()].map((origins) => origins.length)).toEqual([8]);
  });
});

describe("our own advice", () => {
  let judged = 0;
  const ownRisks = (scene: Scene): string[] => {
    const exchange = playScene(scene);
    const diagnosis = diagnose(exchange);
    const { policy } = prescribe(exchange, diagnosis);
    const part = refusedPart(exchange, diagnosis);
    if (policy === null || part === null) return [];
    const changed = applyPolicy(exchange, policy, answersPreflight(part));
    if (diagnose(changed).verdict === "allowed") judged++;
    return risksOf(changed, diagnose(changed), reflectionsIn([changed])).map(({ id, severity }) => `${severity} ${id}`);
  };
  const unsafe = (shown: readonly string[]) => shown.filter((one) => !one.startsWith("low "));
  const header = fc.constantFrom<Header>(ORIGIN, ANY, TRUE, VARY, ["Access-Control-Allow-Origin", "null"], ["Set-Cookie", "[redacted#1]"]);
  const headers = fc.array(header, { maxLength: 4 });
  const scene = fc.record<Scene>(
    {
      origin: fc.constantFrom(PAGE, "https://other.example", "http://localhost:3000", "null"),
      method: fc.constantFrom("GET", "POST", "PUT", "patch", "DELETE"),
      asked: fc.constantFrom("authorization", "x-a,x-b", "content-type"),
      preflight: fc.record({ status: fc.constantFrom(200, 204, 302, 401, 404), headers }),
      sent: fc.subarray<Header>([
        ["Cookie", "[redacted#1]"],
        ["Authorization", "[redacted#2]"],
      ]),
      reply: fc.record({ status: fc.constantFrom(200, 404, 500), headers }),
      error: fc.constant("net::ERR_FAILED"),
    },
    { requiredKeys: ["method", "error"] },
  );
  it("a server that follows it has no high or medium risk", () => {
    for (const one of Object.values(CURABLE)) expect(unsafe(ownRisks(one))).toEqual([]);
    const property = fc.property(scene, (one) => {
      expect(unsafe(ownRisks(one))).toEqual([]);
    });
    fc.assert(property, { numRuns: 400 });
    expect(judged).toBeGreaterThan(100);
  });
  it("but a page without TLS stays what it is: the policy it needs lets it in", () => {
    const shown = ownRisks({ ...(CURABLE["credentials not allowed"] as Scene), origin: "http://app.test" });
    expect(shown).toContain("medium insecure-origin-with-credentials");
  });
  it("hostile header values break nothing", () => {
    const name = fc.constantFrom("Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Access-Control-Max-Age", "Vary");
    const any = fc.array(fc.tuple(name, fc.string({ unit: "binary" })), { maxLength: 4 });
    fc.assert(
      fc.property(any, any, fc.string(), (reply, preflight, origin) => {
        const exchange = playScene({
          origin,
          method: "PUT",
          preflight: { status: 204, headers: preflight },
          reply: { status: 200, headers: reply },
        });
        const set = reflectionsIn([exchange]);
        for (const { text } of risksOf(exchange, diagnose(exchange), set)) expect(text.length).toBeLessThan(2500);
      }),
    );
  });
});
