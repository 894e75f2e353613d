import { describe, expect, it } from "vitest";
import type { Diagnosis } from "../core/diagnosis/diagnosis";
import type { HeaderList } from "../core/exchange/networkEvent";
import { drawn } from "./exchanges.fixture";
import { matchesOf } from "./headerMatch";

const PAGE = "https://app.test";

/** "header x-a ← * depends" */
function matched(asked: HeaderList, reply: HeaderList, credentials: Diagnosis["credentials"] = "omit"): string[] {
  const hop = drawn({ id: "a", reply: { status: 204, headers: reply } }).main?.hops[0];
  if (hop?.sent == null) throw new Error("a request was drawn");
  const matches = matchesOf({ ...hop, sent: { ...hop.sent, headers: asked } }, credentials);
  return matches.map(({ what, asked: wanted, allowed, result, note }) =>
    [what, wanted, "←", allowed ?? "nothing", result, ...(note === undefined ? [] : [note])].join(" "),
  );
}

const origin: HeaderList = [["Origin", PAGE]];
const put: HeaderList = [["Access-Control-Request-Method", "PUT"]];
const names = (list: string): HeaderList => [...put, ["Access-Control-Request-Headers", list]];

describe("matchesOf", () => {
  it.each<[string, HeaderList, HeaderList, Diagnosis["credentials"], string[]]>([
    ["nothing asked", [["Accept", "*/*"]], [], "omit", []],
    ["no origin allowed", origin, [], "omit", [`origin ${PAGE} ← nothing no`]],
    ["another origin", origin, [["Access-Control-Allow-Origin", "http://app.test"]], "omit", [`origin ${PAGE} ← http://app.test differs`]],
    ["a wildcard", origin, [["Access-Control-Allow-Origin", "*"]], "omit", [`origin ${PAGE} ← * yes`]],
    [
      "a wildcard, and credentials are not known",
      origin,
      [["Access-Control-Allow-Origin", "*"]],
      "unknown",
      [`origin ${PAGE} ← * depends`],
    ],
    [
      "a wildcard with credentials",
      origin,
      [["Access-Control-Allow-Origin", "*"]],
      "include",
      [`origin ${PAGE} ← * differs`, "credentials true ← nothing no"],
    ],
    [
      "two fields",
      origin,
      [
        ["Access-Control-Allow-Origin", PAGE],
        ["Access-Control-Allow-Origin", PAGE],
      ],
      "omit",
      [`origin ${PAGE} ← ${PAGE}, ${PAGE} differs`],
    ],
    [
      "a method in the wrong case",
      [["Access-Control-Request-Method", "patch"]],
      [["Access-Control-Allow-Methods", "PATCH"]],
      "omit",
      ["method patch ← PATCH differs"],
    ],
    ["a method that needs no listing", [["Access-Control-Request-Method", "POST"]], [], "omit", ["method POST ← nothing yes safelisted"]],
    [
      "names one by one, in any case",
      names("x-a,x-b"),
      [
        ["Access-Control-Allow-Methods", "PUT"],
        ["Access-Control-Allow-Headers", "X-A, x-c"],
      ],
      "omit",
      ["method PUT ← PUT yes", "header x-a ← X-A yes", "header x-b ← nothing no"],
    ],
    [
      "a list that cannot be read",
      names("x-a"),
      [
        ["Access-Control-Allow-Methods", "PUT"],
        ["Access-Control-Allow-Headers", "x a"],
      ],
      "omit",
      ["method PUT ← PUT yes", "header x-a ← nothing no unread"],
    ],
  ])("%s", (_, asked, reply, credentials, expected) => {
    expect(matched(asked, reply, credentials)).toEqual(expected);
  });
});
