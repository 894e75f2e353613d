import { describe, expect, it } from "vitest";
import { pairUp } from "./pairing";

/** "0→2 alone": the request that began at 0 is the entry of 2. */
function paired(requests: number[], entries: number[]): string {
  const found = pairUp(
    requests.map((startedAt) => ({ startedAt })),
    entries.map((startedAt) => ({ startedAt })),
  );
  return [...found]
    .map(([{ startedAt }, one]) =>
      one.by === "nobody" ? `${startedAt}→? of ${one.candidates.length}` : `${startedAt}→${one.seen.startedAt} ${one.by}`,
    )
    .sort()
    .join(", ");
}

describe("pairUp", () => {
  it.each<[string, number[], number[], string]>([
    ["one of each", [0], [2], "0→2 alone"],
    ["a slow clock", [0], [700], "0→700 alone"],
    ["another request altogether", [0], [5000], ""],
    ["twins, by order", [0, 1], [2, 3], "0→2 order, 1→3 order"],
    ["twins far enough apart", [0, 2000], [1, 2001], "0→1 alone, 2000→2001 alone"],
    ["polled, and DevTools came later", [0, 1000, 2000], [1001, 2001], "1000→1001 alone, 2000→2001 alone"],
    ["what fits closely goes first", [0, 200], [1, 201, 350], "0→1 alone, 200→201 alone"],
    ["two requests, one entry: nobody can tell", [0, 1], [2], "0→? of 1, 1→? of 1"],
    ["one request, two entries: nobody can tell", [0], [1, 2], "0→? of 2"],
    ["a doubt is not settled by a stranger that comes later", [0, 1], [2, 600], "0→? of 1, 1→? of 1"],
    ["nothing seen", [0], [], ""],
  ])("%s", (_, requests, entries, expected) => {
    expect(paired(requests, entries)).toBe(expected);
  });
});
