import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnosis/diagnose";
import { fromHar } from "./fromHar";

/**
 * The same two calls as different writers put them down, each with its own marks (creator, pages, the spelling of times, what stands for no reply): a
 * PUT whose preflight passes and whose reply lacks the header, and a GET that got no reply. What a writer does not tell stays unknown.
 */
const PAGE = "https://app.test";
const URL_ = "https://api.test/items";

type Pairs = Readonly<Record<string, string>>;
const list = (pairs: Pairs) => Object.entries(pairs).map(([name, value]) => ({ name, value }));

const ASKED = { Origin: PAGE, "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "content-type" };
const GRANTED = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "PUT",
  "Access-Control-Allow-Headers": "content-type",
};
const PUT = { Origin: PAGE, "Content-Type": "application/json" };

interface Told {
  readonly at: string;
  readonly method: string;
  readonly url?: string;
  readonly sent: Pairs;
  readonly status: number;
  readonly reply?: Pairs;
  readonly request?: object;
  readonly response?: object;
  readonly entry?: object;
}

function entryOf({ at, method, url = URL_, sent, status, reply = {}, request, response, entry }: Told): object {
  return {
    startedDateTime: at,
    time: 12,
    request: {
      method,
      url,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: list(sent),
      queryString: [],
      headersSize: -1,
      bodySize: -1,
      ...request,
    },
    response: {
      status,
      statusText: "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: list(reply),
      content: {},
      redirectURL: "",
      ...response,
    },
    cache: {},
    timings: { send: 1, wait: 10, receive: 1 },
    ...entry,
  };
}

const LOST = "https://api.test/lost";
/** What a writer says about the GET that got no reply. mitmproxy and HTTP Toolkit by their source, Charles and Fiddler by what their readers mend. */
const NO_REPLY: Readonly<Record<string, Partial<Told>>> = {
  mitmproxy: { response: { httpVersion: "", headersSize: -1, bodySize: -1, _transferSize: 0, _error: "server closed connection" } },
  "HTTP Toolkit": {
    response: { httpVersion: "", content: { size: 0, mimeType: "application/x-unknown" } },
    entry: { pageref: "Chrome", time: -1, timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait: 0, receive: 0 } },
  },
  Charles: { response: { statusText: "", content: { size: 0 } } },
  Firefox: { response: { httpVersion: "", content: {} } },
};

const WRITERS: readonly (readonly [name: string, log: object, time: (ms: number) => string])[] = [
  [
    "mitmproxy",
    { creator: { name: "mitmproxy exporthar", version: "0.1", comment: "mitmproxy version 11.0.0" }, pages: [] },
    // Python's isoformat: microseconds and an offset in place of the Z.
    (ms) => `2026-03-01T10:00:00.${String(ms).padStart(3, "0")}125+00:00`,
  ],
  [
    "HTTP Toolkit",
    {
      creator: { name: "HTTP Toolkit", version: "1.20.0" },
      // What sent it stands for a page, and connections that failed in TLS stand beside the entries.
      pages: [{ id: "Chrome", title: "Chrome", startedDateTime: "2026-03-01T11:00:00.000+01:00", pageTimings: {} }],
      _tlsErrors: [{ startedDateTime: "2026-03-01T11:00:00.000+01:00", time: 3, hostname: "api.test", cause: "cert-rejected" }],
    },
    // Local time with its offset.
    (ms) => `2026-03-01T11:00:00.${String(ms).padStart(3, "0")}+01:00`,
  ],
  ["Charles", { creator: { name: "Charles Proxy", version: "4.6.6" } }, (ms) => `2026-03-01T10:00:00.${String(ms).padStart(3, "0")}Z`],
  [
    "Fiddler",
    { creator: { name: "Fiddler", version: "5.0" }, pages: null },
    // .NET's ticks, and the zone of the machine.
    (ms) => `2026-03-01T05:00:00.${String(ms).padStart(3, "0")}1250-05:00`,
  ],
  [
    "Firefox",
    {
      creator: { name: "Firefox", version: "140.0" },
      browser: { name: "Firefox", version: "140.0" },
      pages: [{ id: "page_1", title: `${PAGE}/`, startedDateTime: "2026-03-01T10:00:00.000+00:00", pageTimings: {} }],
    },
    (ms) => `2026-03-01T10:00:00.${String(ms).padStart(3, "0")}+00:00`,
  ],
];

