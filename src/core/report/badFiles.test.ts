import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnosis/diagnose";
import { assemble } from "../exchange/assemble";
import { CURABLE, eventsOf, FAILED, PAGE, type Scene } from "../remedy/scenes.fixture";
import { fromHar } from "./fromHar";
import { entryOf, harOf, START } from "./har.fixture";
import { INFO } from "./info.fixture";
import { toHar } from "./toHar";

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
    const good = entryOf(0, "GET", "https://api.test/items", { Origin: PAGE, __proto__x: "1" }, 200, {}, { _error: FAILED });
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
        url: "https://api.test/items",
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
