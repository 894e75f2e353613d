import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnosis/diagnose";
import { FAILED, PAGE } from "../remedy/scenes.fixture";
import { fromHar } from "./fromHar";
import { entryOf, harOf } from "./har.fixture";

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
