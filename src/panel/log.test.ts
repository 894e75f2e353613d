import { describe, expect, it } from "vitest";
import { blocked, drawn } from "./exchanges.fixture";
import { Log } from "./log";

const ids = (log: Log) => log.rows.map((row) => row.id).join("");

describe("Log", () => {
  it("keeps the order of the start whatever the order of arrival", () => {
    const log = new Log("chromium");
    for (const [id, at] of [
      ["c", 3],
      ["a", 1],
      ["d", 4],
      ["b", 2],
    ] as const)
      log.put(drawn({ id, at }));
    expect(ids(log)).toBe("abcd");
  });

  it("replaces what changed and counts it once", () => {
    const log = new Log("chromium");
    log.put(drawn({ id: "a", at: 1, end: "open" }));
    log.put(drawn({ id: "b", at: 2 }));
    expect(log.counts).toMatchObject({ pending: 1, allowed: 1, blocked: 0 });
    log.put(blocked("a", 1));
    expect(ids(log)).toBe("ab");
    expect(log.counts).toMatchObject({ pending: 0, allowed: 1, blocked: 1 });
  });

  it("moves a row whose start turned out to be another", () => {
    const log = new Log("chromium");
    for (const [id, at] of [
      ["a", 1],
      ["b", 2],
      ["c", 3],
    ] as const)
      log.put(drawn({ id, at }));
    log.put(drawn({ id: "a", at: 9 }));
    expect(ids(log)).toBe("bca");
  });

  it("drops and clears", () => {
    const log = new Log("chromium");
    for (const [id, at] of [
      ["a", 1],
      ["b", 2],
      ["c", 3],
    ] as const)
      log.put(drawn({ id, at }));
    log.drop(new Set(["b", "unknown"]));
    expect(ids(log)).toBe("ac");
    expect(log.get("b")).toBeNull();
    expect(log.counts.allowed).toBe(2);
    log.clear();
    expect(log.counts.allowed).toBe(0);
    expect([...log.ids()]).toEqual([]);
  });
});
