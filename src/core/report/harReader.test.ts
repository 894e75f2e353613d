import { describe, expect, it } from "vitest";
import { assemble } from "../exchange/assemble";
import { CURABLE, eventsOf } from "../remedy/scenes.fixture";
import { fromHar, HarReader } from "./fromHar";
import { HarSplitter } from "./harSplitter";
import { INFO } from "./info.fixture";
import { harParts, toHar } from "./toHar";

const EXCHANGES = assemble(
  Object.values(CURABLE).flatMap((scene, index) => eventsOf({ ...scene, id: String(index), at: INFO.recordedFrom + index * 50 })),
);
const REPORT = toHar(EXCHANGES, INFO);
const LINES = JSON.stringify(REPORT, null, 1);

function inPieces(text: string, size: number) {
  const reader = new HarReader();
  for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size));
  return reader.end();
}

function split(text: string, size: number) {
  const entries: string[] = [];
  const splitter = new HarSplitter((entry, { line, column }) => entries.push(`${line}:${column} ${entry.trim()}`));
  for (let at = 0; at < text.length; at += size) splitter.push(text.slice(at, at + size));
  splitter.end();
  return { entries, shell: splitter.shell };
}

describe("a file in pieces", () => {
  it.each([1, 2, 3, 7, 100, 4096])("of %i characters reads as the whole", (size) => {
    expect(inPieces(LINES, size)).toEqual(fromHar(LINES));
  });
  it.each([
    ["nothing", '{"log":{"entries":[ ]}}', [], '{"log":{"entries":[]}}'],
    [
      "brackets in strings",
      '{"log":{"entries":[{"a":"]}\\\\\\"["},2],"x":1}}',
      ['1:20 {"a":"]}\\\\\\"["}', "1:36 2"],
      '{"log":{"entries":[],"x":1}}',
    ],
    ["lists that are not the one", '{"entries":[1],"log":{"a":{"entries":[2]},"pages":[3]}}', [], null],
    ["a list twice: the first", '{"log":{"entries":[1],"entries":[2]}}', ["1:20 1"], '{"log":{"entries":[],"entries":[2]}}'],
    ["lines", '{"log":{"entries":[\n{},\n  {}\n]}}', ["1:20 {}", "2:4 {}"], '{"log":{"entries":[]}}'],
  ])("%s", (_, text, entries, shell) => {
    for (const size of [1, 5, 1000]) expect(split(text, size)).toEqual({ entries, shell: shell ?? text });
  });
});

describe("an element on a line of its own, as our reports have them", () => {
  const TEXT = [...harParts(EXCHANGES, INFO)].join("");
  it.each([1, 2, 7, 100, 4096, 1_000_000])("in pieces of %i characters reads as a file without lines", (size) => {
    expect(inPieces(TEXT, size)).toEqual(fromHar(JSON.stringify(REPORT)));
  });
  it("is asked for whole; where it is none, brackets are counted", () => {
    const asked: string[] = [];
    const taken: string[] = [];
    const splitter = new HarSplitter(
      (text) => void taken.push(text.trim()),
      (text) => asked.push(text.trim()) > 0 && text.trim() === '{"a":1}',
    );
    splitter.push('{"log":{"entries":[\n{"a":1},\n{"b":[{},\n{}]},\n{"c":3}\n]}}');
    splitter.end();
    expect(asked).toEqual(['{"a":1}', '{"b":[{}']);
    expect(taken).toEqual(['{"b":[{},\n{}]}', '{"c":3}']);
  });
});

const GOOD =
  '{"startedDateTime":"2026-01-01T00:00:00Z","request":{"method":"GET","url":"https://api.test/","headers":[{"name":"Origin","value":"https://app.test"}]},"response":{"status":0}}';

describe("a torn file keeps what can be read of it", () => {
  it.each([
    ["in an entry", `{"log":{"entries":[\n${GOOD},\n{"request":{"me`, 1, "line 3, column 13 (log.entries[1])"],
    ["between entries", `{"log":{"entries":[${GOOD},`, 0, "the end of the file"],
    ["behind the entries", `{"log":{"entries":[${GOOD}],"_x":`, 0, "the end of the file"],
    ["a word in the middle", `{"log":{"entries":[\n${GOOD},\n  {"a": tru},\n${GOOD}]}}`, 1, "line 3, column 9 (log.entries[1])"],
    ["a comma too many", `{"log":{"entries":[\n${GOOD},\n]}}`, 0, "line 3, column 1 (log.entries[1])"],
    ["nonsense behind", `{"log":{"entries":[\n${GOOD}\n],\n"x" 1}}`, 0, "line 4, column 5"],
    ["nonsense on the list's line", `{"log":{"entries":[${GOOD}],!}}`, 0, `line 1, column ${GOOD.length + 22}`],
  ])("%s", (_, text, skipped, broken) => {
    for (const read of [fromHar(text), inPieces(text, 3)]) {
      expect(read).toMatchObject({ ok: true, skipped, broken });
      expect(read.ok && read.exchanges.length).toBeGreaterThan(0);
    }
  });
  it("one whose only entry is torn is told in one sentence", () => {
    expect(fromHar('{"log":{"entries":[{"a":!}]}}')).toEqual({
      ok: false,
      problem: "Expected a HAR file, which is JSON, but it stops being JSON at line 1, column 25 (log.entries[0]).",
    });
  });
});

describe("export, import, export", () => {
  it("gives the same file, with every remark on an exchange and a header that was cut", () => {
    const marked = EXCHANGES.map((exchange, index) => {
      if (index === 0) return { ...exchange, cachedFrom: { at: INFO.recordedFrom - 5000.25 } };
      if (index === 1)
        return { ...exchange, witness: { credentials: "include", mode: "cors", callSite: "https://app.test/a.js:1:2" } } as const;
      const { main } = exchange;
      if (index !== 2 || main === null) return exchange;
      const hops = main.hops.map((hop) => ({
        ...hop,
        sent: hop.sent && { ...hop.sent, headers: [["X-Long", "a".repeat(8192), 9000]] as const },
      }));
      return { ...exchange, main: { ...main, hops } };
    });
    const info = { ...INFO, dropped: 3, counted: { sameOrigin: 1, noCors: 2, navigations: 4, muted: 5 } };
    const first = JSON.stringify(toHar(marked, info));
    const read = fromHar(first);
    if (!read.ok || read.recorded === null || read.browser === null) return expect.fail("expected our own report");
    const second = JSON.stringify(toHar(read.exchanges, { ...read.recorded, browser: read.browser, engine: read.engine }));
    const differs = [...first].findIndex((character, at) => second[at] !== character);
    expect(differs < 0 ? "" : second.slice(differs - 60, differs + 60)).toBe(differs < 0 ? "" : first.slice(differs - 60, differs + 60));
    expect(second.length).toBe(first.length);
  });
});
