import { expect, it } from "vitest";
import { jsonPlace } from "./jsonPlace";

it.each([
  ["<html>", "line 1, column 1"],
  ['{"a":\n [1,}', "line 2, column 5"],
  ['{"a":1', "the end of the file"],
  ['{"a":1}}', "line 1, column 8"],
  ["[1 2]", "line 1, column 4"],
  ['{"a" 1}', "line 1, column 6"],
  ["{1:2}", "line 1, column 2"],
  ["[1,]", "line 1, column 4"],
  ['{"a":1,}', "line 1, column 8"],
  ['["\n"]', "line 1, column 2"],
  ["[}", "line 1, column 2"],
  ["[01]", "line 1, column 3"],
  ["[".repeat(200_000), "the end of the file"],
])("%.20s", (text, place) => expect(jsonPlace(text)).toBe(place));

/** Whoever reads these in more than linear time does not come back before the runner gives up. */
it("comes back from long hostile text", () => {
  for (const text of [`"${"\\".repeat(200_001)}`, " ".repeat(200_000), `[${"1,".repeat(100_000)}`]) expect(jsonPlace(text)).not.toBe("");
});
