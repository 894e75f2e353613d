import { describe, expect, it } from "vitest";
import { blocked, drawn } from "../exchanges.fixture";
import { rowOf } from "../judge";
import { matcherOf } from "./matchFilter";
import { parseFilter, parseStatus } from "./parseFilter";

/** Terms as one would say them: `-is=blocked|allowed`. */
const said = (text: string) => parseFilter(text).terms.map(({ key, values, not }) => `${not ? "-" : ""}${key ?? ""}=${values.join("|")}`);
const wrong = (text: string) => parseFilter(text).problems.map(({ kind, wrong, from, to }) => `${kind} ${wrong} ${text.slice(from, to)}`);

describe("parseFilter", () => {
  it.each<[string, string[]]>([
    ["", []],
    ["   ", []],
    ["cart", ["=cart"]],
    ["is:blocked HOST:Api", ["is=blocked", "host=api"]],
    ["-cdn -is:allowed", ["-=cdn", "-is=allowed"]],
    ['reason:"no access"', ["reason=no access"]],
    ['reason:"a, b",c', ["reason=a, b|c"]],
    ["is:blocked,not-cors", ["is=blocked|not-cors"]],
    ["https://api.test", ["=https://api.test"]],
    ["localhost:3000/x", ["=localhost:3000/x"]],
    ['"colour:red"', ["=colour:red"]],
    ["is:", []],
    ["is:,", []],
    ["-", []],
    ['""', []],
    ['"open end', ["=open end"]],
    ['a"b c"d', ["=ab cd"]],
    ["a,b", ["=a,b"]],
  ])("%j", (text, terms) => {
    expect([said(text), wrong(text)]).toEqual([terms, []]);
  });

  it.each<[string, string[], string[]]>([
    ["colour:red cart", ["=cart"], ["key colour colour:red"]],
    ["-Colour:red", [], ["key Colour -Colour:red"]],
    ["is:bloked host:api", ["host=api"], ["is bloked is:bloked"]],
    ["is:blocked,nope", ["is=blocked"], ["is nope is:blocked,nope"]],
    ["has:cookies", [], ["has cookies has:cookies"]],
    ["status:abc", [], ["status abc status:abc"]],
    ["status:4444", [], ["status 4444 status:4444"]],
    ["cause:moon", [], ["cause moon cause:moon"]],
    ["tab:first", [], ["tab first tab:first"]],
  ])("says what is wrong with %j and keeps the rest", (text, terms, problems) => {
    expect([said(text), wrong(text)]).toEqual([terms, problems]);
  });

  it.each(["is:blo", "has:pre", "status:4", "status:>", "status:400-", "cause:pre"])(
    "calls nothing wrong that is being typed: %s",
    (text) => {
      expect(wrong(text)).toEqual([]);
    },
  );

  it("survives anything", () => {
    const alphabet = ['"', "-", ":", ",", " ", "is", "status", "*", "<", "9", "\u202e", "\ud800", "x"];
    let seed = 7;
    for (let n = 0; n < 2000; n += 1) {
      let text = "";
      for (let length = n % 17; length > 0; length -= 1) {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        text += alphabet[seed % alphabet.length];
      }
      const { terms, problems } = parseFilter(text);
      for (const { from, to } of [...terms, ...problems]) expect(text.slice(from, to)).not.toBe("");
      expect(() => matcherOf(terms).own(rowOf(blocked("any"), "chromium"))).not.toThrow();
    }
  });
});

describe("parseStatus", () => {
  it.each([
    ["404", { low: 404, high: 404 }],
    ["40", { low: 400, high: 409 }],
    ["4xx", { low: 400, high: 499 }],
    ["4", { low: 400, high: 499 }],
    [">=400", { low: 400, high: 999 }],
    [">400", { low: 401, high: 999 }],
    ["<300", { low: 1, high: 299 }],
    ["<=300", { low: 1, high: 300 }],
    ["500-504", { low: 500, high: 504 }],
    ["none", "none"],
    ["0", "none"],
    ["4xxx", null],
    ["x", null],
  ])("%s", (text, range) => {
    expect(parseStatus(text)).toEqual(range);
  });
});

describe("matcherOf", () => {
  const redirected = drawn({ id: "r", url: "http://api.test:8080/old", method: "PUT" });
  const [hop] = redirected.main?.hops ?? [];
  if (redirected.main === null || hop === undefined) throw new Error("a hop was drawn");
  const rows = [
    blocked("b"),
    drawn({ id: "a", url: "https://img.cdn.test/font.woff2" }),
    drawn({ id: "n", reply: null, end: "net::ERR_CONNECTION_REFUSED", method: "POST" }),
    { ...redirected, main: { ...redirected.main, hops: [hop, hop] } },
    drawn({ id: "o", url: "https://late.test/", end: "open", reply: null }),
  ].map((exchange) => rowOf(exchange, "chromium"));
  const found = (text: string) => {
    const { own, among } = matcherOf(parseFilter(text).terms);
    const others = among?.(rows) ?? (() => true);
    return rows.flatMap((row) => (own(row) && others(row) ? [row.id] : [])).join("");
  };
  it.each([
    ["", "banro"],
    ["is:blocked", "b"],
    ["is:allowed", "ar"],
    ["is:not-cors", "n"],
    ["is:pending", "o"],
    ["is:blocked,not-cors", "bn"],
    ["-is:blocked,not-cors", "aro"],
    ["-is:blocked", "anro"],
    ["is:blocked is:allowed", ""],
    ["host:cdn", "a"],
    ["host:*.cdn.test", "a"],
    ["host:*.test", "banro"],
    ["host:cdn.*", ""],
    ["host:*dn*te*", "a"],
    ["host:api.test", "bnr"],
    ["host:api.*", "bnr"],
    ["origin:app.test", "banro"],
    ["origin:https://*.test", "banro"],
    ["origin:null", ""],
    ["method:post", "n"],
    ["method:pos", ""],
    ["method:post,put", "nr"],
    ["status:200", "bar"],
    ["status:2xx", "bar"],
    ["status:>=400", ""],
    ["status:<300", "bar"],
    ["status:none", "no"],
    ["reason:missingalloworigin", "b"],
    ["reason:refused", "n"],
    ["reason:moon,refused", "n"],
    ["has:redirect", "r"],
    ["has:fix", "b"],
    ["has:risk", "ar"],
    ["-has:risk", "bno"],
    ["has:credentials", ""],
    ["cause:never-opted", "b"],
    ["type:xml", "banro"],
    ["tab:1", "banro"],
    ["tab:2", ""],
    ["font -is:blocked", "a"],
    ["api font", ""],
    ["is:repeated", ""],
    ["-is:repeated font", "a"],
    ["moon:x font", "a"],
  ])("%j", (text, ids) => {
    expect(found(text)).toBe(ids);
  });

  it("is:repeated asks the others each time", () => {
    const { own, among } = matcherOf(parseFilter("is:repeated,cached").terms);
    const [first] = rows;
    const again = rowOf(blocked("b2", 2000), "chromium");
    if (first === undefined || among === null) throw new Error("it asks others");
    expect([own(first), among(rows)(first), among([...rows, again])(first), among([...rows, again])(again)]).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });
});
