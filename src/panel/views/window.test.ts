import { describe, expect, it } from "vitest";
import type { Item } from "../items";
import { anchorAt, LINE_HEIGHT, rowAway, scrollToSee, windowOf } from "./window";

/** `r` a row, `-` a navigation line. */
const list = (drawing: string) =>
  [...drawing].map((mark, at) => (mark === "r" ? { kind: "row", row: { id: `r${at}` } } : { kind: "line" })) as unknown as Item[];

describe("windowOf", () => {
  it.each([
    [0, 0, 600, { from: 0, to: 0 }],
    [5, 0, 600, { from: 0, to: 5 }],
    [50_000, 0, 240, { from: 0, to: 18 }],
    [50_000, 24 * 1000, 240, { from: 992, to: 1018 }],
    [10, 24 * 1000, 240, { from: 10, to: 10 }],
  ])("%i lines at %i", (count, top, height, expected) => {
    expect(windowOf(count, top, height)).toEqual(expected);
  });
});

describe("rowAway", () => {
  it.each([
    ["rrr", 0, 1, 1],
    ["r-r", 0, 1, 2],
    ["r-r", 2, -1, 0],
    ["rrr", 2, 1, 2],
    ["rrr", 0, 99, 2],
    ["rrr", -1, 1, 0],
    ["rr-", 3, -1, 1],
  ])("%s from %i by %i", (drawing, from, by, expected) => {
    expect(rowAway(list(drawing), from, by)).toBe(expected);
  });
});

describe("anchorAt", () => {
  it("names the first row in view and how far it is scrolled away", () => {
    expect(anchorAt(list("rr-r"), LINE_HEIGHT + 5)).toEqual({ id: "r1", offset: 5 });
    expect(anchorAt(list("rr-r"), 2 * LINE_HEIGHT)).toEqual({ id: "r3", offset: -LINE_HEIGHT });
    expect(anchorAt([], 0)).toBeNull();
  });
});

describe("scrollToSee", () => {
  it.each([
    [0, 0, 240, null],
    [9, 0, 240, null],
    [10, 0, 240, LINE_HEIGHT],
    [3, 100, 240, 3 * LINE_HEIGHT],
  ])("line %i from %i in %i", (index, top, height, expected) => {
    expect(scrollToSee(index, top, height)).toBe(expected);
  });
});
