import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ng, ngExactly, ngString } from "./nginx";
import { HOSTILE, randomPayload } from "./payloads.fixture";

describe("nginx, validator off", () => {
  it("one quoted argument with exactly that value, or a refusal", () => {
    const holds = (value: string) => {
      const { text, refusal } = ng`${ngString(value)}`;
      expect(refusal !== null, value).toBe(/[$\p{Cc}\p{Cf}\u2028\u2029]/u.test(value));
      if (refusal === null) expect(readString(text), value).toBe(value);
    };
    for (const value of HOSTILE) holds(value);
    fc.assert(fc.property(randomPayload, holds));
  });
  it("patterns match the value and nothing near it, or refuse", () => {
    const holds = (value: string) => {
      const { text, refusal } = ng`${ngExactly(value)}`;
      if (refusal !== null) return;
      const pattern = new RegExp(text.slice(2, -1));
      expect(pattern.test(value), value).toBe(true);
      expect(pattern.test(`${value}x`) || pattern.test(`x${value}`), value).toBe(false);
    };
    for (const value of ["https://a.test", "http://[::1]:80", ...HOSTILE]) holds(value);
    fc.assert(fc.property(randomPayload, holds));
    expect(new RegExp(ngExactly("https://a.test").text.slice(2, -1)).test("https://axtest")).toBe(false);
  });
});

/** Reads one double-quoted argument the way ngx_conf_read_token does; null when it does not end at the end of the text. */
function readString(text: string): string | null {
  if (!text.startsWith('"')) return null;
  let value = "";
  for (let index = 1; index < text.length; index++) {
    const character = text[index] as string;
    if (character === '"') return index === text.length - 1 ? value : null;
    if (character === "\\" && /["'\\]/.test(text[index + 1] ?? "")) value += text[++index];
    else value += character;
  }
  return null;
}
