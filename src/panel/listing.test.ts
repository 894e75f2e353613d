import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blocked, drawn } from "./exchanges.fixture";
import { matcherOf } from "./filter/matchFilter";
import { parseFilter } from "./filter/parseFilter";
import type { Lines } from "./items";
import { Listing, type Wish } from "./listing";
import { Log } from "./log";
import { COLUMNS, type Sorting } from "./order";
import { GROUPINGS } from "./repeats";

const wishFor = (log: Log, words: Partial<Wish> = {}): Wish => ({
  log,
  matcher: matcherOf([]),
  sorting: null,
  grouping: "off",
  opened: new Set(),
  navigations: [],
  ...words,
});
const itemsOf = (lines: Lines) => Array.from({ length: lines.length }, (_, index) => lines.at(index));
const drawing = (lines: Lines) =>
  itemsOf(lines)
    .map((item) => (item?.kind === "row" ? `${item.row.id}${item.count > 1 ? `×${item.count}` : ""}` : "-"))
    .join(" ");

/** One letter for each exchange in the order of time: its path. `B` and other capitals are blocked. */
function logOf(letters: string): Log {
  const log = new Log("chromium");
  [...letters].forEach((letter, at) => {
    const url = `https://api.test/${letter.toLowerCase()}?n=${at}`;
    const exchange = drawn({ id: `${letter}${at}`, at: at * 10, url });
    log.put(letter === letter.toUpperCase() ? { ...blocked(`${letter}${at}`, at * 10), id: `${letter}${at}` } : exchange);
  });
  return log;
}

describe("navigations", () => {
  const to = (at: number) => ({ tabId: 1, at, url: "https://app.test/" });
  it.each([
    [[], "a0 b1 c2"],
    [[to(-5)], "a0 b1 c2"],
    [[to(5)], "a0 - b1 c2"],
    [[to(10)], "a0 - b1 c2"],
    [[to(5), to(6)], "a0 - - b1 c2"],
    [[to(35)], "a0 b1 c2 -"],
  ])("%j", (navigations, expected) => {
    expect(drawing(new Listing().lines(wishFor(logOf("abc"), { navigations })))).toBe(expected);
  });

  it("end a run, for what came after is another page's", () => {
    const wish = wishFor(logOf("aaaaaa"), { grouping: "runs", navigations: [to(25)] });
    expect(drawing(new Listing().lines(wish))).toBe("a0×3 - a3×3");
  });

  it("divide nothing in another order than that of time", () => {
    const wish = wishFor(logOf("ba"), { sorting: { column: "url", descending: false }, navigations: [to(5)] });
    expect(drawing(new Listing().lines(wish))).toBe("a1 b0");
  });
});

describe("groups", () => {
  it.each([
    ["off", "aaab", "a0 a1 a2 b3"],
    ["runs", "aab", "a0 a1 b2"],
    ["runs", "aaabaaa", "a0×3 b3 a4×3"],
    ["runs", "aaAAA", "a0 a1 A2×3"],
    ["all", "abab", "a0×2 b1×2"],
    ["all", "aAb", "a0 A1 b2"],
  ] as const)("%s: %s", (grouping, letters, expected) => {
    expect(drawing(new Listing().lines(wishFor(logOf(letters), { grouping })))).toBe(expected);
  });

  it("have a row for each exchange when open, and name the first for each", () => {
    const lines = new Listing().lines(wishFor(logOf("baaab"), { grouping: "runs", opened: new Set(["a1"]) }));
    expect(drawing(lines)).toBe("b0 a1×3 a2 a3 b4");
    expect(lines.indexOf("a3")).toBe(3);
    expect(lines.groupOf("a3")).toBe("a1");
    expect(lines.groupOf("b4")).toBeNull();
  });

  it("show a member on the line of the closed group", () => {
    const lines = new Listing().lines(wishFor(logOf("baaab"), { grouping: "runs" }));
    expect([lines.indexOf("a3"), lines.indexOf("b4"), lines.indexOf("nobody")]).toEqual([1, 2, -1]);
  });

  it("leave out what is still under way: nobody knows what it will say", () => {
    const log = logOf("aa");
    log.put(drawn({ id: "p", at: 90, url: "https://api.test/a?n=7", end: "open" }));
    const listing = new Listing();
    expect(drawing(listing.lines(wishFor(log, { grouping: "all" })))).toBe("a0×2 p");
    log.put(drawn({ id: "p", at: 90, url: "https://api.test/a?n=7" }));
    expect(drawing(listing.lines(wishFor(log, { grouping: "all" })))).toBe("a0×3");
  });
});

