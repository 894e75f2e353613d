import fc from "fast-check";
import { expect, it } from "vitest";
import { http, httpValue } from "./http";
import { HOSTILE, randomPayload } from "./payloads.fixture";

it("a header value is one line that a parser reads back, or a refusal", () => {
  const holds = (value: string) => {
    const { text, refusal } = http`A: ${httpValue(value)}`;
    if (refusal === null) expect(text).toBe(`A: ${value}`);
    else expect(value).toMatch(/[^\x20-\x7e]|^\s|\s$/);
  };
  for (const value of HOSTILE) holds(value);
  fc.assert(fc.property(randomPayload, holds));
});
