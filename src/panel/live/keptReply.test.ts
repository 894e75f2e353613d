import { describe, expect, it } from "vitest";
import { MOST_BYTES } from "../../core/remedy/unmask";
import { keptReply } from "./keptReply";

const HIDDEN = {
  hop: 0,
  url: "https://api.test/x",
  response: {
    at: 1,
    status: 502,
    statusLine: "HTTP/1.1 502 Bad Gateway",
    headers: [
      ["Content-Type", "text/html"],
      ["X-Request-Id", "r1"],
      ["X-Private", "p"],
    ],
  },
} as const;

describe("a reply that DevTools kept", () => {
  it("has the status, the type and the marks that were recorded", () => {
    expect(keptReply(HIDDEN, { text: "upstream", base64: false })).toEqual({
      url: "https://api.test/x",
      status: 502,
      statusText: "Bad Gateway",
      contentType: "text/html",
      marks: [["X-Request-Id", "r1"]],
      body: "upstream",
      cutAt: null,
      redirected: false,
      kept: true,
    });
  });

  it.each<[string, string, boolean, number, number | null]>([
    ["text that just fits", "a".repeat(MOST_BYTES), false, MOST_BYTES, null],
    ["text that does not", "a".repeat(MOST_BYTES + 1), false, MOST_BYTES, MOST_BYTES],
    ["letters of two bytes", "é".repeat(MOST_BYTES), false, MOST_BYTES / 2, MOST_BYTES],
    ["base64 that just fits", btoa("a".repeat(MOST_BYTES)), true, MOST_BYTES, null],
    ["base64 that does not", btoa("a".repeat(MOST_BYTES + 1)), true, MOST_BYTES, MOST_BYTES],
    ["base64 far beyond", btoa("a".repeat(MOST_BYTES * 9)), true, MOST_BYTES, MOST_BYTES],
    ["nothing", "", true, 0, null],
  ])("ends at 64 kB: %s", (_, text, base64, length, cutAt) => {
    const reply = keptReply(HIDDEN, { text, base64 });
    expect(reply.body).toHaveLength(length);
    expect(reply.cutAt).toBe(cutAt);
  });

  it("reads base64 as UTF-8", () => {
    expect(keptReply(HIDDEN, { text: "w6k=", base64: true }).body).toBe("é");
  });
});
