import { describe, expect, it } from "vitest";
import { JSON_BODY, only } from "./economics.fixture";
import { safelistedVariant } from "./economicsVariant";

describe("the safelisted variant", () => {
  it("saves the preflights of the requests that have one", () => {
    const one = only([
      { at: 0, method: "POST", headers: [JSON_BODY], costMs: 7 },
      { at: 900, method: "POST", headers: [JSON_BODY, ["X-A", "1"]], costMs: 8 },
      { at: 1800, method: "POST", headers: [["Authorization", "[redacted#1]"]], costMs: 9 },
    ]);
    expect(one.because).toEqual(["content-type application/json", "header x-a", "header authorization"]);
    expect(one.safelisted).toEqual({
      changes: ["send content-type text/plain instead of application/json", "leave the header x-a out"],
      saved: { preflights: 2, ms: 15 },
    });
  });
  it.each<[string[], string[] | null]>([
    [["content-type application/json; charset=utf-8"], ["send content-type text/plain instead of application/json"]],
    [["content-type application/octet-stream"], null],
    [["content-type ]"], null],
    [["header content-type"], ["send a safelisted content-type such as text/plain"]],
    [["header range"], ["shorten range to a safelisted value"]],
    [["method Get"], ["write the method as GET"]],
    [["method patch"], null],
    [["method PUT", "header x-a"], null],
    [["header x-a", "header authorization"], null],
    [["an upload listener or a streamed body"], ["register no listener on xhr.upload and send no streamed body"]],
    [[], null],
    [[""], ["register no listener on xhr.upload and send no streamed body"]],
  ])("%j", (because, changes) => expect(safelistedVariant(because)).toEqual(changes));
});