describe.each(WRITERS)("%s", (name, log, time) => {
  const entry = name === "Firefox" ? { pageref: "page_1" } : name === "HTTP Toolkit" ? { pageref: "Chrome" } : {};
  const read = fromHar(
    JSON.stringify({
      log: {
        version: "1.2",
        ...log,
        entries: [
          entryOf({ at: time(0), method: "OPTIONS", sent: ASKED, status: 204, reply: GRANTED, entry }),
          entryOf({ at: time(40), method: "PUT", sent: PUT, status: 500, entry }),
          entryOf({ at: time(90), method: "GET", url: LOST, sent: { Origin: PAGE }, status: 0, entry, ...NO_REPLY[name] }),
        ],
      },
    }),
  );
  const [put, lost] = read.ok ? read.exchanges : [];

  it("its preflight belongs to its request", () => {
    expect(read).toMatchObject({ ok: true, skipped: 0, engine: name === "Firefox" ? "firefox" : "chromium" });
    expect(put?.preflights).toHaveLength(1);
    expect(read.ok && read.exchanges).toHaveLength(2);
  });
  it("what only the wire tells is inferred", () => {
    const found = put && diagnose(put, read.ok ? read.engine : "chromium", true);
    expect(found).toMatchObject({ verdict: "blocked", reason: "MissingAllowOriginHeader", certainty: "inferred", origin: PAGE });
  });
  it("a request without a reply is never called refused by CORS", () => {
    expect(["unknown", "not-cors"]).toContain(lost && diagnose(lost, read.ok ? read.engine : "chromium", true).verdict);
    expect(lost?.main?.hops[0]?.response).toBeNull();
  });
});

describe("HTTP Toolkit writes equal names as one, joined by a comma without a space", () => {
  const read = (reply: Pairs) => {
    const told = { at: "2026-03-01T11:00:00.000+01:00", method: "GET", sent: { origin: PAGE }, status: 200, reply };
    const file = fromHar(JSON.stringify({ log: { creator: { name: "HTTP Toolkit", version: "1.20.0" }, entries: [entryOf(told)] } }));
    return file.ok ? file.exchanges.map((exchange) => diagnose(exchange, file.engine, true)) : [];
  };
  it.each([
    ["the origin twice", { "access-control-allow-origin": `${PAGE},${PAGE}` }, "MultipleAllowOriginValues"],
    ["the star twice", { "access-control-allow-origin": "*,*" }, "MultipleAllowOriginValues"],
    ["two origins", { "access-control-allow-origin": `https://a.test,${PAGE}` }, "MultipleAllowOriginValues"],
  ])("%s: refused as two fields are, never for certain", (_, reply, reason) => {
    expect(read(reply)).toMatchObject([{ verdict: "blocked", reason, certainty: "inferred" }]);
  });
  it("the same origin twice is no list that somebody wrote", () => {
    expect(read({ "access-control-allow-origin": `${PAGE},${PAGE}` })).toMatchObject([{ cause: "two-layers-add-cors" }]);
  });
});

it("Fiddler begins its file with a byte order mark", () => {
  const told = { at: "2026-03-01T10:00:00.000Z", method: "GET", sent: { Origin: PAGE }, status: 200 };
  const text = JSON.stringify({ log: { creator: { name: "Fiddler", version: "5.0" }, pages: null, entries: [entryOf(told)] } });
  expect(fromHar(`\ufeff${text}`)).toMatchObject({ ok: true, skipped: 0, broken: null });
});

describe("Playwright", () => {
  it("a request that failed has the status -1 and no headers: nothing says why", () => {
    const sent = { Referer: `${PAGE}/`, "User-Agent": "Mozilla/5.0" };
    const told = { at: "2026-03-01T10:00:00.000Z", method: "GET", sent, status: -1 };
    const log = { creator: { name: "Playwright", version: "1.65.1" }, browser: { name: "chromium", version: "140.0" } };
    for (const response of [{ _failureText: "net::ERR_FAILED" }, {}]) {
      const read = fromHar(JSON.stringify({ log: { ...log, entries: [entryOf({ ...told, response })] } }));
      expect(read.ok && read.exchanges.map((exchange) => diagnose(exchange, "chromium").verdict)).toEqual(["unknown"]);
    }
  });
});
