import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { middleCut } from "./middleCut";

describe("middleCut", () => {
  it.each([
    ["/", "", "/", ""],
    ["/v1/cart/items/8", "/v1/cart", "/items/8", ""],
    [`/${"x".repeat(30)}/8`, `/${"x".repeat(30)}`, "/8", ""],
    ["/v1/search?q=a/b", "/v1", "/search", "?q=a/b"],
    ["/s/blocked-by-path/0?n=0123456789abcdef0123456789abcdef", "/s", "/blocked-by-path/0", "?n=0123456789abcdef0123456789abcdef"],
    ["/v1/items#/a?b", "/v1", "/items", "#/a?b"],
    ["/v1/items/", "/v1", "/items/", ""],
    [`/v1/${"x".repeat(40)}?y`, `/v1/${"x".repeat(12)}`, "x".repeat(28), "?y"],
    ["?q", "", "", "?q"],
    ["", "", "", ""],
  ])("%s", (path, head, tail, query) => {
    expect(middleCut(path)).toEqual({ head, tail, query });
  });

  it("cuts a long head, never the tail, and halves no character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 600 }), (path) => {
        const { head, tail, query } = middleCut(path);
        expect(path.endsWith(tail + query)).toBe(true);
        expect(path.startsWith(head.replace(/…$/u, ""))).toBe(true);
        expect(head.length).toBeLessThanOrEqual(202);
        const halves = /\p{Surrogate}/u;
        expect(halves.test(head) || halves.test(tail) || halves.test(query)).toBe(halves.test(path));
      }),
    );
  });
});
