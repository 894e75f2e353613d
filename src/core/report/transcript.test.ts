import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diagnose } from "../diagnosis/diagnose";
import { assemble } from "../exchange/assemble";
import type { Exchange } from "../exchange/exchange";
import type { HeaderList } from "../exchange/networkEvent";
import { CURABLE, eventsOf } from "../remedy/scenes.fixture";
import { isTranscript, parseTranscript } from "./parseTranscript";
import { printedData } from "./printed";
import { printTranscript } from "./transcript";

function read(text: string): Exchange[] {
  const parsed = parseTranscript(text);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.exchanges;
}

const scenes = Object.entries(CURABLE).map(([name, scene], index) => {
  const exchanges = assemble(eventsOf({ ...scene, id: String(index), at: 1_750_000_000_000.125 + index }), "imported");
  return { name, exchanges };
});

describe("what was printed reads as what it was", () => {
  it.each(scenes)("$name", ({ exchanges }) => {
    const text = printTranscript(exchanges, "chromium");
    expect(read(text)).toEqual(printedData(exchanges));
    expect(printTranscript(read(text), "chromium")).toBe(text);
    for (const [index, exchange] of read(text).entries()) {
      const { verdict, reason, certainty, candidates, cause } = diagnose(exchange);
      expect({ verdict, reason, certainty, candidates, cause }).toMatchObject(pick(diagnose(exchanges[index] as Exchange)));
    }
  });
});

function pick({ verdict, reason, certainty, candidates, cause }: ReturnType<typeof diagnose>) {
  return { verdict, reason, certainty, candidates, cause };
}

const hostile = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "",
    "-",
    '""',
    " ",
    "  x ",
    "\r\n> Evil: 1",
    "\\u{a}",
    "\\",
    "#1",
    "+5",
    "sent",
    "[12]: x",
    "\ud800",
    "é",
    "日本",
    "a".repeat(9000),
  ),
);
const micro = fc.integer({ min: 0, max: 2_000_000_000 }).map((one) => (1_750_000_000_000_000 + one) / 1000);
const headers: fc.Arbitrary<HeaderList> = fc.array(
  fc.tuple(
    hostile,
    hostile.map((value) => value.slice(0, 8192)),
  ),
  { maxLength: 4 },
);
const hop = fc.record({
  url: hostile,
  method: hostile,
  startedAt: micro,
  startSeen: fc.boolean(),
  sent: fc.option(fc.record({ headers, at: micro })),
  response: fc.option(fc.record({ status: fc.integer(), statusLine: hostile, headers, at: micro })),
});
const ending = fc.option(
  fc.oneof(
    fc.record(
      { kind: fc.constant("accepted" as const), at: micro, status: fc.nat(), fromCache: fc.boolean(), ip: hostile },
      { requiredKeys: ["kind", "at", "status", "fromCache"] },
    ),
    fc.record({ kind: fc.constant("failed" as const), at: micro, error: hostile, afterAccepted: fc.boolean() }),
    fc.record({ kind: fc.constant("unseen" as const), at: micro }),
  ),
);
const context = fc.record(
  {
    tabId: fc.integer({ min: -1 }),
    frameId: fc.maxSafeInteger().map((one) => Math.max(one, -1)),
    documentId: hostile,
    initiator: hostile,
    type: hostile,
    incognito: fc.constant(true as const),
    container: hostile,
    toldBy: fc.constant("firefox" as const),
  },
  { requiredKeys: ["tabId", "frameId", "type"] },
);
const transaction = fc.record({ requestId: hostile, context, hops: fc.array(hop, { minLength: 1, maxLength: 3 }), end: ending });
const witness = fc.record(
  { credentials: fc.constantFrom("omit" as const, "same-origin" as const, "include" as const), mode: hostile, callSite: hostile },
  { requiredKeys: ["credentials", "mode"] },
);

const exchange: fc.Arbitrary<Exchange> = fc
  .record({
    main: transaction,
    preflights: fc.array(transaction, { maxLength: 3 }),
    incomplete: fc.boolean(),
    alone: fc.boolean(),
    said: fc.option(witness),
  })
  .map(({ main, preflights, incomplete, alone, said }) => {
    const [first = main, ...rest] = preflights;
    const claimed = (alone ? [first, ...rest] : preflights).map((one, index) => ({
      hop: alone ? 0 : Math.min(index, main.hops.length - 1),
      transaction: one,
    }));
    const id = (alone ? first : main).requestId;
    return {
      id,
      main: alone ? null : main,
      preflights: claimed,
      incomplete,
      ...(said === null ? {} : { witness: said }),
      source: "imported",
    } as Exchange;
  });

