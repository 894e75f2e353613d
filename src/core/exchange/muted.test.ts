import { describe, expect, it } from "vitest";
import type { Exchange } from "./exchange";
import { hostMatcher, readHostPattern } from "./muted";

function to(url: string): Exchange {
  const hop = { url, method: "GET", startedAt: 1, startSeen: true, sent: null, response: null };
  const main = { requestId: "1", context: { tabId: 1, frameId: 0, type: "xmlhttprequest" }, hops: [hop], end: null };
  return { id: "1", main, preflights: [], incomplete: false, source: "live" };
}

describe("readHostPattern", () => {
  it.each([
    ["api.test", "api.test"],
    [" API.test ", "api.test"],
    ["api.test:8080", "api.test:8080"],
    ["*.ads.test", "*.ads.test"],
    ["https://ads.test/pixel?x", "ads.test"],
    ["", null],
    ["*", null],
    ["two words", null],
    ["api.test/path", null],
    ["https://", null],
  ])("%j is %j", (text, pattern) => expect(readHostPattern(text)).toBe(pattern));
});

describe("hostMatcher", () => {
  it.each([
    ["api.test", "http://api.test:8080/x", true],
    ["api.test:8080", "http://api.test:8080/x", true],
    ["api.test:8080", "http://api.test/x", false],
    ["api.test", "http://my-api.test/", false],
    ["*.ads.test", "https://a.b.ads.test/", true],
    ["*.ads.test", "https://ads.test/", true],
    ["*.ads.test", "https://bads.test/", false],
    ["api.test", "not a url", false],
  ])("%s on %s: %s", (pattern, url, fits) => expect(hostMatcher([pattern])(to(url))).toBe(fits));

  it("fits nothing without patterns", () => expect(hostMatcher([])(to("http://api.test/"))).toBe(false));
});
