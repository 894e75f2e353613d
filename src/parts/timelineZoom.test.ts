import { describe, expect, it } from "vitest";
import { between, moved, whole, zoomed } from "./timelineZoom";

describe("zoom", () => {
  it.each([
    ["in, around what is pointed at", zoomed(whole(100), 0.5, 100, 20), [10, 60]],
    ["in, around the middle", zoomed({ from: 20, to: 60 }, 0.5, 100), [30, 50]],
    ["out, not beyond the ends", zoomed({ from: 0, to: 50 }, 4, 100), [0, 100]],
    ["in, not beyond what clocks can tell", zoomed({ from: 50, to: 50.6 }, 0.1, 100), [50.27, 50.77]],
    ["moved, not beyond the end", moved({ from: 70, to: 90 }, 1, 100), [80, 100]],
    ["dragged backwards", between(80, 30, 100), [30, 80]],
  ])("%s", (_, { from, to }, expected) => {
    expect([from, to].map((at) => Math.round(at * 100) / 100)).toEqual(expected);
  });
});
