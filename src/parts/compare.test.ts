import { describe, expect, it } from "vitest";
import { compare } from "./compare";
import type { ComparedPiece } from "./compareOrigins";

/** What is lit in brackets. */
const drawn = (pieces: readonly ComparedPiece[]) => pieces.map((piece) => (piece.differs ? `[${piece.text}]` : piece.text)).join("");

describe("compare", () => {
  it.each([
    ["allow-origin", "https://app.test (or *)", "http://app.test", "[https://]app.test (or *)", "[http://]app.test"],
    ["allow-origin", "https://app.test", "https://app.test, * (2 fields)", "https://app.test", "https://app.test,[ *] (2 fields)"],
    ["allow-origin", "https://b.test", "https://a.test https://b.test", "https://b.test", "[https://a.test] https://b.test"],
    ["allow-origin", "https://app.test", "*", "https://app.test", "[*]"],
    ["allow-origin", "https://app.test", "*.app.test", "https://app.test", "[*.app.test]"],
    ["allow-credentials", "true", "True", "[t]rue", "[T]rue"],
    ["allow-credentials", "true", "true, true", "true", "true[, true]"],
    ["method-allowed", "PUT", "GET, POST", "[PUT]", "GET, POST"],
    ["method-allowed", "PUT", "GET, put", "[PUT]", "GET, [put]"],
    ["method-allowed", "PUT", "(no such header)", "[PUT]", "(no such header)"],
    ["header-allowed:x-a", "x-a", "*, x-b", "[x-a]", "[*], x-b"],
    ["methods-parse", "names", "GET; PUT, POST", "names", "[GET; PUT], POST"],
  ])("%s: %s against %s", (check, expected, got, left, right) => {
    const compared = compare(check, expected, got);
    expect([drawn(compared?.expected ?? []), drawn(compared?.got ?? [])]).toEqual([left, right]);
  });

  it.each([
    ["allow-origin", "https://app.test", "(no such header)"],
    ["allow-origin", "https://app.test", ""],
    ["allow-credentials", "true", "(no such header)"],
    ["ok-status", "200 to 299", "404"],
  ])("%s: lights nothing in %s against %s", (check, expected, got) => {
    expect(compare(check, expected, got)).toBeNull();
  });
});
