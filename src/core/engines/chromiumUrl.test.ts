import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isGurlValid } from "./chromiumUrl";
import { MEASURED_AS_ANOTHER_ORIGIN, MEASURED_AS_INVALID } from "./chromiumUrl.fixture";

describe("what Chromium takes for a URL", () => {
  it.each(MEASURED_AS_ANOTHER_ORIGIN.map((value) => [value]))("%j is one", (value) => {
    expect(isGurlValid(value)).toBe(true);
  });

  it.each(MEASURED_AS_INVALID.map((value) => [value]))("%j is none", (value) => {
    expect(isGurlValid(value)).toBe(false);
  });

  it("never throws and does not stall on long values", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), (value) => typeof isGurlValid(value) === "boolean"));
    for (const part of [":", "/", "%20", "xn--", "filesystem:", "@", "http://"]) isGurlValid(`http://${part.repeat(3000)}`);
    expect(isGurlValid(`chrome-extension:${"/".repeat(8000)}:`)).toBe(false);
  });
});
