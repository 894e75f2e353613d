import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crossOriginResourcePolicyCheck, type EmbedderPolicy } from "./crossOriginResourcePolicy";
import { getDecodeAndSplit } from "./headers";
import { isNoCorsSafelistedRequestHeader, isPrivilegedNoCorsRequestHeaderName } from "./noCorsHeaders";
import { checkRedirect, locationUrl, type RedirectedRequest, redirected } from "./redirect";
import { corsFilteredHeaderNames } from "./responseHeaders";
import { type FetchedRequest, includesCredentials, mainFetchRoute } from "./responseTainting";
import { type TimedRequest, timingAllowCheck } from "./timingAllow";

const APP = "https://app.test";
const stepOf = (outcome: { ok: true } | { ok: false; step: number }) => (outcome.ok ? null : outcome.step);

describe("main fetch step 12", () => {
  const GET: FetchedRequest = { origin: APP, currentUrl: "https://b.test/", mode: "cors", method: "GET", headers: [], tainting: "basic" };
  it.each<[string, Partial<FetchedRequest>, string, boolean?]>([
    ["same origin", { currentUrl: `${APP}/` }, "basic"],
    ["home again, tainted", { currentUrl: `${APP}/`, tainting: "cors" }, "cors"],
    ["data:", { currentUrl: "data:,x" }, "basic"],
    ["navigation", { mode: "navigate" }, "basic"],
    ["same-origin elsewhere", { mode: "same-origin" }, "network error"],
    ["no-cors", { mode: "no-cors" }, "opaque"],
    ["no-cors, redirects not followed", { mode: "no-cors", redirectMode: "manual" }, "network error"],
    ["another scheme", { currentUrl: "file:///x" }, "network error"],
    ["no URL", { currentUrl: "::" }, "network error"],
    ["preflight for the method", { method: "PUT" }, "cors", true],
    ["preflight forced", { useCorsPreflight: true }, "cors", true],
    ["otherwise", {}, "cors", false],
  ])("%s", (_, change, expected, preflight) => {
    const route = mainFetchRoute({ ...GET, ...change });
    expect(route.ok ? route.tainting : "network error").toBe(expected);
    if (preflight !== undefined) expect(route).toMatchObject({ preflight });
  });

  it("includes credentials with same-origin only untainted", () => {
    expect([includesCredentials("same-origin", "basic"), includesCredentials("same-origin", "cors")]).toEqual([true, false]);
  });
});

describe("CORS filtered response", () => {
  it.each<[string, "omit" | "include", string[]]>([
    ["x-a", "omit", ["pragma", "x-a"]],
    ["*", "omit", ["pragma", "x-a", "x-b", "access-control-expose-headers"]],
    ["*", "include", ["pragma"]],
    ["x-a, Set-Cookie", "include", ["pragma", "x-a"]],
    ["x-a; x-b", "omit", ["pragma"]],
  ])("exposing %j with credentials mode %s", (value, mode, names) => {
    const headers = [
      ["Pragma", ""],
      ["X-A", ""],
      ["X-B", ""],
      ["Set-Cookie", ""],
      ["Access-Control-Expose-Headers", value],
    ] as const;
    expect(corsFilteredHeaderNames(headers, mode)).toEqual(names);
  });
});

describe("TAO check", () => {
  const REQUEST: TimedRequest = {
    origin: APP,
    serializedOrigin: APP,
    currentUrl: "https://b.test/",
    mode: "cors",
    tainting: "cors",
    timingAllowFailed: false,
  };
  it.each<[number | null, string | null, Partial<TimedRequest>]>([
    [2, "*", { timingAllowFailed: true }],
    [null, "a, *", {}],
    [null, APP, {}],
    [8, APP, { serializedOrigin: "null" }],
    [null, "null", { serializedOrigin: "null" }],
    [6, null, { mode: "navigate", tainting: "basic" }],
    [null, null, { tainting: "basic" }],
    [8, `"${APP}"`, {}],
  ])("fails at step %s: %j %j", (step, value, change) => {
    const headers = value === null ? [] : [["Timing-Allow-Origin", value] as const];
    expect(stepOf(timingAllowCheck({ ...REQUEST, ...change }, headers))).toBe(step);
  });

  it("gets, decodes and splits", () => {
    const split = (value: string) => getDecodeAndSplit([["a", value]], "A");
    expect([split(' x\t,,"b, \\", c"d'), split(""), split("a,"), split('"a, b')]).toEqual([
      ["x", "", '"b, \\", c"d'],
      [""],
      ["a"],
      ['"a, b'],
    ]);
  });
});

