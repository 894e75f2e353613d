import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FAILED, PAGE, playScene } from "../remedy/scenes.fixture";
import { fromHar } from "./fromHar";
import { INFO } from "./info.fixture";
import { toHar } from "./toHar";
import { toMarkdown } from "./toMarkdown";

const RUNS = { numRuns: 300 };

/** Everything a file is read into has to survive everything that is done with it. */
function readAndWrite(text: string): void {
  const read = fromHar(text);
  if (!read.ok) {
    expect(read.problem).toMatch(/^[^\n]+\.$/);
    return;
  }
  const first = toHar(read.exchanges, INFO);
  toMarkdown(read.exchanges, INFO);
  const again = fromHar(JSON.stringify(first));
  expect(again).toMatchObject({ ok: true, skipped: 0 });
}

const value = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom(PAGE, "*", "null", "true", "https://api.test/x", "/x", "__proto__", "[redacted#1]"),
);
const header = fc.record({
  name: fc.oneof(
    fc.constantFrom(
      "Origin",
      "Access-Control-Allow-Origin",
      "Access-Control-Request-Method",
      "Access-Control-Request-Headers",
      "Location",
      "Vary",
      "constructor",
    ),
    value,
  ),
  value,
});
const junk = fc.oneof(fc.constant(null), fc.integer(), fc.double(), fc.string(), fc.constant([]), fc.constant({}));
const orJunk = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: one as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: junk as fc.Arbitrary<unknown> });
const entry = fc.record({
  startedDateTime: orJunk(fc.date({ noInvalidDate: true }).map((date) => date.toISOString())),
  time: orJunk(fc.double()),
  request: orJunk(
    fc.record({
      method: orJunk(fc.constantFrom("GET", "PUT", "OPTIONS", "patch", "")),
      url: orJunk(
        fc.oneof(fc.constantFrom("https://api.test/a", "https://api.test/b?x=[1]", "http://[::1]/", "data:x"), fc.webUrl(), value),
      ),
      headers: orJunk(fc.array(orJunk(header), { maxLength: 5 })),
    }),
  ),
  response: orJunk(
    fc.record({
      status: orJunk(fc.constantFrom(0, 200, 204, 302, 404, 503, -1, 1e9, 2.5)),
      headers: orJunk(fc.array(orJunk(header), { maxLength: 5 })),
      redirectURL: orJunk(value),
      httpVersion: orJunk(value),
      statusText: orJunk(value),
    }),
  ),
  timings: orJunk(fc.record({ send: fc.double(), wait: fc.double(), receive: fc.double() })),
  _error: orJunk(fc.constantFrom(FAILED, "", "net::ERR_CONNECTION_REFUSED")),
  _resourceType: orJunk(fc.constantFrom("fetch", "preflight", "document")),
});

describe("whatever a file holds, nothing throws and what is written reads again", () => {
  it("text that is no HAR", () => fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), readAndWrite), RUNS));
  it("HARs with wrong fields", () => {
    const har = fc.record({
      log: fc.record({
        creator: orJunk(fc.record({ name: fc.constantFrom("WebInspector", "mitmproxy", "Firefox") })),
        entries: fc.array(orJunk(entry), { maxLength: 6 }),
      }),
    });
    fc.assert(
      fc.property(har, (data) => readAndWrite(JSON.stringify(data))),
      RUNS,
    );
  });
  it("our own reports with one value changed", () => {
    const report = JSON.stringify(toHar([playScene({ method: "PUT", asked: "x-a", preflight: { status: 200 }, error: FAILED })], INFO));
    const change = fc.tuple(fc.nat({ max: 200 }), fc.oneof(junk, value));
    fc.assert(
      fc.property(change, ([place, replacement]) => {
        let count = 0;
        readAndWrite(JSON.stringify(JSON.parse(report), (_, inner) => (count++ === place && place > 2 ? replacement : inner)));
      }),
      RUNS,
    );
  });
});

/** Pairing that looks at every other entry would need minutes for it. */
it("comes back from a long recording of one URL", () => {
  const entries = Array.from({ length: 8000 }, (_, index) => ({
    startedDateTime: new Date(INFO.recordedFrom + Math.floor(index / 2) * 10 + (index % 2)).toISOString(),
    time: 5,
    request: {
      method: index % 2 === 0 ? "PUT" : "OPTIONS",
      url: "https://api.test/same",
      headers: [{ name: "Origin", value: PAGE }, ...(index % 2 === 0 ? [] : [{ name: "Access-Control-Request-Method", value: "PUT" }])],
    },
    response: { status: index % 2 === 0 ? 0 : 404, headers: [] },
    ...(index % 2 === 0 ? { _error: FAILED } : {}),
  }));
  const read = fromHar(JSON.stringify({ log: { creator: { name: "WebInspector" }, entries } }));
  expect(read.ok && read.exchanges).toHaveLength(4000);
  expect(toHar(read.ok ? read.exchanges : [], INFO).log.entries).toHaveLength(8000);
});
