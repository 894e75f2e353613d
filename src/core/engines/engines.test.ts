import { describe, expect, it } from "vitest";
import { chromium } from "./chromium";
import type { AllowOriginFault, PreflightCheck } from "./engine";
import { firefox } from "./firefox";
import { standard } from "./standard";
import { webkit } from "./webkit";

const APP = "https://app.test";
const ALL = { standard, chromium, firefox, webkit };

describe("the order of a preflight's checks (catalogue 1.2)", () => {
  const before = (engine: keyof typeof ALL, first: PreflightCheck, second: PreflightCheck) =>
    ALL[engine].preflightOrder.indexOf(first) < ALL[engine].preflightOrder.indexOf(second);
  it.each<[keyof typeof ALL, PreflightCheck, PreflightCheck]>([
    ["chromium", "no-redirect", "allow-origin"],
    ["chromium", "allow-credentials", "ok-status"],
    ["chromium", "headers-parse", "method-allowed"],
    ["firefox", "allow-credentials", "ok-status"],
    ["firefox", "method-allowed", "headers-parse"],
    ["firefox", "allow-credentials", "no-redirect"],
    ["firefox", "redirect-credentials", "no-redirect"],
    ["webkit", "ok-status", "allow-origin"],
    ["webkit", "headers-parse", "method-allowed"],
    ["standard", "headers-parse", "method-allowed"],
  ])("%s: %s before %s", (engine, first, second) => {
    expect(before(engine, first, second)).toBe(true);
  });

  it("is made of the same checks everywhere", () => {
    const own = (check: PreflightCheck) => check !== "redirect-credentials"; // Firefox alone looks at where a refused redirect leads
    for (const engine of Object.values(ALL)) expect(engine.preflightOrder.filter(own).sort()).toEqual([...standard.preflightOrder].sort());
  });
});

describe("Access-Control-Max-Age (5.5)", () => {
  it.each<[string | null, number, number, number, number]>([
    // value, standard, Chromium, Firefox, WebKit
    [null, 5, 5, 5, 5],
    ["600", 600, 600, 600, 600],
    ["100000", 100_000, 7200, 86_400, 600],
    ["0", 0, 0, 0, 0],
    ["-1", 5, 0, 0, 0],
    ["abc", 5, 5, 0, 5],
    ["3600.5", 5, 5, 0, 5],
    ["600, 600", 5, 5, 0, 5],
    ["+60", 5, 60, 0, 60],
    ["99999999999999999999", 1e20, 5, 86_400, 5],
    ["", 5, 5, 5, 5],
    ["9223372036854775807", 2 ** 63, 7200, 86_400, 600],
    ["-9223372036854775809", 5, 5, 0, 5],
  ])("%j", (value, ...expected) => {
    const headers = value === null ? [] : [["access-control-max-age", value] as const];
    expect(Object.values(ALL).map((engine) => engine.maxAge(headers))).toEqual(expected);
  });
});

describe("Access-Control-Allow-Origin (5.1)", () => {
  const [OTHER, MULTIPLE, INVALID] = ["AllowOriginMismatch", "MultipleAllowOriginValues", "InvalidAllowOriginValue"] as const;
  const [MISSING, WILDCARD] = ["MissingAllowOriginHeader", "WildcardOriginNotAllowed"] as const;
  type Fault = AllowOriginFault | null;
  it.each<[string[], boolean, Fault, Fault, Fault, Fault]>([
    // fields, credentialed, standard, Chromium, Firefox, WebKit
    [[], false, MISSING, MISSING, MISSING, MISSING],
    [[APP], true, null, null, null, null],
    [["*"], false, null, null, null, null],
    [["*"], true, WILDCARD, WILDCARD, WILDCARD, WILDCARD],
    [[`${APP}/`], false, OTHER, OTHER, OTHER, OTHER],
    [["https://app.test:443"], false, OTHER, OTHER, OTHER, OTHER],
    [["HTTPS://APP.TEST"], false, OTHER, OTHER, OTHER, OTHER],
    [["null"], false, OTHER, OTHER, OTHER, OTHER],
    [[""], false, OTHER, INVALID, OTHER, OTHER],
    [["app.test"], false, OTHER, INVALID, OTHER, OTHER],
    [["localhost:3000"], false, OTHER, OTHER, OTHER, OTHER],
    [[APP, APP], false, OTHER, MULTIPLE, MULTIPLE, MULTIPLE],
    [["*", "*"], false, OTHER, MULTIPLE, MULTIPLE, MULTIPLE],
    [[`${APP}, https://b.test`], false, OTHER, MULTIPLE, OTHER, MULTIPLE],
    [[`${APP} https://b.test`], false, OTHER, MULTIPLE, OTHER, OTHER],
    [['"*"'], false, OTHER, INVALID, OTHER, OTHER],
  ])("%j, credentialed %s", (fields, credentialed, ...expected) => {
    expect(Object.values(ALL).map((engine) => engine.allowOriginFault(fields, APP, credentialed))).toEqual(expected);
  });

  it("lets null answer null", () => {
    for (const engine of Object.values(ALL)) expect(engine.allowOriginFault(["null"], "null", true)).toBeNull();
  });
});

describe("what needs no permission (5.3, 5.4, 5.7)", () => {
  it("methods without case in Chromium only", () => {
    expect(Object.values(ALL).map((engine) => engine.isSafelistedMethod("get"))).toEqual([false, true, false, false]);
  });

  it("Authorization under the wildcard everywhere but in the standard", () => {
    expect(Object.values(ALL).map((engine) => engine.wildcardCoversAuthorization)).toEqual([false, true, true, true]);
  });

  it.each<[string, string, boolean]>([
    ["DPR", "1.25", true],
    ["dpr", "1.", false],
    ["dpr", ".5", false],
    ["downlink", "1e2", false],
    ["Width", "125", true],
    ["rtt", "1.0", false],
    ["ect", "slow-2g", true],
    ["ect", "4G", false],
    ["save-data", "On", true],
    ["save-data", "off", false],
    ["sec-ch-ua", '"x"', true],
    ["sec-ch-lang", "en", false],
    ["intervention", "<anything>", true],
    ["width", "1".repeat(129), false],
    ["range", "bytes=0-9223372036854775806", true],
    ["range", "bytes=0-9223372036854775807", false],
  ])("Chromium, %s: %s", (name, value, expected) => {
    expect(chromium.isSafelistedHeader(name, value)).toBe(expected);
  });
});
