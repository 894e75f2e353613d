import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkPreflightReply } from "./corsPreflight";
import { corsUnsafeRequestHeaderNames, type Fields } from "./headers";
import { type CachedRequest, clearCacheEntries, needsPreflightFetch, storePreflight } from "./preflightCache";

const KEY: CachedRequest = { partitionKey: "app.test", origin: "https://app.test", url: "https://api.test/a", credentialsMode: "include" };
const REPLY: Fields = [
  ["Access-Control-Allow-Methods", "PUT"],
  ["Access-Control-Allow-Headers", "X-A"],
  ["Access-Control-Max-Age", "60"],
];
const PUT = { ...KEY, method: "PUT", headers: [["x-a", ""]] as Fields };

describe("the CORS-preflight cache", () => {
  const cache = storePreflight([], PUT, REPLY, 100);
  it.each<[string, Partial<typeof PUT & { useCorsPreflight: boolean }>, number, boolean]>([
    ["match", {}, 100, false],
    ["fresh to the last moment", {}, 159.9, false],
    ["max-age passed", {}, 160, true],
    ["another key", { partitionKey: "b.test" }, 100, true],
    ["another origin", { origin: "null" }, 100, true],
    ["another URL", { url: "https://api.test/a?b" }, 100, true],
    ["an entry with credentials serves without", { credentialsMode: "omit" }, 100, false],
    ["another method", { method: "DELETE" }, 100, true],
    ["a safelisted method needs no entry", { method: "GET" }, 100, false],
    ["but where the preflight is forced", { method: "GET", useCorsPreflight: true }, 100, true],
    ["header names without case", { headers: [["X-a", ""]] }, 100, false],
    ["another header name", { headers: [["x-b", ""]] }, 100, true],
  ])("4.1. %s", (_, change, now, needed) => {
    expect(needsPreflightFetch(cache, { ...PUT, ...change }, now)).toBe(needed);
  });

  it("keeps what came without credentials from requests with them", () => {
    const omitted = storePreflight([], { ...PUT, credentialsMode: "omit" }, REPLY, 0);
    expect(needsPreflightFetch(omitted, PUT, 0)).toBe(true);
  });

  it("7.4. allows the method that a forced preflight was sent for", () => {
    const forced = { ...PUT, method: "POST", headers: [], useCorsPreflight: true };
    expect(needsPreflightFetch(storePreflight([], forced, [], 0), forced, 4)).toBe(false);
  });

  it("7.10. to 7.15. caps, renews and does not double", () => {
    expect(storePreflight(cache, PUT, REPLY, 150).map(({ storedAt }) => storedAt)).toEqual([150, 150]);
    expect(storePreflight([], PUT, REPLY, 0, 10).map(({ maxAge }) => maxAge)).toEqual([10, 10]);
  });

  it("a wildcard does not cover Authorization", () => {
    const any = storePreflight([], PUT, [["Access-Control-Allow-Headers", "*"]], 0);
    const ask = (name: string) => needsPreflightFetch(any, { ...PUT, method: "GET", headers: [[name, ""]] }, 0);
    expect([ask("x-z"), ask("Authorization")]).toEqual([false, true]);
  });

  it("is cleared for one key at a time", () => {
    expect(clearCacheEntries(cache, PUT)).toEqual([]);
    expect(clearCacheEntries(cache, { ...PUT, url: "https://api.test/b" })).toEqual(cache);
  });

  it("lets through what the reply let through, while fresh (property)", () => {
    const name = fc.constantFrom("x-a", "X-B", "authorization");
    const list = fc.array(fc.oneof(name, fc.constantFrom("*", "PUT", "put")), { maxLength: 4 }).map((items) => items.join(","));
    const mode = fc.constantFrom("omit" as const, "same-origin" as const, "include" as const);
    const sent = fc.array(name, { maxLength: 3 }).map((names) => names.map((one) => [one, ""] as const));
    fc.assert(
      fc.property(
        list,
        list,
        mode,
        fc.constantFrom("GET", "PUT", "DELETE"),
        sent,
        fc.boolean(),
        (acam, acah, credentialsMode, method, headers, useCorsPreflight) => {
          const reply: Fields = [
            ["Access-Control-Allow-Origin", KEY.origin],
            ["Access-Control-Allow-Credentials", "true"],
            ["Access-Control-Allow-Headers", acah],
            ...(acam === "" ? [] : [["Access-Control-Allow-Methods", acam] as const]),
          ];
          const request = { ...KEY, credentialsMode, method, headers, useCorsPreflight };
          const asked = { method, credentialsMode, useCorsPreflight, unsafeHeaderNames: corsUnsafeRequestHeaderNames(headers) };
          fc.pre(checkPreflightReply(KEY.origin, asked, { status: 204, headers: reply }).ok);
          // A forced preflight whose reply lists methods, but not the safelisted one that was sent, is not kept for it.
          fc.pre(!useCorsPreflight || acam === "" || acam.split(",").includes(method) || acam.split(",").includes("*"));
          expect(needsPreflightFetch(storePreflight([], request, reply, 0), request, 4)).toBe(false);
        },
      ),
    );
  });
});
