import { describe, expect, it } from "vitest";
import { blocked, drawn } from "../exchanges.fixture";
import { rowOf } from "../judge";
import { accept, complete } from "./completions";
import { hasState, toggleState } from "./editFilter";
import { parseFilter } from "./parseFilter";

const rows = [
  blocked("b", 1),
  blocked("c", 2),
  drawn({ id: "a", url: "https://img.cdn.test/font.woff2", method: "PUT" }),
  drawn({ id: "n", reply: null, end: "net::ERR_CONNECTION_REFUSED", method: 'a b"c' }),
].map((exchange) => rowOf(exchange, "chromium"));

/** `|` is the caret. */
function at(drawn: string) {
  const caret = drawn.indexOf("|");
  return { text: drawn.replace("|", ""), caret };
}

const offered = (drawn: string) => {
  const { text, caret } = at(drawn);
  return complete(text, caret, rows).suggestions.map(({ insert, count }) => (count === undefined ? insert : `${insert} ${count}`));
};

describe("complete", () => {
  it.each([
    ["m|", ["method:"]],
    ["x -|", ["is:", "reason:", "host:", "origin:", "method:", "status:", "has:", "cause:", "type:", "tab:"]],
    ["-ho|", ["host:"]],
    ["cart|", []],
    ["m|ethod", []],
    ["host:|", ["api.test 3", "img.cdn.test 1"]],
    ["host:cdn|", ["img.cdn.test 1"]],
    ["host:moon|", []],
    ["method:|", ["GET 2", "PUT 1", '"a bc" 1']],
    ["method:GET,p|", ["PUT 1"]],
    ["method:p|,GET", ["PUT 1"]],
    ["status:|", ["200 3", "2xx 3", "none 1"]],
    ["reason:|", ["MissingAllowOriginHeader 2", "connection-refused 1"]],
    ["is:bl|", ["blocked 2"]],
    ["is:c|", ["cached 2", "blocked 2", "not-cors 1"]],
    ["has:f|", ["fix", "preflight"]],
    ["cause:never|", ["server-never-opted-in 2"]],
    ["tab:|", ["1 4"]],
    ["type:|", ["xmlhttprequest 4"]],
    ["origin:|", ["https://app.test 4"]],
    ["colour:|", []],
  ])("%s", (text, expected) => {
    expect(offered(text)).toEqual(expected);
  });

  it("offers all keys to nothing, and says that nothing was begun", () => {
    expect(complete("", 0, rows)).toMatchObject({ begun: false, from: 0, to: 0 });
    expect(complete("cart ", 5, rows).suggestions).toHaveLength(10);
  });

  it.each([
    ["ho|", 0, "host:|"],
    ["-ho|", 0, "-host:|"],
    ["cart is:blo| x", 0, "cart is:blocked| x"],
    ["is:blo|", 0, "is:blocked |"],
    ["method:pu|,GET", 0, "method:PUT|,GET"],
    ["method:|", 2, 'method:"a bc" |'],
  ])("%s taken", (drawn, index, expected) => {
    const { text, caret } = at(drawn);
    const offer = complete(text, caret, rows);
    const suggestion = offer.suggestions[index];
    if (suggestion === undefined) throw new Error("nothing offered");
    const taken = accept(text, offer, suggestion);
    expect(`${taken.text.slice(0, taken.caret)}|${taken.text.slice(taken.caret)}`).toBe(expected);
  });
});

describe("the chips' term", () => {
  it.each([
    ["", "blocked", "is:blocked"],
    ["cart ", "blocked", "cart is:blocked"],
    ["is:blocked", "blocked", ""],
    ["is:blocked", "not-cors", "is:blocked,not-cors"],
    ["a is:blocked,not-cors b", "blocked", "a is:not-cors b"],
    ["a is:blocked b", "blocked", "a b"],
    ["-is:blocked", "blocked", "-is:blocked is:blocked"],
    ["is:blo", "pending", "is:blo,pending"],
  ] as const)("%j with %s toggled", (text, state, expected) => {
    expect(toggleState(text, state)).toBe(expected);
    expect(hasState(parseFilter(expected).terms, state)).not.toBe(hasState(parseFilter(text).terms, state));
  });
});
