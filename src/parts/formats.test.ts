import { describe, expect, it } from "vitest";
import { clock, duration, wholeNumber } from "./formats";

describe("duration", () => {
  it.each([
    [0, "<1 ms"],
    [0.99, "<1 ms"],
    [1, "1 ms"],
    [61.6, "62 ms"],
    [1234, "1,234 ms"],
    [12_540, "12.5 sec"],
    [125_000, "2 min 5 sec"],
    [6_300_000, "1 hr 45 min"],
  ])("%d", (ms, words) => {
    expect(duration(ms)).toBe(words);
  });
});

it("groups digits", () => {
  expect(wholeNumber(50_000)).toBe("50,000");
});

it("tells the time to the second", () => {
  expect(clock(Date.UTC(2026, 10, 21, 2, 3, 4))).toMatch(/03:04/u);
});
