import { describe, expect, it } from "vitest";
import { meansPer, trendOf } from "./trend";

describe("a trend", () => {
  it("of a line is the line, without doubt", () => {
    expect(trendOf([0, 1, 2, 3].map((x) => [x, 5 + 2 * x] as const))).toEqual({ slope: 2, within: 0 });
  });

  it("of noise around a level holds zero", () => {
    const points = Array.from({ length: 40 }, (_, x) => [x, x % 2 === 0 ? 10 : 12] as const);
    const { slope = 1, within = 0 } = trendOf(points) ?? {};
    expect(Math.abs(slope)).toBeLessThan(within);
  });

  it("has the interval that the textbook has: five points, three degrees of freedom, t = 3.182", () => {
    const points: [number, number][] = [
      [1, 1],
      [2, 3],
      [3, 2],
      [4, 5],
      [5, 4],
    ];
    const { slope, within } = trendOf(points) ?? { slope: 0, within: 0 };
    expect(slope).toBeCloseTo(0.8, 10);
    expect(within).toBeCloseTo(3.182 * Math.sqrt(3.6 / 3 / 10), 1);
  });

  it.each([[[]], [[[1, 1]]], [[[1, 1] as const, [1, 2] as const, [1, 3] as const]]] as [[number, number][]][])(
    "of too little is none: %j",
    (points) => {
      expect(trendOf(points)).toBeNull();
    },
  );

  it("is read from means, so that neighbours do not count twice", () => {
    expect(
      meansPer(1, [
        [0, 1],
        [0.5, 3],
        [1.2, 8],
      ]),
    ).toEqual([
      [0.25, 2],
      [1.2, 8],
    ]);
  });
});
