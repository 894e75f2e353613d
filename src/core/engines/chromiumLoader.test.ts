import { describe, expect, it } from "vitest";
import { checkRedirectLocation, chromiumResponseTainting } from "./chromiumAccess";
import { runChromiumLoader } from "./chromiumLoader";
import type { LoaderRequest, Reply } from "./chromiumLoaderRun";
import { parseTimingAllowOrigin, passesTimingAllowChecks } from "./chromiumTiming";

const APP = "https://app.test";
const GET: LoaderRequest = {
  origin: APP,
  url: "https://api.test/a",
  mode: "cors",
  method: "GET",
  headers: [],
  credentialsMode: "omit",
  redirectMode: "follow",
  isRevalidating: false,
  hasStreamingBody: false,
  nonWildcardAuthorization: false,
  networkIsolationKey: "",
};
const allow = (origin: string | null, status = 200, more: [string, string][] = []): Reply => ({
  status,
  headers: origin === null ? more : [["Access-Control-Allow-Origin", origin], ...more],
});
const to = (location: string, origin: string | null = APP, status = 302) => allow(origin, status, [["Location", location]]);

function run(change: Partial<LoaderRequest>, redirects: Reply[] = [], response = allow(APP), preflight = response) {
  return runChromiumLoader({ ...GET, ...change }, { redirects, preflight: () => preflight, response: () => response });
}

describe("the CORS loader", () => {
  it.each<[string, ReturnType<typeof run>, string, string | null, string]>([
    ["passes", run({}), "OK", null, "GET"],
    ["no initiator", run({ origin: null }), "ERR_INVALID_ARGUMENT", null, ""],
    ["a method that is forbidden", run({ method: "Trace" }), "ERR_INVALID_ARGUMENT", null, ""],
    ["which no-cors may send", run({ method: "TRACE", mode: "no-cors" }), "OK", null, "TRACE"],
    ["a method that is no token", run({ method: "a b" }), "ERR_INVALID_ARGUMENT", null, ""],
    ["an override", run({ headers: [["X-Method-Override", "a, track"]] }), "ERR_INVALID_ARGUMENT", null, ""],
    ["N1 a scheme", run({ url: "app://x/y" }), "ERR_FAILED", "CorsDisabledScheme", ""],
    ["N2 mode same-origin", run({ mode: "same-origin" }), "ERR_FAILED", "DisallowedByMode", ""],
    ["N3 preflight refused", run({ method: "PUT" }), "ERR_FAILED", "MethodDisallowedByPreflightResponse", "OPTIONS"],
    ["P0 preflight dies", run({ method: "PUT" }, [], allow(APP), { status: 0, headers: [], netError: "ERR_X" }), "ERR_X", null, "OPTIONS"],
    ["P1 preflight redirected", run({ method: "PUT" }, [], allow(APP), to("/b")), "ERR_FAILED", "PreflightDisallowedRedirect", "OPTIONS"],
    ["P9 status after access", run({ method: "PUT" }, [], allow(APP, 404)), "ERR_FAILED", "PreflightInvalidStatus", "OPTIONS"],
    [
      "P3 no header, any status",
      run({ method: "PUT" }, [], allow(null, 404)),
      "ERR_FAILED",
      "PreflightMissingAllowOriginHeader",
      "OPTIONS",
    ],
    ["forced preflight", run({ mode: "cors-with-forced-preflight" }), "OK", null, "OPTIONS GET"],
    ["R1 redirect checked", run({}, [to("/b", null)]), "ERR_FAILED", "MissingAllowOriginHeader", "GET"],
    ["R2 20 redirects", run({}, Array(20).fill(to("/b"))), "OK", null, Array(21).fill("GET").join(" ")],
    ["R2 21 redirects", run({}, Array(21).fill(to("/b"))), "ERR_TOO_MANY_REDIRECTS", null, Array(21).fill("GET").join(" ")],
    ["R3 user name", run({}, [to("https://u:p@api.test/")]), "ERR_FAILED", "RedirectContainsCredentials", "GET"],
    ["R4 stream", run({ hasStreamingBody: true }, [to("/b")]), "ERR_INVALID_ARGUMENT", null, "GET"],
    ["R4 mode error", run({ redirectMode: "error" }, [to("/b")]), "ERR_FAILED", null, "GET"],
    ["R5 taint", run({}, [to("https://c.test/")]), "ERR_FAILED", "AllowOriginMismatch", "GET GET"],
    ["R5 taint answered", run({}, [to("https://c.test/")], allow("null")), "OK", null, "GET GET"],
    [
      "R6 out of the origin",
      run({ url: `${APP}/a`, mode: "same-origin" }, [to("https://c.test/")]),
      "ERR_FAILED",
      "DisallowedByMode",
      "GET",
    ],
    ["POST becomes GET", run({ method: "POST" }, [to("/b")]), "OK", null, "POST GET"],
    ["M1 status irrelevant", run({}, [], allow(APP, 500)), "OK", null, "GET"],
    ["M1 304 revalidated", run({ isRevalidating: true }, [], allow(null, 304)), "OK", null, "GET"],
    ["same origin", run({ url: `${APP}/a` }, [], allow(null)), "OK", null, "GET"],
  ])("%s", (_, end, netError, corsError, methods) => {
    expect([end.netError, end.corsError?.corsError ?? null]).toEqual([netError, corsError]);
    expect(end.sent.map(({ method }) => method).join(" ")).toBe(methods);
  });

  it("strips user names from a cross-origin URL and sends Origin: null once tainted", () => {
    const end = run({ url: "https://u:p@api.test/a", method: "POST" }, [to("https://c.test/", APP, 307)], allow("null"));
    expect(end.sent[0]?.url).toBe("https://api.test/a");
    expect(run({ method: "POST" }, [to("https://c.test/", APP, 303)], allow("null")).sent.at(-1)?.origin).toBe("null");
  });
});

