import { describe, expect, it } from "vitest";
import { blocked, drawn } from "./exchanges.fixture";
import { rowOf } from "./judge";
import { type ColumnId, orderOf, placeIn, type Sorting, sortedNext } from "./order";

const rows = [
  rowOf(drawn({ id: "a", at: 3, url: "https://b.test/" }), "chromium"),
  rowOf(blocked("b", 2), "chromium"),
  rowOf(drawn({ id: "c", at: 1, url: "https://b.test/", method: "PUT", end: "open" }), "chromium"),
];

describe("orderOf", () => {
  it.each<[ColumnId | null, boolean, string]>([
    [null, false, "cba"],
    ["verdict", false, "bca"],
    ["verdict", true, "acb"],
    ["method", false, "bac"],
    ["url", false, "bca"],
    ["url", true, "cab"],
    ["time", false, "bac"],
    ["waterfall", true, "abc"],
  ])("%s, descending %s", (column, descending, expected) => {
    const order = orderOf(column === null ? null : { column, descending });
    const sorted = rows.toSorted(order);
    expect(sorted.map(({ id }) => id).join("")).toBe(expected);
    sorted.forEach((row, at) => {
      expect(placeIn(sorted, row, order)).toBe(at);
    });
  });
});

it("a header pressed three times is back in the order of time", () => {
  const steps: (Sorting | null)[] = [null];
  for (let n = 0; n < 3; n += 1) steps.push(sortedNext(steps.at(-1) ?? null, "time"));
  expect(steps.slice(1)).toEqual([{ column: "time", descending: false }, { column: "time", descending: true }, null]);
  expect(sortedNext({ column: "url", descending: true }, "time")).toEqual({ column: "time", descending: false });
});
