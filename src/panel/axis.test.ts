import { expect, it } from "vitest";
import { Extent, roundSpan } from "./axis";
import { drawn } from "./exchanges.fixture";
import { rowOf } from "./judge";

it.each([
  [0, 1],
  [Number.NEGATIVE_INFINITY, 1],
  [7, 8],
  [100, 100],
  [101, 125],
  [999, 1000],
])("%d ms are drawn on %d ms", (ms, span) => {
  expect(roundSpan(ms)).toBe(span);
});

it("the axis stands still while the recording grows within its step", () => {
  const extent = new Extent();
  const row = (at: number) => rowOf(drawn({ id: `r${at}`, at }), "chromium");
  extent.reset([row(1000), row(2000)]);
  const axis = extent.axis();
  expect(axis).toEqual({ from: 1000, span: 1250 });
  extent.add(row(2200));
  expect(extent.axis()).toBe(axis);
  extent.add(row(2300));
  expect(extent.axis()).toEqual({ from: 1000, span: 1600 });
});
