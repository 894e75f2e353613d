import { describe, expect, it } from "vitest";
import { compareOrigins } from "./compareOrigins";

/** Differing parts in brackets. */
const drawn = (pieces: readonly { text: string; differs: boolean }[]) => pieces.map((p) => (p.differs ? `[${p.text}]` : p.text)).join("");

describe("compareOrigins", () => {
  it.each([
    ["https://app.test", "http://app.test", "[https://]app.test", "[http://]app.test"],
    ["http://localhost:5173", "http://localhost:3000", "http://localhost[:5173]", "http://localhost[:3000]"],
    ["https://app.test", "https://www.app.test", "https://app.test", "https://[www.]app.test"],
    ["https://app.test", "https://app.test:8443", "https://app.test", "https://app.test[:8443]"],
    ["http://localhost:1", "http://127.0.0.1:1", "http://[localhost]:1", "http://[127.][0.][0.][1]:1"],
    ["https://app.test (or *)", "http://app.test", "[https://]app.test (or *)", "[http://]app.test"],
    ["https://app.test", "https://app.test/", "https://app.test", "https://app.test[/]"],
    ["https://app.test:8443", "https://app.test:8443/path", "https://app.test:8443", "https://app.test:8443[/path]"],
    ["https://app.test", "null", "[https://][app.][test]", "[null]"],
  ])("%s against %s", (expected, got, left, right) => {
    const compared = compareOrigins(expected, got);
    expect(drawn(compared?.expected ?? [])).toBe(left);
    expect(drawn(compared?.got ?? [])).toBe(right);
  });

  it.each([
    ["https://app.test", "https://app.test"],
    ["https://app.test", "*"],
    ["PUT", "GET, POST"],
  ])("says nothing about %s and %s", (expected, got) => {
    expect(compareOrigins(expected, got)).toBeNull();
  });
});
