import { describe, expect, it } from "vitest";
import { blocked, drawn } from "./exchanges.fixture";
import { matches, parseFilter } from "./filter";
import { rowOf } from "./judge";

describe("parseFilter", () => {
  it.each([
    ["", []],
    ["   ", []],
    ["cart", [{ key: null, value: "cart", not: false }]],
    [
      "is:blocked HOST:Api",
      [
        { key: "is", value: "blocked", not: false },
        { key: "host", value: "api", not: false },
      ],
    ],
    [
      "-cdn -is:allowed",
      [
        { key: null, value: "cdn", not: true },
        { key: "is", value: "allowed", not: true },
      ],
    ],
    ['reason:"no access"', [{ key: "reason", value: "no access", not: false }]],
    ["https://api.test", [{ key: null, value: "https://api.test", not: false }]],
    ["colour:red", [{ key: null, value: "colour:red", not: false }]],
    ["is:", [{ key: null, value: "is:", not: false }]],
    ['"open end', [{ key: null, value: "open end", not: false }]],
  ])("%j", (text, terms) => {
    expect(parseFilter(text)).toEqual(terms);
  });
});

describe("matches", () => {
  const refused = rowOf(blocked("b"), "chromium");
  const passed = rowOf(drawn({ id: "a", url: "https://cdn.test/font.woff2" }), "chromium");
  const dead = rowOf(drawn({ id: "n", reply: null, end: "net::ERR_CONNECTION_REFUSED", method: "POST" }), "chromium");
  it.each([
    ["", [true, true, true]],
    ["is:blocked", [true, false, false]],
    ["is:allowed", [false, true, false]],
    ["is:not-cors", [false, false, true]],
    ["-is:blocked", [false, true, true]],
    ["host:cdn", [false, true, false]],
    ["method:post", [false, false, true]],
    ["method:pos", [false, false, false]],
    ["status:200", [true, true, false]],
    ["status:2xx", [true, true, false]],
    ["status:none", [false, false, true]],
    ["reason:missingalloworigin", [true, false, false]],
    ["reason:refused", [false, false, true]],
    ["font -is:blocked", [false, true, false]],
    ["api font", [false, false, false]],
  ])("%j", (text, expected) => {
    const terms = parseFilter(text);
    expect([refused, passed, dead].map((row) => matches(row, terms))).toEqual(expected);
  });
});