const unique = fc.uniqueArray(exchange, { maxLength: 3, selector: ({ id }) => id });

describe("whatever strangers sent", () => {
  it("comes back as it was, line by line", () => {
    fc.assert(
      fc.property(unique, (exchanges) => {
        const plain = printedData(exchanges);
        const text = printTranscript(plain);
        expect(text).toMatch(/^[\n -~]*$/);
        expect(read(text)).toEqual(plain);
        expect(printTranscript(read(text))).toBe(text);
      }),
      { numRuns: 400 },
    );
  });

  it("never makes the reader throw, and a problem is one sentence with its line", () => {
    const canonical = printTranscript(scenes.flatMap(({ exchanges }) => exchanges).slice(0, 1)).split("\n");
    const line = fc.oneof(
      fc.constantFrom(...canonical),
      hostile,
      fc.constantFrom(
        "exchange",
        "preflight",
        "request unsent",
        "again",
        "> GET https://a.test/",
        "< 200",
        "> X: \\q",
        "= open",
        "= accepted 200",
        "place tab",
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.boolean(), (lines, begun) => {
        const parsed = parseTranscript([...(begun ? ["corscope transcript 1"] : []), ...lines].join("\n"));
        if (parsed.ok) printTranscript(parsed.exchanges);
        else expect(parsed.problem).toMatch(/^Line \d+: expected [ -~]+\.$/);
      }),
      { numRuns: 1000 },
    );
  });
});

const BY_HAND = `
# what I saw at work
corscope transcript 1
  exchange
  from https://app.test

  preflight
  > OPTIONS https://api.test/cart
  > Origin: https://app.test
  > Access-Control-Request-Method: PUT
  < 204
  < Access-Control-Allow-Origin: https://app.test
  = accepted 204

  request unsent
  > PUT https://api.test/cart
  = failed net::ERR_FAILED
`;

describe("a transcript written by hand", () => {
  it("needs neither ids nor times", () => {
    const [only, ...more] = read(BY_HAND);
    expect(more).toEqual([]);
    expect(diagnose(only as Exchange)).toMatchObject({ verdict: "blocked", reason: "MethodDisallowedByPreflightResponse" });
    expect(read(printTranscript([only as Exchange]))).toEqual([only]);
  });

  it("is told from a HAR", () => {
    expect([BY_HAND, "\ufeffcorscope transcript 1", '{"log":{}}', "", "# corscope transcript"].map(isTranscript)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it.each([
    ["", 'Line 1: expected "corscope transcript 1", but the transcript ends here.'],
    ["corscope transcript 2", 'Line 1: expected "corscope transcript 1", but there is "corscope transcript 2".'],
    [
      "corscope transcript 1\nengine gecko",
      'Line 2: expected "engine" and one of chromium, firefox, webkit, standard, but there is "engine gecko".',
    ],
    ["corscope transcript 1\n> GET https://a.test/", 'Line 2: expected "exchange", but there is "> GET https://a.test/".'],
    ["corscope transcript 1\nexchange", 'Line 2: expected "preflight" or "request", but the transcript ends here.'],
    [
      "corscope transcript 1\nexchange\nrequest\n> GET https://a.test/\n< 200\nX: 1",
      'Line 6: expected "> Name: value", "< 200", "< Name: value" or the outcome ("= accepted 200"), but there is "X: 1".',
    ],
    [
      "corscope transcript 1\nexchange\nrequest\n> GET https://a.test/\n> X \\q",
      'Line 5: expected a header such as "> Name: value", but there is "> X \\\\q".',
    ],
    [
      "corscope transcript 1\nexchange\nrequest\n> GET https://a.test/",
      'Line 4: expected the outcome ("= accepted 200", "= failed net::ERR_FAILED" or "= open"), but the transcript ends here.',
    ],
  ])("%j is refused in one sentence", (text, problem) => {
    expect(parseTranscript(text)).toMatchObject({ ok: false, problem });
  });
});