/** What may happen to a log between two looks at it. */
const act = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant("put" as const), id: fc.nat(25), at: fc.nat(30), path: fc.nat(2), end: fc.nat(2) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("drop" as const), ids: fc.array(fc.nat(25), { maxLength: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("clear" as const) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("look" as const) }) },
);
const choice = fc.record({
  sorting: fc.option(fc.record({ column: fc.constantFrom(...COLUMNS), descending: fc.boolean() }), {
    nil: null,
  }) as fc.Arbitrary<Sorting | null>,
  grouping: fc.constantFrom(...GROUPINGS),
  text: fc.constantFrom("", "is:blocked", "-b", "is:repeated"),
  opened: fc.uniqueArray(fc.nat(25), { maxLength: 4 }),
  navigations: fc.uniqueArray(fc.nat(30), { maxLength: 3 }),
});

function apply(log: Log, one: typeof act extends fc.Arbitrary<infer A> ? A : never): void {
  if (one.kind === "drop") log.drop(new Set(one.ids.map((id) => `i${id}`)));
  else if (one.kind === "clear") log.clear();
  else if (one.kind === "put") {
    const url = `https://api.test/${"abc"[one.path]}`;
    const reply = one.end === 1 ? { status: 200, headers: [] } : undefined;
    const end = ["accepted", "net::ERR_FAILED", "open"][one.end] as string;
    log.put(drawn({ id: `i${one.id}`, at: one.at, url, end, ...(reply && { reply }) }));
  }
}

describe("a listing that was kept", () => {
  it("shows what one made anew shows", () => {
    fc.assert(
      fc.property(choice, fc.array(act, { maxLength: 60 }), (words, acts) => {
        const log = new Log("chromium");
        const wish = wishFor(log, {
          sorting: words.sorting,
          grouping: words.grouping,
          matcher: matcherOf(parseFilter(words.text).terms),
          opened: new Set(words.opened.map((id) => `i${id}`)),
          navigations: words.navigations.sort((a, b) => a - b).map((at) => ({ tabId: 1, at, url: "https://app.test/" })),
        });
        const kept = new Listing();
        for (const one of acts) {
          if (one.kind === "look") kept.lines(wish);
          else apply(log, one);
        }
        const seen = kept.lines(wish);
        const { watcher } = log;
        const anew = new Listing().lines(wish);
        log.watcher = watcher;
        expect(drawing(seen)).toBe(drawing(anew));
        expect([seen.exchanges, seen.axis]).toEqual([anew.exchanges, anew.axis]);
        for (const { id } of log.rows) expect(seen.indexOf(id)).toBe(anew.indexOf(id));
      }),
      { numRuns: 400 },
    );
  });

  it("keeps each row once, wherever it stands", () => {
    fc.assert(
      fc.property(choice, fc.array(act, { maxLength: 40 }), ({ sorting, grouping }, acts) => {
        const log = new Log("chromium");
        const listing = new Listing();
        for (const one of acts) {
          if (one.kind === "look") listing.lines(wishFor(log, { sorting, grouping }));
          else apply(log, one);
        }
        const lines = listing.lines(wishFor(log, { sorting, grouping }));
        const counted = itemsOf(lines).reduce(
          (sum, item) => sum + (item?.kind !== "row" ? 0 : item.group === "closed" ? item.count : 1),
          0,
        );
        expect([lines.exchanges, counted]).toEqual([log.rows.length, log.rows.length]);
      }),
      { numRuns: 200 },
    );
  });
});

it("a change of the end costs what it changes, not the list", () => {
  const log = new Log("chromium");
  for (let n = 0; n < 5000; n += 1) log.put(drawn({ id: `x${n}`, at: n, url: `https://api.test/${n}` }));
  const listing = new Listing();
  let asked = 0;
  const own = () => {
    asked += 1;
    return true;
  };
  const matcher = { own, among: null };
  const wish = wishFor(log, { grouping: "runs", matcher });
  listing.lines(wish);
  asked = 0;
  log.put(drawn({ id: "new", at: 9000 }));
  expect(listing.lines(wish).exchanges).toBe(5001);
  expect(asked).toBe(1);
});
