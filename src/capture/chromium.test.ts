import { describe, expect, it } from "vitest";
import { fromChromium } from "./chromium";
import { createRedactor } from "./redact";

const redactor = createRedactor([1, 2]);
const DETAILS = {
  requestId: "7",
  url: "http://api.test/",
  method: "GET",
  type: "xmlhttprequest",
  tabId: 3,
  frameId: 0,
  initiator: "http://app.test",
  timeStamp: 12.5,
};

function firstValue(kind: "sent" | "answered", header: { value?: string; binaryValue?: number[] }): string | undefined {
  const list = [{ name: "X-A", ...header }];
  const event = fromChromium(kind, { ...DETAILS, statusCode: 200, requestHeaders: list, responseHeaders: list }, redactor);
  return event.kind === "sent" || event.kind === "answered" ? event.headers[0]?.[1] : undefined;
}

describe("Chromium's details", () => {
  it("hold no more than 8 kB of a name, a status line or a method that a stranger chose, and no token in them", () => {
    const long = "x".repeat(200_000);
    const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJLeDdqd3QifQ.abc";
    const answered = fromChromium(
      "answered",
      {
        ...DETAILS,
        method: long,
        statusCode: 200,
        statusLine: `HTTP/1.1 200 ${jwt} ${long}`,
        responseHeaders: [{ name: long, value: "1" }],
      },
      redactor,
    );
    expect(JSON.stringify(answered).length).toBeLessThan(3 * 8192 + 500);
    expect(JSON.stringify(answered)).not.toContain(jwt);
  });

  it("become an event with the context of its request", () => {
    expect(fromChromium("started", DETAILS, redactor)).toEqual({
      kind: "started",
      requestId: "7",
      timeStamp: 12.5,
      url: "http://api.test/",
      method: "GET",
      context: { tabId: 3, frameId: 0, type: "xmlhttprequest", initiator: "http://app.test" },
    });
  });

  it.each<[string, "sent" | "answered", { value?: string; binaryValue?: number[] }, string]>([
    ["a request's UTF-8, shown decoded, is bytes again", "sent", { value: "ä" }, "\xc3\xa4"],
    ["a request's single byte", "sent", { binaryValue: [0xe4] }, "\xe4"],
    ["a reply's text stays text", "answered", { value: "ä" }, "ä"],
    ["a reply's bytes that are no text", "answered", { binaryValue: [0xff, 0x41] }, "\ufffdA"],
    ["a reply's non-character", "answered", { binaryValue: [0xef, 0xb7, 0x90] }, "\ufdd0"],
    ["no value at all", "answered", {}, ""],
  ])("%s", (_, kind, header, expected) => {
    expect(firstValue(kind, header)).toBe(expected);
  });
});
