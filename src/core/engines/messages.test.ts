import { describe, expect, it } from "vitest";
import { messageOf as chromiumMessage } from "./chromiumMessages";
import { CORS_ERRORS, type CorsError } from "./corsError";
import { messageOf as firefoxMessage } from "./firefoxMessages";
import { messageOf as webkitMessage } from "./webkitMessages";

const PREFLIGHT = "Response to preflight request doesn't pass access control check: ";

describe("the engines' words for a reason (catalogue 3)", () => {
  // reason, start of Chromium's, Firefox's key, start of WebKit's
  it.each<[CorsError, string, string | null, string | null]>([
    ["DisallowedByMode", "Cross origin requests are not allowed by request mode.", null, "Unsafe attempt to load URL U from origin O."],
    ["InvalidResponse", "The response is invalid.", "CORSDidNotSucceed2", null],
    ["WildcardOriginNotAllowed", "The value of the 'Access-Control-Allow-Origin'", "CORSNotSupportingCredentials", "Cannot use wildcard"],
    ["MissingAllowOriginHeader", "No 'Access-Control-Allow-Origin' header", "CORSMissingAllowOrigin2", "Origin O is not allowed by"],
    [
      "MultipleAllowOriginValues",
      "The 'Access-Control-Allow-Origin' header contains multiple values 'a, b'",
      "CORSMultipleAllowOriginNotAllowed",
      "Access-Control-Allow-Origin cannot",
    ],
    [
      "InvalidAllowOriginValue",
      "The 'Access-Control-Allow-Origin' header contains the invalid value 'a, b'.",
      "CORSAllowOriginNotMatchingOrigin",
      "Origin O",
    ],
    [
      "AllowOriginMismatch",
      "The 'Access-Control-Allow-Origin' header has a value 'a, b' that is",
      "CORSAllowOriginNotMatchingOrigin",
      "Origin O",
    ],
    [
      "InvalidAllowCredentials",
      "The value of the 'Access-Control-Allow-Credentials' header in the response is 'a, b' which",
      "CORSMissingAllowCredentials",
      "Credentials flag is true",
    ],
    [
      "CorsDisabledScheme",
      "Cross origin requests are only supported for protocol schemes:",
      "CORSRequestNotHttp",
      "Cross origin requests are only supported for HTTP.",
    ],
    [
      "PreflightInvalidStatus",
      `${PREFLIGHT}It does not have HTTP ok status.`,
      "CORSPreflightDidNotSucceed3",
      "Preflight response is not successful. Status code: 404",
    ],
    [
      "PreflightDisallowedRedirect",
      `${PREFLIGHT}Redirect is not allowed`,
      "CORSExternalRedirectNotAllowed",
      "Preflight response is not successful.",
    ],
    ["PreflightWildcardOriginNotAllowed", `${PREFLIGHT}The value of the`, "CORSNotSupportingCredentials", "Cannot use wildcard"],
    ["PreflightMissingAllowOriginHeader", `${PREFLIGHT}No 'Access-Control`, "CORSMissingAllowOrigin2", "Origin O"],
    [
      "PreflightMultipleAllowOriginValues",
      `${PREFLIGHT}The 'Access`,
      "CORSMultipleAllowOriginNotAllowed",
      "Access-Control-Allow-Origin cannot",
    ],
    ["PreflightInvalidAllowOriginValue", `${PREFLIGHT}The 'Access`, "CORSAllowOriginNotMatchingOrigin", "Origin O"],
    ["PreflightAllowOriginMismatch", `${PREFLIGHT}The 'Access`, "CORSAllowOriginNotMatchingOrigin", "Origin O"],
    ["PreflightInvalidAllowCredentials", `${PREFLIGHT}The value of`, "CORSMissingAllowCredentials", "Credentials flag"],
    [
      "InvalidAllowMethodsPreflightResponse",
      "Cannot parse Access-Control-Allow-Methods",
      "CORSInvalidAllowMethod",
      "Header Access-Control-Allow-Methods has an invalid value: a, b",
    ],
    [
      "InvalidAllowHeadersPreflightResponse",
      "Cannot parse Access-Control-Allow-Headers",
      "CORSInvalidAllowHeader",
      "Header Access-Control-Allow-Headers has",
    ],
    ["MethodDisallowedByPreflightResponse", "Method a, b is not allowed by", "CORSMethodNotFound", "Method a, b is not allowed by"],
    [
      "HeaderDisallowedByPreflightResponse",
      "Request header field a, b is not allowed",
      "CORSMissingAllowHeaderFromPreflight2",
      "Request header field a, b is not",
    ],
    [
      "RedirectContainsCredentials",
      "Redirect location 'a, b' contains a username",
      "CORSDidNotSucceed2",
      "Cross-origin redirection to U denied",
    ],
    ["InsecureLocalNetwork", "The request client is not a secure context", null, null],
    ["InvalidLocalNetworkAccess", "Request had a target IP address space of", null, null],
    ["NoCorsRedirectModeNotFollow", "Fetch API cannot load U. Request mode", null, null],
    ["LocalNetworkAccessPermissionDenied", "Permission was denied for this request to access the `local`", null, null],
  ])("%s", (reason, chromium, firefox, webkit) => {
    const params = { failedParameter: "a, b", origin: "O", url: "U", status: 404, addressSpace: "local" };
    expect(chromiumMessage(reason, params)).toMatch(new RegExp(`^${escaped(chromium)}`));
    expect(firefoxMessage(reason, params)?.key ?? null).toBe(firefox);
    if (webkit === null) expect(webkitMessage(reason, params)).toBeNull();
    else expect(webkitMessage(reason, params)).toMatch(new RegExp(`^${escaped(webkit)}`));
  });

  it("are there for every reason in Chromium, with placeholders where nothing is known", () => {
    for (const reason of CORS_ERRORS) expect(chromiumMessage(reason).length).toBeGreaterThan(PREFLIGHT.length / 3);
    expect(chromiumMessage("AllowOriginMismatch")).toContain("'{failedParameter}'");
    expect(chromiumMessage("RedirectContainsCredentials")).toContain("location ''");
  });

  it("keep what a server sent as it is", () => {
    expect(chromiumMessage("AllowOriginMismatch", { failedParameter: "{origin}$&" })).toContain("'{origin}$&'");
  });

  it("of WebKit know several values by the comma", () => {
    expect(webkitMessage("MultipleAllowOriginValues", { failedParameter: "a b", origin: "O" })).toMatch(/^Origin O/);
  });

  it("of Firefox end with the status", () => {
    expect(firefoxMessage("MissingAllowOriginHeader", { status: 404 })?.text).toMatch(/missing\. Status code: 404$/);
    expect(firefoxMessage("InvalidResponse")?.text).toMatch(/\(null\)$/);
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
