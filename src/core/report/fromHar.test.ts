import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnosis/diagnose";
import { assemble } from "../exchange/assemble";
import { CURABLE, eventsOf, FAILED, PAGE, type Scene } from "../remedy/scenes.fixture";
import { fromHar } from "./fromHar";
import { INFO } from "./info.fixture";
import { toHar } from "./toHar";

const MORE: Record<string, Scene> = {
  allowed: {
    reply: {
      status: 200,
      headers: [
        ["Access-Control-Allow-Origin", PAGE],
        ["Vary", "Origin"],
      ],
    },
  },
  refused: { error: "net::ERR_CONNECTION_REFUSED" },
  secrets: { url: "https://api.test/?token=[redacted#3]&a[]=1", sent: [["Cookie", "[redacted#1]"]], reply: { status: 200 }, error: FAILED },
  chain: {
    redirects: [{ status: 307, to: "/b", headers: [["Access-Control-Allow-Origin", "*"]] }],
    reply: { status: 200, headers: [["Access-Control-Allow-Origin", "*"]] },
  },
  "preflight died": { method: "PUT", preflight: { error: FAILED }, error: FAILED },
};

describe("export, import, export", () => {
  it("keeps what a tried policy changed", () => {
    const changedBy = {
      kind: "live-fix",
      server: "https://api.test",
      headers: [
        ["Access-Control-Allow-Origin", PAGE],
        ["X", null],
      ],
    } as const;
    const exchanges = assemble(eventsOf({ reply: { status: 200 } })).map((exchange) => ({ ...exchange, changedBy }));
    const read = fromHar(JSON.stringify(toHar(exchanges, INFO)));
    expect(read.ok && read.exchanges.map((exchange) => [exchange.changedBy, diagnose(exchange).verdict])).toEqual([[changedBy, "allowed"]]);
  });

  it("is equal for every scene at once", () => {
    const scenes = Object.values({ ...CURABLE, ...MORE });
    const events = scenes.flatMap((scene, index) => eventsOf({ ...scene, id: String(index), at: INFO.recordedFrom + index * 0.3 }));
    const first = toHar(assemble(events), INFO);
    const read = fromHar(JSON.stringify(first));
    if (!read.ok) expect.fail(read.problem);
    expect(read).toMatchObject({ skipped: 0, unrelated: 0, engine: "chromium", browser: INFO.browser });
    expect(read.exchanges.every(({ source }) => source === "imported")).toBe(true);
    const second = toHar(read.exchanges, INFO);
    expect(second.log.entries.length).toBe(first.log.entries.length);
    for (const [index, entry] of second.log.entries.entries()) expect(entry).toEqual(first.log.entries[index]);
  });
  it("keeps whose cookies were used, a container's or a private window's, and who told", () => {
    for (const place of [{ container: "firefox-container-3" }, { incognito: true }, { toldBy: "firefox" }] as const) {
      const events = eventsOf(CURABLE["no header"] as Scene).map((event) =>
        event.context === undefined ? event : { ...event, context: { ...event.context, ...place } },
      );
      const first = toHar(assemble(events), INFO);
      expect(first.log.entries[0]?._corscope.context).toMatchObject(place);
      const read = fromHar(JSON.stringify(first));
      expect(read.ok && toHar(read.exchanges, INFO)).toEqual(first);
    }
  });
  it("keeps what is known to be missing", () => {
    const [exchange] = assemble(eventsOf(CURABLE["no header"] as Scene).filter(({ kind }) => kind !== "started"));
    const first = toHar([exchange!], INFO);
    const read = fromHar(JSON.stringify(first));
    expect(read.ok && read.exchanges[0]?.incomplete).toBe(true);
    expect(read.ok && toHar(read.exchanges, INFO)).toEqual(first);
  });
});

type Pairs = Record<string, string>;
const list = (pairs: Pairs) => Object.entries(pairs).map(([name, value]) => ({ name, value }));
const START = Date.UTC(2026, 5, 1);

function entryOf(at: number, method: string, url: string, request: Pairs, status: number, reply: Pairs, more: object = {}): object {
  return {
    startedDateTime: new Date(START + at).toISOString(),
    time: 20,
    request: { method, url, httpVersion: "http/2.0", headers: list(request), queryString: [], cookies: [], headersSize: -1, bodySize: -1 },
    response: {
      status,
      statusText: "",
      httpVersion: "http/2.0",
      headers: list(reply),
      cookies: [],
      content: { size: 0, mimeType: "" },
      redirectURL: "",
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 1, wait: 10, receive: 1 },
    ...more,
  };
}

