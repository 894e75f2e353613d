import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fields } from "../fetch/headers";
import { chromiumPreflightedHeaderNames } from "./chromiumHeaders";
import { chromiumPreflightHeaders, ensureAllowedHeaders, ensureAllowedMethod, isParsed, parsePreflight } from "./chromiumPreflight";
import { appendPreflight, canSkipPreflight, EMPTY_PREFLIGHT_CACHE } from "./chromiumPreflightCache";

const reply = (acam: string | null, acah: string | null, credentialsMode: "omit" | "include" = "omit", acma = "60") =>
  parsePreflight(credentialsMode, { allowMethods: acam, allowHeaders: acah, maxAge: acma });

function parsed(...args: Parameters<typeof reply>) {
  const result = reply(...args);
  if (!isParsed(result)) throw new Error(result.corsError);
  return result;
}

describe("PreflightResult", () => {
  it.each<[string | null, string | null, string | null]>([
    ["GET;PUT", "x y", "InvalidAllowMethodsPreflightResponse"],
    ["PUT", "x: y", "InvalidAllowHeadersPreflightResponse"],
    ["PUT", '"x, y"', "InvalidAllowHeadersPreflightResponse"],
    [",PUT,, ,", ",", null],
    [null, null, null],
  ])("methods %j and headers %j parse: %s", (acam, acah, error) => {
    const result = reply(acam, acah);
    expect(isParsed(result) ? null : result.corsError).toBe(error);
  });

  it.each<[string, string, "omit" | "include", boolean]>([
    ["put", "PUT", "omit", false],
    ["patch", "patch", "omit", true],
    ["", "get", "omit", true],
    ["*", "FOO", "omit", true],
    ["*", "FOO", "include", false],
    ["*", "*", "include", true],
  ])("%j allows %s with credentials mode %s", (acam, method, mode, expected) => {
    expect(ensureAllowedMethod(parsed(acam, null, mode), method) === null).toBe(expected);
  });

  it.each<[string, Fields, "omit" | "include", boolean, string | null]>([
    ["*", [["Authorization", "x"]], "omit", false, null],
    ["*", [["Authorization", "x"]], "omit", true, "authorization"],
    ["*", [["x-b", ""]], "include", false, "x-b"],
    [
      "x-a",
      [
        ["x-b", ""],
        ["x-c", ""],
      ],
      "omit",
      false,
      "x-b",
    ],
    [
      "",
      [
        ["User-Agent", "x"],
        ["Cookie", "x"],
        ["DPR", "1"],
      ],
      "omit",
      false,
      null,
    ],
  ])("%j against %j, %s, non-wildcard %s", (acah, headers, mode, nonWildcardAuthorization, refused) => {
    const status = ensureAllowedHeaders(parsed(null, acah, mode), headers, { nonWildcardAuthorization });
    expect(status?.failedParameter ?? null).toBe(refused);
  });

  it("does not count a revalidation's own headers", () => {
    expect(chromiumPreflightedHeaderNames([["If-None-Match", "x"]], true)).toEqual([]);
    expect(chromiumPreflightedHeaderNames([["If-None-Match", "x"]], false)).toEqual(["if-none-match"]);
  });

  it("is asked for with names sorted and joined without spaces", () => {
    const names = chromiumPreflightHeaders(
      "PUT",
      [
        ["X-B", ""],
        ["x-a", ""],
      ],
      "null",
    ).find(([name]) => name.endsWith("-Headers"));
    expect(names?.[1]).toBe("x-a,x-b");
  });
});

const KEY = { origin: "https://app.test", url: "https://api.test/a" };
const ASK = { credentialsMode: "omit", method: "PUT", headers: [["x-a", ""]] } as const;

describe("the preflight cache", () => {
  const cache = appendPreflight(EMPTY_PREFLIGHT_CACHE, KEY, parsed("PUT", "x-a", "include"), 0);
  it.each<[string, Partial<typeof KEY & { networkIsolationKey: string }>, object, number, boolean]>([
    ["the same", {}, {}, 0, true],
    ["the last moment", {}, {}, 59.9, true],
    ["expired", {}, {}, 60, false],
    ["another query", { url: "https://api.test/a?b" }, {}, 0, false],
    ["another network isolation key", { networkIsolationKey: "x" }, {}, 0, false],
    ["with credentials too", {}, { credentialsMode: "include" }, 0, true],
    ["another method", {}, { method: "DELETE" }, 0, false],
    ["tainted", {}, { tainted: true }, 0, false],
    ["reloaded", {}, { bypassesCache: true }, 0, false],
  ])("%s", (_, key, request, now, hit) => {
    expect(canSkipPreflight(cache, { ...KEY, ...key }, { ...ASK, ...request }, now).hit).toBe(hit);
  });

  it("drops what does not suffice, never keeps long URLs or an origin that is nobody's", () => {
    expect(canSkipPreflight(cache, KEY, { ...ASK, method: "DELETE" }, 0).cache.size).toBe(0);
    const long = `https://api.test/${"a".repeat(1024)}`;
    expect(appendPreflight(EMPTY_PREFLIGHT_CACHE, { ...KEY, url: long }, parsed("PUT", null), 0).size).toBe(0);
    expect(appendPreflight(EMPTY_PREFLIGHT_CACHE, { ...KEY, origin: "null" }, parsed("PUT", null), 0).size).toBe(0);
  });

  it("holds 1024 and makes room for ten", () => {
    const entries = Array.from({ length: 1025 }, (_, index) => ({ ...KEY, url: `https://api.test/${index}` }));
    const full = entries.reduce((kept, key) => appendPreflight(kept, key, parsed("PUT", null), 0), EMPTY_PREFLIGHT_CACHE);
    expect(full.size).toBe(1015);
  });

  it("lets through what the reply let through, while fresh (property)", () => {
    const name = fc.constantFrom("x-a", "x-b", "authorization", "content-type");
    const list = fc.array(fc.oneof(name, fc.constantFrom("*", "PUT", "put", "DELETE")), { maxLength: 4 }).map((items) => items.join(", "));
    const mode = fc.constantFrom("omit" as const, "include" as const);
    const headers = fc.array(name, { maxLength: 3 }).map((names) => names.map((one) => [one, "application/json"] as const));
    fc.assert(
      fc.property(list, list, mode, fc.constantFrom("GET", "PUT", "DELETE"), headers, (acam, acah, credentialsMode, method, sent) => {
        const result = parsed(acam, acah, credentialsMode);
        const kept = appendPreflight(EMPTY_PREFLIGHT_CACHE, KEY, result, 0);
        const allowed = !ensureAllowedMethod(result, method) && !ensureAllowedHeaders(result, sent, { nonWildcardAuthorization: true });
        expect(canSkipPreflight(kept, KEY, { credentialsMode, method, headers: sent }, 1).hit).toBe(allowed);
      }),
    );
  });
});
