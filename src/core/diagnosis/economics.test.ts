import { describe, expect, it } from "vitest";
import type { ClaimedPreflight, Exchange } from "../exchange/exchange";
import type { Header, HeaderList } from "../exchange/networkEvent";
import { diagnose } from "./diagnose";
import { type EndpointEconomics, economicsOf } from "./economics";
import { API, economics, LISTS, only, PAGE, type Play, play } from "./economics.fixture";

/** Preflights spared at the cap of Chromium, Firefox, WebKit. */
const spared = ({ atCap }: EndpointEconomics): number[] => [atCap.chromium, atCap.firefox, atCap.webkit].map((one) => one.preflights);

describe("a timeline whose answer is known", () => {
  // Chromium keeps two hours, Firefox a day, WebKit ten minutes.
  const timeline: Play[] = [
    { at: 0, costMs: 100 },
    { at: 500, costMs: 40 }, // within every cap
    { at: 900, costMs: 30 }, // beyond WebKit's, which counts from the one that was sent
    { at: 1000, preflight: null },
    { at: 7300, costMs: 20 }, // beyond Chromium's
    { at: 90_000, costMs: 10 }, // beyond Firefox's
  ];
  const one = only(timeline);
  it("counts and costs", () => {
    expect(one).toMatchObject({ pageOrigin: PAGE, method: "PUT", url: API, distinctUrls: 1, because: ["method PUT"] });
    expect(one).toMatchObject({ requests: 6, preflights: 5, cacheHits: 1, despiteCache: 0, costMs: { total: 200, median: 30 } });
    expect(one.maxAge).toEqual({ chromium: 5, firefox: 5, webkit: 5 });
  });
  it("what each engine's cap would have saved", () => {
    expect(one.atCap).toEqual({
      chromium: { preflights: 2, ms: 70, seconds: 7200 },
      firefox: { preflights: 3, ms: 90, seconds: 86_400 },
      webkit: { preflights: 1, ms: 40, seconds: 600 },
    });
  });
  it("in any order of exchanges", () => {
    const [reversed] = economicsOf(timeline.map(play).reverse(), diagnose);
    expect(reversed).toEqual(one);
  });
  it("PUT has no safelisted variant", () => expect(one.safelisted).toBeNull());
});

describe("what a kept reply stands for", () => {
  const wild: HeaderList = [
    ["Access-Control-Allow-Methods", "*"],
    ["Access-Control-Allow-Headers", "*"],
  ];
  const put: HeaderList = [["Access-Control-Allow-Methods", "PUT"]];
  const long = `${API}?${"x".repeat(1024)}`;
  it.each<[string, Play[], number[]]>([
    ["the same again", [{ at: 0 }, { at: 60 }], [1, 1, 1]],
    ["in parallel: nobody had an answer yet", [{ at: 0 }, { at: 0.01 }], [0, 0, 0]],
    ["the moment it arrives", [{ at: 0 }, { at: 0.02 }], [1, 1, 1]],
    [
      "times rounded to nothing",
      [
        { at: 0, costMs: 0 },
        { at: 60, costMs: 0 },
        { at: 1000, costMs: 0 },
      ],
      [2, 2, 1],
    ],
    ["refused: nothing is kept", [{ at: 0, refused: true }, { at: 60 }], [0, 0, 0]],
    ["another header that the reply listed too", [{ at: 0 }, { at: 60, headers: [["X-A", "1"]] }], [1, 1, 1]],
    [
      "a header that it did not list",
      [
        { at: 0, preflight: put },
        { at: 60, headers: [["X-A", "1"]] },
      ],
      [0, 0, 0],
    ],
    [
      "a wildcard, which Firefox keeps as it stands",
      [
        { at: 0, preflight: wild },
        { at: 60, preflight: wild },
      ],
      [1, 0, 1],
    ],
    [
      "a URL of more than a thousand characters",
      [
        { at: 0, url: long },
        { at: 60, url: long },
      ],
      [0, 1, 1],
    ],
    [
      "another query",
      [
        { at: 0, url: `${API}?a` },
        { at: 60, url: `${API}?b` },
      ],
      [0, 0, 0],
    ],
    [
      "another fragment",
      [
        { at: 0, url: `${API}#a` },
        { at: 60, url: `${API}#b` },
      ],
      [1, 1, 1],
    ],
    [
      "an opaque origin",
      [
        { at: 0, origin: "null" },
        { at: 60, origin: "null" },
      ],
      [0, 0, 0],
    ],
  ])("%s", (_, plays, saved) => {
    expect(spared(only(plays))).toEqual(saved);
  });
  it("one that was let through without credentials does not serve one with cookies", () => {
    const judge = (exchange: Exchange) => ({
      ...pick(diagnose(exchange)),
      credentials: exchange.main?.hops[0]?.startedAt === 0 ? ("omit" as const) : ("include" as const),
    });
    const [one] = economicsOf([play({ at: 0 }), play({ at: 60 })], judge);
    expect(one && spared(one)).toEqual([0, 0, 0]);
  });
  it("methods share the entry of their URL", () => {
    const saved = Object.fromEntries(
      economics([{ at: 0 }, { at: 60, method: "DELETE" }]).map((one) => [one.method, one.atCap.chromium.preflights]),
    );
    expect(saved).toEqual({ PUT: 0, DELETE: 1 });
  });
});

