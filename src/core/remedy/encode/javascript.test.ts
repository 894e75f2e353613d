import fc from "fast-check";
import { parseAst } from "vite";
import { describe, expect, it } from "vitest";
import { js, jsExactly, jsNumber, jsString } from "./javascript";
import { HOSTILE, randomPayload } from "./payloads.fixture";

/** Validator off: whatever a value holds, the parser reads one string literal with exactly that value. */
function holds(value: string): void {
  const { body } = parseAst(js`f(${jsString(value)});`.text);
  expect(body).toHaveLength(1);
  expect(body[0], value).toMatchObject({
    type: "ExpressionStatement",
    expression: { type: "CallExpression", arguments: [{ type: "Literal", value }] },
  });
  expect(jsString(value).text).not.toMatch(/[<\u2028\u202e]/);
}

describe("JavaScript", () => {
  it("one string literal with exactly that value", () => {
    for (const value of HOSTILE) holds(value);
    fc.assert(fc.property(randomPayload, holds));
  });
  it("patterns match the value and nothing near it", () => {
    const exactly = (value: string) => {
      const pattern = new RegExp(`^${JSON.parse(jsExactly(value).text)}$`);
      expect(pattern.test(value), value).toBe(true);
      expect(pattern.test(`${value}x`) || pattern.test(`x${value}`) || pattern.test(value.replace(".", "x")), value).toBe(false);
    };
    for (const value of ["https://a.test", ...HOSTILE.filter((one) => one.includes("."))]) exactly(value);
  });
  it("numbers that are none refuse", () => {
    expect(js`a ${jsNumber(600)}`).toMatchObject({ text: "a 600", refusal: null });
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) expect(js`a ${jsNumber(value)}`.refusal).toMatch(/\.$/);
  });
});
