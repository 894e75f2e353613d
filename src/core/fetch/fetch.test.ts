import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { corsCheck } from "./corsCheck";
import { checkPreflightReply, needsPreflight, preflightRequestHeaders } from "./corsPreflight";
import {
  corsUnsafeRequestHeaderNames,
  extractHeaderListValues,
  getHeader,
  isCorsSafelistedRequestHeader,
  isForbiddenRequestHeader,
  mimeTypeEssence,
} from "./headers";
import { isForbiddenMethod, normalizeMethod } from "./methods";
import { byteSerializeRequestOrigin, isSerializedOrigin, originOf } from "./origins";
import type { CredentialsMode } from "./outcome";
import { extractMaxAge } from "./preflightCache";
import { checkRedirectCredentials, locationUrl } from "./redirect";

const APP = "https://app.test";

describe("corsCheck, by step", () => {
  it.each<[string, CredentialsMode, [string, string][], number | null]>([
    ["2 absent", "omit", [], 2],
    ["3 wildcard without credentials", "omit", [["Access-Control-Allow-Origin", "*"]], null],
    ["3 same-origin is not include", "same-origin", [["Access-Control-Allow-Origin", "*"]], null],
    ["4 wildcard with credentials", "include", [["Access-Control-Allow-Origin", "*"]], 4],
    ["4 another origin", "omit", [["access-control-allow-origin", "https://other.test"]], 4],
    ["4 trailing slash", "omit", [["Access-Control-Allow-Origin", `${APP}/`]], 4],
    [
      "4 twice the same",
      "omit",
      [
        ["Access-Control-Allow-Origin", APP],
        ["Access-Control-Allow-Origin", APP],
      ],
      4,
    ],
    ["5 exact without credentials", "omit", [["Access-Control-Allow-Origin", ` ${APP}\t`]], null],
    [
      "7 exact with true",
      "include",
      [
        ["Access-Control-Allow-Origin", APP],
        ["Access-Control-Allow-Credentials", "true"],
      ],
      null,
    ],
    ["8 without permission", "include", [["Access-Control-Allow-Origin", APP]], 8],
    [
      "8 True is not true",
      "include",
      [
        ["Access-Control-Allow-Origin", APP],
        ["Access-Control-Allow-Credentials", "True"],
      ],
      8,
    ],
  ])("%s", (_, credentials, headers, step) => {
    const outcome = corsCheck(APP, credentials, headers);
    expect(outcome.ok ? null : outcome.step).toBe(step);
  });
});

describe("the CORS-preflight fetch", () => {
  const allow = (more: [string, string][]): [string, string][] => [["Access-Control-Allow-Origin", APP], ...more];
  const ask = { method: "PUT", unsafeHeaderNames: ["authorization", "x-a"], credentialsMode: "omit" as CredentialsMode };
  it.each<[string, number, [string, string][], Partial<typeof ask>, [string, number] | null]>([
    ["7 CORS check first", 404, [], {}, ["cors-check", 2]],
    ["7 status", 404, allow([]), {}, ["cors-preflight-fetch", 7]],
    ["7.3 methods do not parse", 204, allow([["Access-Control-Allow-Methods", "PUT; GET"]]), {}, ["cors-preflight-fetch", 3]],
    ["7.3 headers do not parse", 204, allow([["Access-Control-Allow-Headers", "x-a: 1"]]), {}, ["cors-preflight-fetch", 3]],
    ["7.5 method absent", 204, allow([]), {}, ["cors-preflight-fetch", 5]],
    ["7.5 method is case-sensitive", 204, allow([["Access-Control-Allow-Methods", "put"]]), {}, ["cors-preflight-fetch", 5]],
    ["7.5 safelisted needs no listing", 204, allow([]), { method: "POST", unsafeHeaderNames: [] }, null],
    ["7.5 wildcard", 204, allow([["Access-Control-Allow-Methods", "*"]]), { unsafeHeaderNames: [] }, null],
    [
      "7.6 wildcard does not cover authorization",
      204,
      allow([
        ["Access-Control-Allow-Methods", "PUT"],
        ["Access-Control-Allow-Headers", "*"],
      ]),
      {},
      ["cors-preflight-fetch", 6],
    ],
    [
      "7.7 header absent",
      204,
      allow([
        ["Access-Control-Allow-Methods", "PUT"],
        ["Access-Control-Allow-Headers", "Authorization"],
      ]),
      {},
      ["cors-preflight-fetch", 7],
    ],
    [
      "passes",
      299,
      allow([
        ["Access-Control-Allow-Methods", ",PUT , GET,"],
        ["Access-Control-Allow-Headers", "AUTHORIZATION, X-A"],
      ]),
      {},
      null,
    ],
  ])("%s", (_, status, headers, change, expected) => {
    const outcome = checkPreflightReply(APP, { ...ask, ...change }, { status, headers });
    expect(outcome.ok ? null : [outcome.algorithm, outcome.step]).toEqual(expected);
  });

  it("asks for lower-case, sorted names without spaces", () => {
    expect(preflightRequestHeaders("PUT", ["x-b", "authorization"])).toEqual([
      ["Access-Control-Request-Method", "PUT"],
      ["Access-Control-Request-Headers", "authorization,x-b"],
    ]);
  });
});

