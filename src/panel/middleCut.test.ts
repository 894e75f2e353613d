import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { middleCut } from "./middleCut";

describe("middleCut", () => {
  it.each([
    ["/", "", "/"],
    ["/v1/cart/items/8", "/v1/cart/items", "/8"],
    ["/v1/search?q=a/b", "/v1", "/search?q=a/b"],
    ["/v1/items/", "/v1/items", "/"],
    [`/v1/${"x".repeat(40)}`, `/v1/${"x".repeat(12)}`, "x".repeat(28)],
    ["", "", ""],
  ])("%s", (path, head, tail) => {
    expect(middleCut(path)).toEqual({ head, tail });
  });

  it("cuts a long head, never the tail, and halves no character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 600 }), (path) => {
        const { head, tail } = middleCut(path);
        expect(path.endsWith(tail)).toBe(true);
        expect(path.startsWith(head.replace(/…$/u, ""))).toBe(true);
        expect(head.length).toBeLessThanOrEqual(202);
        const halves = /\p{Surrogate}/u;
        expect(halves.test(head) || halves.test(tail)).toBe(halves.test(path));
      }),
    );
  });
});
