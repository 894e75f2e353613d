import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scrubTokens, urlScrubber } from "./secretsInUrls";

const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.SflKxwRJ-_w";
/** What a token looks like, as one pattern: right, and too slow for strangers. */
const PATTERN = /\beyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]{6,}(?:\.[A-Za-z0-9_-]*)?/g;

describe("JSON Web Tokens", () => {
  it.each<[string, string, string]>([
    ["alone", JWT, "<>"],
    ["in words", `Bearer ${JWT}, and`, "Bearer <>, and"],
    ["behind a dash", `x-${JWT}`, "x-<>"],
    ["two", `${JWT} ${JWT}`, "<> <>"],
    ["without a signature", "eyJhbGciOi.eyJzdWIi", "<>"],
    ["with an empty one", "eyJhbGciOi.eyJzdWIi.", "<>"],
    ["with more behind it", "eyJhbGciOi.eyJzdWIi..x", "<>.x"],
    ["behind another piece", "abcdefghi.eyJhbGciOi.eyJzdWIi.s.t", "abcdefghi.<>.t"],
    ["none of its own", "heyJhbGciOi.eyJzdWIi", "heyJhbGciOi.eyJzdWIi"],
    ["a body that is too short", "eyJhbGciOi.eyJ", "eyJhbGciOi.eyJ"],
  ])("%s", (_, text, expected) => {
    expect(scrubTokens(text, () => "<>")).toBe(expected);
  });

  it("are those of the pattern (property)", () => {
    const text = fc.array(fc.constantFrom("eyJ", "eyJabcdef", "abcdef", ".", "..", "-", "_", " ", "a", "/"), { maxLength: 14 });
    fc.assert(
      fc.property(text, (pieces) => {
        const joined = pieces.join("");
        expect(scrubTokens(joined, (token) => `<${token}>`)).toBe(joined.replace(PATTERN, (token) => `<${token}>`));
      }),
      { numRuns: 3000 },
    );
  });
});

/** A reply of a server may hold 256 kB. What needs a look back from each character would not end before the test does. */
it.each(["&", "#", ";", "?a", "-eyJ", "eyJ-", "eyJaaaaaa.", "://", "://a", "://a@", "&code", "=", "@"])(
  "reads 4 MB of %s in passing",
  (piece) => {
    const text = piece.repeat(4_000_000 / piece.length);
    expect(urlScrubber([])(text, () => "").length).toBeLessThanOrEqual(text.length);
    expect(scrubTokens(text, () => "").length).toBeLessThanOrEqual(text.length);
  },
);