function harOf(creator: string, entries: object[], more: object = {}): string {
  return JSON.stringify({ log: { version: "1.2", creator: { name: creator, version: "1" }, entries, ...more } });
}

const URL_ = "https://api.test/items";
const PREFLIGHT = { origin: PAGE, "access-control-request-method": "PUT", "access-control-request-headers": "content-type" };

describe("HARs of others", () => {
  it("DevTools: a preflight is paired and the main request's refusal explained", () => {
    const text = harOf("WebInspector", [
      entryOf(
        0,
        "PUT",
        URL_,
        { "content-type": "application/json", Referer: `${PAGE}/` },
        0,
        {},
        { _error: FAILED, _resourceType: "fetch" },
      ),
      entryOf(
        0,
        "OPTIONS",
        URL_,
        PREFLIGHT,
        204,
        { "access-control-allow-origin": PAGE, "access-control-allow-credentials": "true" },
        { _resourceType: "preflight" },
      ),
      entryOf(5, "GET", `${PAGE}/own.json`, { Referer: `${PAGE}/` }, 200, {}, { _resourceType: "xhr" }),
    ]);
    const read = fromHar(text);
    if (!read.ok) expect.fail(read.problem);
    expect(read).toMatchObject({ skipped: 0, unrelated: 1 });
    expect(read.exchanges).toHaveLength(1);
    expect(read.exchanges[0]?.preflights).toHaveLength(1);
    expect(diagnose(read.exchanges[0]!)).toMatchObject({
      verdict: "blocked",
      reason: "MethodDisallowedByPreflightResponse",
      certainty: "certain",
      origin: PAGE,
    });
  });
  it("DevTools: an entry without an error passed", () => {
    const read = fromHar(
      harOf("WebInspector", [
        entryOf(
          0,
          "GET",
          URL_,
          { Origin: PAGE, "Sec-Fetch-Mode": "cors" },
          200,
          { "access-control-allow-origin": "*" },
          { _resourceType: "fetch" },
        ),
      ]),
    );
    expect(read.ok && diagnose(read.exchanges[0]!)).toMatchObject({ verdict: "allowed" });
  });
  it("a proxy sees the preflight first and no outcome: judged by the headers, inferred", () => {
    const text = harOf("mitmproxy", [
      entryOf(0, "OPTIONS", URL_, PREFLIGHT, 204, {
        "access-control-allow-origin": "*",
        "access-control-allow-methods": "PUT",
        "access-control-allow-headers": "content-type",
      }),
      entryOf(40, "PUT", URL_, { origin: PAGE, "content-type": "application/json" }, 500, {}),
      entryOf(90, "GET", URL_, { origin: PAGE }, 200, { "access-control-allow-origin": "*" }),
    ]);
    const read = fromHar(text);
    if (!read.ok) expect.fail(read.problem);
    expect(read.exchanges.map(({ preflights }) => preflights.length)).toEqual([1, 0]);
    expect(diagnose(read.exchanges[0]!)).toMatchObject({ verdict: "blocked", reason: "MissingAllowOriginHeader", certainty: "inferred" });
  });
  it("what hangs on credentials that the file does not show is unknown", () => {
    const read = fromHar(harOf("mitmproxy", [entryOf(0, "GET", URL_, { origin: PAGE }, 200, { "access-control-allow-origin": PAGE })]));
    expect(read.ok && diagnose(read.exchanges[0]!)).toMatchObject({ verdict: "unknown" });
  });
  it("redirects are joined, also relative ones", () => {
    const text = harOf("WebInspector", [
      entryOf(0, "GET", URL_, { Origin: PAGE, "Sec-Fetch-Mode": "cors" }, 302, { Location: "/next", "access-control-allow-origin": "*" }),
      entryOf(30, "GET", "https://api.test/next", { Origin: PAGE, "Sec-Fetch-Mode": "cors" }, 200, {}, { _error: FAILED }),
    ]);
    const read = fromHar(text);
    expect(read.ok && read.exchanges.map(({ main }) => main?.hops.length)).toEqual([2]);
    expect(read.ok && diagnose(read.exchanges[0]!).refusedAt).toEqual({ hop: 1, stage: "response" });
  });
  it("Firefox is judged as Firefox", () => {
    const read = fromHar(
      harOf("Firefox", [entryOf(0, "GET", URL_, { Origin: PAGE, "Sec-Fetch-Mode": "cors" }, 200, {})], {
        browser: { name: "Firefox", version: "153" },
      }),
    );
    expect(read).toMatchObject({ ok: true, engine: "firefox" });
    expect(read.ok && diagnose(read.exchanges[0]!, read.engine)).toMatchObject({ verdict: "blocked", reason: "MissingAllowOriginHeader" });
  });
  it("equal header names that DevTools joined by line breaks are fields again", () => {
    const read = fromHar(
      harOf("WebInspector", [
        entryOf(0, "GET", URL_, { Origin: PAGE }, 200, { "access-control-allow-origin": `${PAGE}\n*` }, { _error: FAILED }),
      ]),
    );
    expect(read.ok && diagnose(read.exchanges[0]!).reason).toBe("MultipleAllowOriginValues");
  });
});