describe("Cross-Origin-Resource-Policy", () => {
  const sameSite = (a: string, b: string) => a.endsWith("app.test") && b.endsWith("app.test");
  it.each<[string | null, EmbedderPolicy, string, boolean, boolean]>([
    [null, "unsafe-none", "https://b.test/", false, true],
    ["same-origin", "unsafe-none", "https://b.test/", false, false],
    ["same-origin", "unsafe-none", `${APP}/x`, false, true],
    ["same-site", "unsafe-none", "https://www.app.test/", false, true],
    ["same-site", "unsafe-none", "https://b.test/", false, false],
    ["Same-Origin", "unsafe-none", "https://b.test/", false, true],
    ["same-origin, same-origin", "unsafe-none", "https://b.test/", false, true],
    [null, "require-corp", "https://b.test/", false, false],
    ["cross-origin", "require-corp", "https://b.test/", false, true],
    [null, "credentialless", "https://b.test/", false, true],
    [null, "credentialless", "https://b.test/", true, false],
  ])("%j under %s from %s, credentials %s", (value, policy, url, requestIncludesCredentials, allowed) => {
    const headers = value === null ? [] : [["Cross-Origin-Resource-Policy", value] as const];
    expect(crossOriginResourcePolicyCheck(APP, policy, { url, headers, requestIncludesCredentials }, sameSite).ok).toBe(allowed);
  });

  it("does not let a page of http: have the resource of https: on its site", () => {
    const response = {
      url: "https://app.test/",
      headers: [["Cross-Origin-Resource-Policy", "same-site"] as const],
      requestIncludesCredentials: false,
    };
    expect(crossOriginResourcePolicyCheck("http://app.test", "unsafe-none", response).ok).toBe(false);
  });
});

describe("HTTP-redirect fetch", () => {
  const POST: RedirectedRequest = {
    origin: APP,
    mode: "cors",
    tainting: "cors",
    method: "POST",
    headers: [
      ["Content-Type", "x/y"],
      ["Authorization", "x"],
      ["X-A", ""],
    ],
    urls: ["https://b.test/"],
    redirectCount: 0,
    body: "replayable",
  };
  it.each<[number | null, string, Partial<RedirectedRequest>]>([
    [5, "failure", {}],
    [6, "data:,x", {}],
    [7, "https://b.test/", { redirectCount: 20 }],
    [null, "https://b.test/", { redirectCount: 19 }],
    [9, "https://u@b.test/", { tainting: "basic" }],
    [null, "https://u@app.test/", { tainting: "basic" }],
    [null, "https://u@b.test/", { tainting: "opaque", mode: "no-cors" }],
    [10, "https://:p@app.test/", {}],
    [11, "https://b.test/", { body: "stream" }],
  ])("fails at step %s: %s %j", (step, location, change) => {
    expect(stepOf(checkRedirect({ ...POST, ...change }, 302, location))).toBe(step);
  });

  it.each<[number, string, string, string, string[]]>([
    [302, "POST", "https://b.test/2", "GET", ["Authorization", "X-A"]],
    [307, "POST", "https://c.test/", "POST", ["Content-Type", "X-A"]],
    [303, "PUT", "https://c.test/", "GET", ["X-A"]],
    [302, "PUT", "https://b.test/", "PUT", ["Content-Type", "Authorization", "X-A"]],
    [303, "HEAD", "https://b.test/", "HEAD", ["Content-Type", "Authorization", "X-A"]],
  ])("12. and 13. %i of %s to %s", (status, method, location, becomes, names) => {
    const next = redirected({ ...POST, method }, status, location);
    expect([next.method, next.headers.map(([name]) => name)]).toEqual([becomes, names]);
    expect(next.urls.at(-1)).toBe(location);
  });

  it("forgives a repeated Location, not two different ones", () => {
    const at = (...values: string[]) =>
      locationUrl(
        302,
        values.map((value) => ["Location", value] as const),
        "https://b.test/",
      );
    expect([at("/x", "/x"), at("/x", "/y"), at("http://[")]).toEqual(["https://b.test/x", "failure", "failure"]);
  });
});

describe("no-cors request-headers", () => {
  it.each<[string, string, boolean]>([
    ["ACCEPT", "a", true],
    ["content-type", "application/json", false],
    ["range", "bytes=0-", false],
  ])("%s: %s", (name, value, expected) => {
    expect(isNoCorsSafelistedRequestHeader(name, value)).toBe(expected);
  });

  it("Range is privileged", () => {
    expect(["Range", "cookie"].map(isPrivilegedNoCorsRequestHeaderName)).toEqual([true, false]);
  });
});

describe("any bytes (property)", () => {
  it("nothing throws", () => {
    const bytes = fc.string({ unit: "binary", maxLength: 100 });
    fc.assert(
      fc.property(bytes, bytes, bytes, (name, value, url) => {
        const headers = [
          [name, value],
          ["Timing-Allow-Origin", value],
          ["Cross-Origin-Resource-Policy", value],
        ] as const;
        const request = { origin: url, currentUrl: url, mode: "cors", method: value, headers, tainting: "basic" } as const;
        mainFetchRoute(request);
        corsFilteredHeaderNames([["Access-Control-Expose-Headers", value], ...headers], "omit");
        timingAllowCheck({ ...request, serializedOrigin: url, timingAllowFailed: false }, headers);
        crossOriginResourcePolicyCheck(url, "require-corp", { url: value, headers, requestIncludesCredentials: true });
        const redirecting = { ...request, urls: [url], redirectCount: 0, body: "none" } as const;
        checkRedirect(redirecting, 302, value);
        redirected(redirecting, 302, value);
      }),
    );
  });
});
