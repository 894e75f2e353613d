import { describe, expect, it } from "vitest";
import { printed, printedUrl } from "./printed";

describe("what leaves the house carries no number of a secret", () => {
  it.each<[string, string, string]>([
    ["in a header", "Bearer [redacted#1x9]", "Bearer [redacted]"],
    [
      "in a URL, where a hash would begin a fragment",
      "http://a.test/?token=[redacted%231x9]&y=[1]",
      "http://a.test/?token=[redacted]&y=[1]",
    ],
    ["in a URL as HAR has it", "http://a.test/?token=%5Bredacted%231x9%5D", "http://a.test/?token=%5Bredacted%5D"],
    ["twice", "[redacted#a] [redacted#b]", "[redacted] [redacted]"],
    ["and marks that a stranger wrote stay what they are", "[redacted#[redacted#not ours]", "[redacted#[redacted#not ours]"],
  ])("%s", (_, text, expected) => {
    expect(printed(text)).toBe(expected);
    expect(printed(printed(text))).toBe(expected);
  });
  it("nor in a URL that is made valid", () => {
    expect(printedUrl("http://a.test/?token=[redacted%231x9]&y=[1]")).toBe("http://a.test/?token=%5Bredacted%5D&y=%5B1%5D");
  });
});

describe("a URL that a file gives", () => {
  it.each([
    ["x\r\n\tX-Injected: 1", "xx-injected:%201"],
    ["ht\ntp://api.test/a b", "http://api.test/a%20b"],
    ["http://api.test/a\tb", "http://api.test/a%09b"],
    ["not a URL", "not%20a%20URL"],
    ["http://api.test/\u017f\u212a", "http://api.test/%C5%BF%E2%84%AA"], // ſ and K: letters of ASCII to a pattern that ignores case by Unicode's rules
  ])("%j is written as a URI, if it is one", (url, expected) => {
    expect(printedUrl(url)).toBe(expected);
  });
});
