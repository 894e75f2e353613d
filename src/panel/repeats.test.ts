import { expect, it } from "vitest";
import { withoutValues } from "./repeats";

it.each([
  ["/a", "/a"],
  ["/a?b=1&c=2", "/a?b=…&c=…"],
  ["/a?flag&empty=&d==", "/a?flag&empty=&d=…"],
])("%s", (path, words) => {
  expect(withoutValues(path)).toBe(words);
});