describe("safelisted request-headers", () => {
  it.each<[string, string, boolean]>([
    ["Accept", "text/html, */*;q=0.8", true],
    ["Accept", 'a"b', false],
    ["accept-language", "de-CH, en;q=0.5", true],
    ["accept-language", "de_CH", false],
    ["Content-Type", "text/plain;charset=UTF-8", true],
    ["Content-Type", "TEXT/PLAIN", true],
    ["Content-Type", "application/json", false],
    ["Content-Type", "application/json, text/plain", false],
    ["Content-Type", "text/plain(x)", false],
    ["Range", "bytes=0-", true],
    ["Range", "bytes=5-4", false],
    ["Range", "bytes=-5", false],
    ["Range", "bytes=0-99,100-", false],
    ["accept", "a".repeat(128), true],
    ["accept", "a".repeat(129), false],
    ["accept", "é".repeat(128), true],
    ["accept", "é".repeat(129), false],
    ["accept", "€".repeat(43), false],
    ["x-anything", "", false],
  ])("%s: %s", (name, value, expected) => {
    expect(isCorsSafelistedRequestHeader(name, value)).toBe(expected);
  });

  it("become unsafe together beyond 1024 bytes", () => {
    const headers = Array.from({ length: 9 }, () => ["accept", "a".repeat(120)] as const);
    expect(corsUnsafeRequestHeaderNames(headers)).toEqual(["accept"]);
    expect(corsUnsafeRequestHeaderNames(headers.slice(1))).toEqual([]);
  });

  it("decide with the method whether a preflight is needed", () => {
    expect(needsPreflight("POST", [["content-type", "text/plain"]])).toBe(false);
    expect(needsPreflight("POST", [["content-type", "application/json"]])).toBe(true);
    expect(needsPreflight("PATCH", [])).toBe(true);
  });
});

describe("small rules", () => {
  it("normalises six methods and no more", () => {
    expect(["put", "Delete", "patch", "foo"].map(normalizeMethod)).toEqual(["PUT", "DELETE", "patch", "foo"]);
    expect(["TRACE", "connect", "GET"].map(isForbiddenMethod)).toEqual([true, true, false]);
  });

  it("knows what a page cannot set", () => {
    expect(isForbiddenRequestHeader("Sec-Fetch-Mode", "cors")).toBe(true);
    expect(isForbiddenRequestHeader("X-HTTP-Method-Override", "GET, trace")).toBe(true);
    expect(isForbiddenRequestHeader("X-HTTP-Method-Override", "PUT")).toBe(false);
  });

  it("taints the origin when a redirect leaves a foreign origin for another", () => {
    expect(byteSerializeRequestOrigin(APP, [`${APP}/a`, "https://b.test/"])).toBe(APP);
    expect(byteSerializeRequestOrigin(APP, ["https://b.test/", "https://c.test/"])).toBe("null");
    expect(byteSerializeRequestOrigin(APP, ["https://b.test/", `${APP}/`])).toBe("null");
  });

  it("reads origins", () => {
    expect([originOf("http://a.test:80/x"), originOf("data:,x"), originOf("nonsense")]).toEqual(["http://a.test", "null", "null"]);
    expect([`${APP}`, `${APP}/`, "https://app.test:443", "null", "*", "app.test"].map(isSerializedOrigin)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it("reads max-age, 5 seconds when it is none", () => {
    expect(["600", "0", "-1", "abc", "1.5"].map((value) => extractMaxAge([["Access-Control-Max-Age", value]]))).toEqual([600, 0, 5, 5, 5]);
    expect(extractMaxAge([])).toBe(5);
  });

  it("forbids user names in cross-origin redirects", () => {
    expect(locationUrl(302, [["Location", "/b"]], "http://a.test/x")).toBe("http://a.test/b");
    expect(locationUrl(200, [["Location", "/b"]], "http://a.test/x")).toBeNull();
    expect(checkRedirectCredentials(APP, false, "https://u:p@b.test/").ok).toBe(false);
    expect(checkRedirectCredentials(APP, false, "https://u:p@app.test/").ok).toBe(true);
    expect(checkRedirectCredentials(APP, true, "https://u:p@app.test/").ok).toBe(false);
  });
});

describe("any bytes (property)", () => {
  it("parsers never throw", () => {
    const bytes = fc.string({ unit: "binary", maxLength: 300 });
    fc.assert(
      fc.property(bytes, bytes, (name, value) => {
        const headers = [[name, value]] as const;
        getHeader(headers, name);
        extractHeaderListValues(headers, name);
        isCorsSafelistedRequestHeader(name, value);
        corsUnsafeRequestHeaderNames(headers);
        mimeTypeEssence(value);
        originOf(value);
        locationUrl(302, [["Location", value]], name);
        extractMaxAge([["Access-Control-Max-Age", value]]);
      }),
    );
  });
});