describe("bad files get one sentence", () => {
  it.each([
    ["", /empty/],
    ["  \n", /empty/],
    ['{"log":\n {"entries": [}', /line 2, column \d+/],
    ["<html>", /JSON.*line 1, column 1/],
    ["[1]", /holds a list/],
    ["null", /holds null/],
    ['{"a":1}', /at log, but there is nothing/],
    ['{"log":[]}', /at log, but there is a list/],
    ['{"log":{"entries":{}}}', /at log\.entries, but there is an object/],
    ['{"log":{"entries":[1,null,{"request":{}}]}}', /log\.entries\[0\]/],
    ['{"log":{"_corscope":{"formatVersion":99},"entries":[]}}', /newer Corscope/],
    ['{"__proto__":{"log":{"entries":[]}}}', /at log, but there is nothing/],
  ])("%s", (text, sentence) => {
    const read = fromHar(text);
    expect(read.ok).toBe(false);
    if (read.ok) return;
    expect(read.problem).toMatch(sentence);
    expect(read.problem).toMatch(/^[^\n]+\.$/);
  });
  it("unreadable entries are counted, the rest is read; hostile shapes change nothing", () => {
    const good = entryOf(0, "GET", URL_, { Origin: PAGE, __proto__x: "1" }, 200, {}, { _error: FAILED });
    const bad = [
      1,
      null,
      [],
      "x",
      {},
      { request: { url: 5 } },
      { ...good, startedDateTime: "yesterday" },
      JSON.parse('{"__proto__":{"polluted":1}}'),
      { ...good, request: { method: "GET", url: "::" } },
    ];
    const odd = {
      ...good,
      startedDateTime: new Date(START + 1000).toISOString(),
      time: "x",
      timings: { wait: Number.NaN, send: -5 },
      request: {
        method: "GET",
        url: URL_,
        headers: [null, 3, { name: 1 }, { name: "Origin", value: PAGE }, { name: "__proto__", value: "x" }],
      },
    };
    const read = fromHar(harOf("WebInspector", [good, odd, ...(bad as object[])]));
    expect(read).toMatchObject({ ok: true, skipped: bad.length });
    expect(read.ok && read.exchanges).toHaveLength(2);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(() => toHar(read.ok ? read.exchanges : [], INFO)).not.toThrow();
  });
  it("an own report with an address that is none leaves that entry out", () => {
    const report = JSON.parse(JSON.stringify(toHar(assemble(eventsOf(CURABLE["no header"] as Scene)), INFO)));
    report.log.entries.push({ ...report.log.entries[0], request: { ...report.log.entries[0].request, url: "<a href=javascript:x>" } });
    expect(fromHar(JSON.stringify(report))).toMatchObject({ ok: true, skipped: 1 });
  });
  it("an own report with a broken entry falls back to plain HAR for it", () => {
    const report = JSON.parse(JSON.stringify(toHar(assemble(eventsOf(CURABLE["no header"] as Scene)), INFO)));
    report.log.entries[0]._corscope.startedAt = "soon";
    const read = fromHar(JSON.stringify(report));
    expect(read.ok && diagnose(read.exchanges[0]!).reason).toBe("MissingAllowOriginHeader");
  });
});