describe("small rules of the loader", () => {
  it("a tainted origin is foreign even to its own URL", () => {
    expect(checkRedirectLocation("https://u@app.test/", "cors", APP, false, true)?.corsError).toBe("RedirectContainsCredentials");
    expect(checkRedirectLocation("https://u@app.test/", "cors", APP, false, false)).toBeNull();
    expect(checkRedirectLocation("https://u@c.test/", "no-cors", APP, false, true)).toBeNull();
  });

  it.each<[string, Parameters<typeof chromiumResponseTainting>, string]>([
    ["data:", ["data:,x", "cors", APP, true, false], "basic"],
    ["flag", [`${APP}/`, "cors", APP, true, false], "cors"],
    ["no-cors elsewhere", ["https://c.test/", "no-cors", APP, false, false], "opaque"],
    ["no-cors tainted", [`${APP}/`, "no-cors", APP, false, true], "opaque"],
    ["no initiator", ["https://c.test/", "no-cors", null, false, false], "basic"],
  ])("response tainting: %s", (_, args, tainting) => {
    expect(chromiumResponseTainting(...args)).toBe(tainting);
  });

  it("Timing-Allow-Origin", () => {
    expect(parseTimingAllowOrigin(' a ,, "b, c"')).toEqual(["a", '"b, c"']);
    expect(parseTimingAllowOrigin("a, *")).toBe("ALL");
    const hop = (url: string, timingAllowOrigin: string | null) => ({ url, timingAllowOrigin });
    expect(passesTimingAllowChecks(APP, "cors", [hop(`${APP}/`, null)])).toBe(true);
    expect(passesTimingAllowChecks(APP, "cors", [hop("https://b.test/", null), hop("https://b.test/", "*")])).toBe(false);
    expect(passesTimingAllowChecks(APP, "no-cors", [hop("https://b.test/", APP), hop("https://c.test/", APP)])).toBe(false);
    expect(passesTimingAllowChecks(APP, "navigate", [hop("https://b.test/", null)])).toBe(false);
  });
});
