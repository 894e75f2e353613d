import { describe, expect, it } from "vitest";
import type { Exchange } from "../../core/exchange/exchange";
import { drawn } from "../exchanges.fixture";
import { joinNotes } from "./join";
import { type Note, readNotes } from "./notes";

const note = (url: string, credentials: Note["credentials"], more: Partial<Note> = {}): Note => ({
  method: "GET",
  url,
  mode: "cors",
  credentials,
  ...more,
});
const X = "https://api.test/x";

function inFrame(exchange: Exchange, change: Partial<NonNullable<Exchange["main"]>["context"]>): Exchange {
  return { ...exchange, main: exchange.main && { ...exchange.main, context: { ...exchange.main.context, ...change } } };
}

/** "a include, b omit" */
function joined(exchanges: readonly Exchange[], notes: readonly Note[]): string {
  return [...joinNotes(exchanges, notes)].map(([id, { credentials }]) => `${id} ${credentials}`).join(", ");
}

describe("joinNotes", () => {
  const a = drawn({ id: "a", at: 1, url: X });
  const b = drawn({ id: "b", at: 2, url: X });
  it.each<[string, Exchange[], Note[], string]>([
    ["one of each", [a], [note(X, "include")], "a include"],
    ["another method", [a], [note(X, "include", { method: "PUT" })], ""],
    ["another query", [a], [note(`${X}?y`, "include")], ""],
    ["by order where the numbers agree", [a, b], [note(X, "include"), note(X, "omit")], "a include, b omit"],
    ["not where one of two was not seen", [b], [note(X, "include"), note(X, "omit")], ""],
    ["in any number where all say the same", [b], [note(X, "include"), note(X, "include")], "b include"],
    ["not where somebody else asks too", [a, b], [note(X, "include")], ""],
    ["not another frame's", [inFrame(a, { frameId: 7 })], [note(X, "include")], ""],
    ["not an image's", [inFrame(a, { type: "image" })], [note(X, "include")], ""],
    [
      "not those of two documents",
      [inFrame(a, { documentId: "1" }), inFrame(b, { documentId: "2" })],
      [note(X, "omit"), note(X, "omit")],
      "",
    ],
    ["nothing from what is not known", [a], [note(X, null)], ""],
    [
      "a dropped secret fits any, the rest must be equal",
      [drawn({ id: "a", url: `${X}?id=1&token=[redacted%23ab1]&z=2` })],
      [note(`${X}?id=2&token=s&z=2`, "omit"), note(`${X}?id=1&token=s&z=2`, "include"), note(`${X}?id=1&token=s&z=3`, "omit")],
      "a include",
    ],
    ["a URL that was cut", [drawn({ id: "a", url: `${X}?long[cut:9000:k3]` })], [note(`${X}?longer`, "include")], "a include"],
  ])("%s", (_, exchanges, notes, expected) => {
    expect(joined(exchanges, notes)).toBe(expected);
  });

  it("gives a call site only where it is sure which call it was", () => {
    const [one, two] = ["https://app.test/a.js:1:1", "https://app.test/a.js:2:1"];
    const notes = [note(X, "omit", { callSite: one }), note(X, "omit", { callSite: two })];
    expect([...joinNotes([a, b], notes).values()].map(({ callSite }) => callSite)).toEqual([one, two]);
    expect([...joinNotes([b], notes).values()].map(({ callSite }) => callSite)).toEqual([undefined]);
  });
});

describe("readNotes", () => {
  const good = { method: "GET", url: X, mode: "cors", credentials: "omit", callSite: "https://app.test/a.js:1:2" };
  it("takes what is well formed", () => {
    expect(readNotes({ born: 1, notes: [good] })).toEqual({ born: 1, notes: [good], count: 1 });
  });
  it.each<[string, unknown]>([
    ["nothing", null],
    ["no list", { born: 1, notes: { length: 1, 0: good } }],
    ["no time", { born: "1", notes: [] }],
    ["no number", { born: Number.NaN, notes: [] }],
  ])("takes %s for no witness", (_, value) => {
    expect(readNotes(value)).toBeNull();
  });
  it.each<[string, unknown]>([
    ["no object", "note"],
    ["a method that is none", { ...good, method: "A B" }],
    ["a long method", { ...good, method: "A".repeat(65) }],
    ["an endless URL", { ...good, url: `${X}?${"y".repeat(9000)}` }],
    ["another scheme", { ...good, url: "javascript:alert(1)" }],
    ["a mode that is none", { ...good, mode: "x" }],
    ["a credentials mode that is none", { ...good, credentials: "INCLUDE" }],
    ["an object for a mode", { ...good, mode: {} }],
  ])("drops %s and counts it", (_, value) => {
    expect(readNotes({ born: 1, notes: [value, good] })).toEqual({ born: 1, notes: [good], count: 2 });
  });
  it("keeps a note and drops a call site that is none", () => {
    const { callSite: _, ...rest } = good;
    for (const callSite of ["\u202ea.js:1:1", "a.js", `${"a".repeat(600)}:1:1`, 5]) {
      expect(readNotes({ born: 1, notes: [{ ...good, callSite }] })?.notes).toEqual([rest]);
    }
  });
});
