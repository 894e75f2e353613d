import { describe, expect, it } from "vitest";
import { blocked, drawn } from "./exchanges.fixture";
import { Log } from "./log";

function logOf(...exchanges: Parameters<Log["put"]>[0][]): Log {
  const log = new Log("chromium");
  for (const exchange of exchanges) log.put(exchange);
  return log;
}

const row = (log: Log, id: string) => {
  const found = log.get(id);
  if (found === null) throw new Error(`no row ${id}`);
  return found;
};

describe("since it passed", () => {
  it("names what the reply no longer says", () => {
    const log = logOf(drawn({ id: "p", at: 1 }), blocked("b", 100));
    expect(log.history.since(row(log, "b"))).toEqual({
      passedAt: 1,
      differences: [{ where: "reply", what: "Access-Control-Allow-Origin", before: "https://app.test", now: null }],
    });
  });

  it("takes the last one before, and a status that changed", () => {
    const log = logOf(
      drawn({ id: "p", at: 1 }),
      drawn({ id: "q", at: 50 }),
      drawn({ id: "b", at: 100, reply: { status: 502, headers: [] }, end: "net::ERR_FAILED" }),
      drawn({ id: "r", at: 150 }),
    );
    const since = log.history.since(row(log, "b"));
    expect(since?.passedAt).toBe(50);
    expect(since?.differences.map(({ what, before, now }) => [what, before, now])).toEqual([
      ["status", "200", "502"],
      ["Access-Control-Allow-Origin", "https://app.test", null],
    ]);
  });

  it.each([
    ["another path", drawn({ id: "p", at: 1, url: "https://api.test/y" })],
    ["another method", drawn({ id: "p", at: 1, method: "HEAD" })],
    ["later", drawn({ id: "p", at: 1000 })],
  ])("does not speak of what is not the same request: %s", (_, other) => {
    const log = logOf(other, blocked("b", 100));
    expect(log.history.since(row(log, "b"))).toBeNull();
  });

  it("looks past the query", () => {
    const log = logOf(drawn({ id: "p", at: 1, url: "https://api.test/x?page=1" }), blocked("b", 100));
    expect(log.history.since(row(log, "b"))).not.toBeNull();
  });
});

describe("passed again", () => {
  it("ticks what the same request has passed since", () => {
    const log = logOf(blocked("b", 100));
    expect(log.history.passedAgain(row(log, "b"))).toBeNull();
    log.put(drawn({ id: "p", at: 200 }));
    expect(log.history.passedAgain(row(log, "b"))).toBe(200);
  });

  it("takes the tick back when the passing row goes or turns out otherwise", () => {
    const log = logOf(blocked("b", 100), drawn({ id: "p", at: 200 }), drawn({ id: "q", at: 300 }));
    log.drop(new Set(["p"]));
    expect(log.history.passedAgain(row(log, "b"))).toBe(300);
    log.put(blocked("q", 300));
    expect(log.history.passedAgain(row(log, "b"))).toBeNull();
  });
});
