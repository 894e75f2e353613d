import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clampWidth, layoutOf, MAX_WIDTH, MIN_WIDTH, widthsFrom } from "./columns";
import { COLUMNS } from "./order";

describe("layoutOf", () => {
  it.each([
    [300, "verdict method url"],
    [463, "verdict method url"],
    [464, "verdict method url reason"],
    [659, "verdict method url reason"],
    [660, "verdict method url reason time"],
    [720, "verdict method url reason time waterfall"],
    [1400, COLUMNS.join(" ")],
  ])("%i px", (room, columns) => {
    expect(layoutOf(room, {}).columns.join(" ")).toBe(columns);
  });

  it("leaves of the verdict its icon where room is short, unless its width was chosen", () => {
    expect(layoutOf(660, {}).template).toMatch(/^104px /u);
    expect(layoutOf(659, {}).template).toMatch(/^40px /u);
    expect(layoutOf(659, { verdict: 90 }).template).toMatch(/^90px .*76px$/u);
  });

  it("lets a chosen width stand, and a flexible column give way", () => {
    const { template } = layoutOf(620, { verdict: 60, url: 400 });
    expect(template).toMatch(/^60px 66px minmax\(160px, 400px\) minmax\(198px, 1fr\)/u);
  });

  it("keeps the columns that matter and their order, whatever the widths", () => {
    const widths = fc.dictionary(fc.constantFrom(...COLUMNS), fc.integer({ min: MIN_WIDTH, max: MAX_WIDTH }));
    fc.assert(
      fc.property(fc.nat(2000), widths, (room, chosen) => {
        const { columns } = layoutOf(room, chosen);
        expect(columns.slice(0, 3)).toEqual(["verdict", "method", "url"]);
        expect(columns).toEqual(COLUMNS.filter((id) => columns.includes(id)));
      }),
    );
  });
});

describe("widthsFrom", () => {
  it.each([
    [null, {}],
    ["nonsense", {}],
    ["[1]", {}],
    ["null", {}],
    ['{"url":300,"other":1,"time":"9","reason":1e9,"verdict":-5}', { url: 300, reason: MAX_WIDTH, verdict: MIN_WIDTH }],
  ])("%s", (text, widths) => {
    expect(widthsFrom(text)).toEqual(widths);
  });
});

it("a width is a whole number within bounds", () => {
  expect([clampWidth(1), clampWidth(99.6), clampWidth(9999)]).toEqual([MIN_WIDTH, 100, MAX_WIDTH]);
});
