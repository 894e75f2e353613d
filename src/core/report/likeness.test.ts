import { describe, expect, it } from "vitest";
import { assemble } from "../exchange/assemble";
import type { Exchange, Hop, Transaction } from "../exchange/exchange";
import type { HeaderList } from "../exchange/networkEvent";
import { NO_REFLECTIONS, reflectionsIn } from "../remedy/risksReflection";
import { CURABLE, eventsOf, FAILED, PAGE, type Scene } from "../remedy/scenes.fixture";
import { corsFields } from "./corsFields";
import { HeaderWords, SILENT } from "./headerWords";
import { INFO } from "./info.fixture";
import { judge } from "./judged";
import { Likenesses } from "./likeness";
import { toHar } from "./toHar";

const allow: HeaderList = [["Access-Control-Allow-Origin", PAGE]];
const PASSED: Record<string, Scene> = {
  passed: { reply: { status: 200, headers: allow } },
  "passed for everybody": { reply: { status: 200, headers: [["Access-Control-Allow-Origin", "*"]] } },
  "passed with credentials": { reply: { status: 200, headers: [...allow, ["Access-Control-Allow-Credentials", "true"]] } },
  "passed, not exposed": { reply: { status: 200, headers: [...allow, ["X-Total-Count", "3"]] } },
  "signed out": { sent: [["Sec-Fetch-Storage-Access", "active"]], reply: { status: 401, headers: allow } },
  redirected: { redirects: [{ status: 302, to: "/b", headers: allow }], reply: { status: 200, headers: allow } },
  refused: { error: "net::ERR_CONNECTION_REFUSED" },
  unexplained: { reply: { status: 200, headers: allow }, error: FAILED },
};

const SILENT_LIST = (value: string): HeaderList => [...SILENT].map((name) => [name, value] as const);

/** The same call another time: what is left out before a judgement is something else each time. */
function another(exchange: Exchange, nth: number, loud: boolean): Exchange {
  const noise = loud ? SILENT_LIST(`value ${nth}`) : [];
  const hop = (one: Hop): Hop => ({
    ...one,
    url: `${one.url}${nth === 0 ? "" : `/${"long".repeat(nth * 50)}?a=${nth}`}`,
    startedAt: one.startedAt + nth * 1e5,
    sent: one.sent && { at: one.sent.at + nth * 1e5, headers: [...one.sent.headers, ...noise] },
    response: one.response && { ...one.response, at: one.response.at + nth * 1e5, headers: [...one.response.headers, ...noise] },
  });
  const changed = (one: Transaction): Transaction => ({ ...one, requestId: `${one.requestId}-${nth}`, hops: one.hops.map(hop) });
  return {
    ...exchange,
    id: `${exchange.id}-${nth}`,
    main: exchange.main && changed(exchange.main),
    preflights: exchange.preflights.map((one) => ({ ...one, transaction: changed(one.transaction) })),
  };
}

const scenes = Object.entries({ ...CURABLE, ...PASSED });
const played = scenes.flatMap(([name, scene]) => assemble(eventsOf({ ...scene, id: name })));

describe.each(["chromium", "firefox"] as const)("judged together by the rules of %s", (engine) => {
  const info = { ...INFO, engine };
  it.each([
    ["plain", false],
    ["with every header that says nothing", true],
  ] as const)("%s: as each is judged by itself", (_, loud) => {
    const exchanges = [0, 1, 2].flatMap((nth) => played.map((exchange) => another(exchange, nth, loud)));
    const byId = new Map(exchanges.map((exchange) => [exchange.id, exchange]));
    for (const { _cors } of toHar(exchanges, info).log.entries) {
      const exchange = byId.get(_cors.exchange) as Exchange;
      const entry = _cors.preflight?.entry;
      const judged = judge(exchange, info, reflectionsIn(exchanges));
      const alone = corsFields(judged, _cors, typeof entry === "number" ? entry : null);
      expect(_cors, `${_cors.exchange} ${_cors.role} ${_cors.hop}`).toEqual(JSON.parse(JSON.stringify(alone)));
    }
  });
});

describe("alike", () => {
  const likenesses = () => new Likenesses(INFO, NO_REFLECTIONS, new HeaderWords());
  const [passed, wide] = ["passed", "passed for everybody"].map((name) => played.find(({ id }) => id === name) as Exchange);

  it("is what differs in path, time, ids and silent values only", () => {
    const all = likenesses();
    expect(all.of(another(passed!, 0, true))).toBe(all.of(another(passed!, 1, true)));
    expect(all.of(passed!)).not.toBe(all.of(wide!));
  });
  it.each<[string, (one: Exchange) => Exchange]>([
    ["a redirect", () => played.find(({ id }) => id === "redirected") as Exchange],
    ["what a page witnessed", (one) => ({ ...one, witness: { credentials: "omit", mode: "cors" } })],
    ["what a tried policy changed", (one) => ({ ...one, changedBy: { kind: "live-fix", server: "https://api.test", headers: [] } })],
    ["a copy from the cache", (one) => ({ ...one, cachedFrom: { at: 1 } })],
    ["a long URL", (one) => another(one, 2, false)],
  ])("is nothing else: %s is judged by itself", (_, change) => {
    expect(likenesses().of(change(passed!))).toBeNull();
  });
});
