import { describe, expect, it } from "vitest";
import { drawn } from "./exchanges.fixture";
import { initiatorOf, initiatorPlace, shortCallSite } from "./initiator";

const from = (context: object, witness?: { callSite: string }) => {
  const exchange = drawn({ id: "a" });
  if (exchange.main === null) throw new Error("a main request was drawn");
  const main = { ...exchange.main, context: { tabId: 1, frameId: 0, type: "xmlhttprequest", ...context } };
  return initiatorOf({ ...exchange, main, ...(witness && { witness: { credentials: "omit" as const, mode: "cors", ...witness } }) });
};

describe("initiatorOf", () => {
  it.each([
    [{ initiator: "https://app.test" }, "page", "app.test"],
    [{ frameId: 7, initiator: "https://app.test:8443" }, "frame", "app.test:8443"],
    [{ tabId: -1, frameId: -1, initiator: "https://app.test" }, "worker", "app.test"],
    [{ tabId: -1, frameId: -1 }, "unknown", ""],
    [{ initiator: "null" }, "page", "null"],
  ])("%j", (context, kind, place) => {
    const initiator = from(context);
    expect([initiator.kind, initiatorPlace(initiator)]).toEqual([kind, place]);
  });

  it("prefers the place in the code where the page told it", () => {
    expect(initiatorPlace(from({ initiator: "https://app.test" }, { callSite: "https://app.test/js/app.js?v=2:12:5" }))).toBe("app.js:12");
  });
});

describe("shortCallSite", () => {
  it.each([
    ["https://app.test/js/app.js:12:5", "app.js:12"],
    ["https://app.test:8443/:3:1", "/:3"],
    ["nonsense", "nonsense"],
  ])("%s", (whole, short) => {
    expect(shortCallSite(whole)).toBe(short);
  });
});
