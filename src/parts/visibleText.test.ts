import { describe, expect, it } from "vitest";
import { visiblePieces, visibleText } from "./visibleText";

describe("visiblePieces", () => {
  it.each([
    ["plain", [{ text: "plain", hidden: false }]],
    ["", []],
    [
      "a\u202eb",
      [
        { text: "a", hidden: false },
        { text: "U+202E", hidden: true },
        { text: "b", hidden: false },
      ],
    ],
    ["\u0000", [{ text: "U+0000", hidden: true }]],
    ["\ud800", [{ text: "U+D800", hidden: true }]],
    ["\u{e0041}", [{ text: "U+E0041", hidden: true }]],
    ["naïve 😀", [{ text: "naïve 😀", hidden: false }]],
  ])("%j", (text, pieces) => {
    expect(visiblePieces(text)).toEqual(pieces);
  });
});

describe("visibleText", () => {
  it("names what is hidden and cuts what is long", () => {
    expect(visibleText("a\nb")).toBe("a[U+000A]b");
    expect(visibleText("x".repeat(20), 5)).toBe("xxxxx…");
  });
});