const pick = ({ mode, credentials, refusedAt, preflight, judgedBy }: ReturnType<typeof diagnose>) => ({
  mode,
  credentials,
  refusedAt,
  preflight,
  judgedBy,
});

/** Its preflight passed, and the reply allows nothing. */
function refusedReply(at: number): Exchange {
  const { main, ...rest } = play({ at });
  const [hop] = main?.hops ?? [];
  if (main === null || hop?.response == null) throw new Error("it was answered");
  const end = { kind: "failed", at: hop.response.at, error: "net::ERR_FAILED", afterAccepted: false } as const;
  return { ...rest, main: { ...main, hops: [{ ...hop, response: { ...hop.response, headers: [] } }], end } };
}

/** Went out without a preflight and was sent on. */
function redirectedWith(header: Header): Exchange {
  const { main, ...rest } = play({ at: 0, method: "GET", headers: [header], preflight: null });
  const [hop] = main?.hops ?? [];
  if (main === null || hop?.response == null || hop.sent === null) throw new Error("it was answered");
  const to: Header = ["Location", "/elsewhere"];
  const first = { ...hop, response: { ...hop.response, status: 302, headers: [...hop.response.headers, to] } };
  const second = {
    ...hop,
    url: "https://api.test/elsewhere",
    sent: { ...hop.sent, headers: hop.sent.headers.filter((one) => one !== header) },
  };
  return { ...rest, main: { ...main, hops: [first, second] } };
}

describe("endpoints", () => {
  it("by page origin, method and URL without query; the dearest first", () => {
    const found = economics([
      { at: 0, url: `${API}?page=1`, costMs: 5 },
      { at: 1, url: `${API}?page=2`, costMs: 5 },
      { at: 2, url: `${API}?page=3`, costMs: 5 },
      { at: 3, method: "DELETE", costMs: 50 },
      { at: 4, origin: "https://other.test", costMs: 1 },
    ]);
    expect(found.map(({ pageOrigin, method, url, distinctUrls }) => [pageOrigin, method, url, distinctUrls])).toEqual([
      [PAGE, "DELETE", API, 1],
      [PAGE, "PUT", API, 3],
      ["https://other.test", "PUT", API, 1],
    ]);
    expect(found[1]).toMatchObject({ atCap: { chromium: { preflights: 0 } }, atCapWithoutQuery: { chromium: { preflights: 2, ms: 10 } } });
  });
  it("a cache that was switched off is told from one that was too short", () => {
    const lasting: HeaderList = [...LISTS, ["Access-Control-Max-Age", "7200"]];
    const one = only([
      { at: 0, preflight: lasting },
      { at: 60, preflight: lasting },
      { at: 900, preflight: lasting },
    ]);
    expect(one).toMatchObject({ despiteCache: 1, maxAge: { chromium: 7200, firefox: 7200, webkit: 600 } });
  });
  it("what needs none is not listed", () => {
    expect(
      economics([
        { at: 0, method: "GET", preflight: null },
        { at: 1, url: `${PAGE}/own`, preflight: null },
      ]),
    ).toEqual([]);
    expect(economicsOf([], diagnose)).toEqual([]);
  });
  it("a preflight whose request was not seen still counts", () => {
    const [lone] = play({ at: 0 }).preflights as readonly [ClaimedPreflight];
    const [one] = economicsOf([{ ...play({ at: 0 }), main: null, preflights: [lone] }], diagnose);
    expect(one).toMatchObject({ method: "PUT", url: API, requests: 1, preflights: 1, cacheHits: 0, maxAge: null, costMs: { total: 20 } });
  });
  it("whose recording it is says which of the caps counts", () => {
    const plays = [play({ at: 0 }), play({ at: 8000 })];
    const own = (["chromium", "firefox"] as const).map((engine) => {
      const [one] = economicsOf(plays, (exchange) => diagnose(exchange, engine));
      return [one?.recordedBy, one?.atCap[one.recordedBy]];
    });
    // More than Chromium's two hours lie between them, less than Firefox's day.
    expect(own).toEqual([
      ["chromium", { preflights: 0, ms: 0, seconds: 7200 }],
      ["firefox", { preflights: 1, ms: 20, seconds: 86_400 }],
    ]);
  });
  it("what let a refused reply through is kept by Chromium and dropped by Firefox", () => {
    const plays = [refusedReply(0), play({ at: 60 })];
    const spared = (["chromium", "firefox"] as const).map((engine) => {
      const [one] = economicsOf(plays, (exchange) => diagnose(exchange, engine));
      return one?.atCap[engine].preflights;
    });
    expect(spared).toEqual([1, 0]);
  });
  it("what a header needed at an earlier hop is judged by the engine of the recording", () => {
    const exchange = redirectedWith(["DPR", "2"]);
    const needed = (["chromium", "firefox"] as const).map((engine) => economicsOf([exchange], (one) => diagnose(one, engine)).length);
    expect(needed).toEqual([0, 1]);
  });
  it("a preflight that was refused cost its time and is kept by nobody", () => {
    expect(only([{ at: 0, refused: true }])).toMatchObject({ preflights: 1, maxAge: null, costMs: { total: 20, median: 20 } });
  });
});
