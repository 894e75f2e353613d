import { describe, expect, it } from "vitest";
import type { Exchange, Hop, Transaction } from "../core/exchange/exchange";
import { milliseconds, ticksOf, timelineOf } from "./timelineModel";

const hop = (method: string, at: number, sentAt: number | null, answeredAt: number | null): Hop => ({
  url: "https://api.test/x",
  method,
  startedAt: at,
  startSeen: true,
  sent: sentAt === null ? null : { at: sentAt, headers: [] },
  response: answeredAt === null ? null : { at: answeredAt, status: 200, statusLine: "", headers: [] },
});

const transaction = (requestId: string, hops: Hop[], endAt: number | null, failed = false): Transaction => ({
  requestId,
  context: { tabId: 1, frameId: 0, type: "xmlhttprequest" },
  hops,
  end:
    endAt === null
      ? null
      : failed
        ? { kind: "failed", at: endAt, error: "net::ERR_FAILED", afterAccepted: false }
        : { kind: "accepted", at: endAt, status: 200, fromCache: false },
});

const exchange = (main: Transaction | null, preflights: Transaction[] = []): Exchange => ({
  id: "x",
  main,
  preflights: preflights.map((one) => ({ hop: 0, transaction: one })),
  incomplete: false,
  source: "live",
});

describe("timelineOf", () => {
  it("puts the preflight before the request that waited for it", () => {
    const main = transaction("m", [hop("PUT", 1000, 1050, 1080)], 1090);
    const model = timelineOf(exchange(main, [transaction("p", [hop("OPTIONS", 1001, 1002, 1040)], 1042)]), false, null);
    expect(model.total).toBe(90);
    expect(model.rows.map((row) => row.title)).toEqual(["Preflight", "Request"]);
    expect(model.rows[1]?.spans).toEqual([
      { kind: "waiting", from: 0, to: 50 },
      { kind: "server", from: 50, to: 80 },
      { kind: "body", from: 80, to: 90 },
    ]);
    expect(model.rows[1]?.notes).toEqual(["left 8 ms after the preflight", "200 after 30 ms", "90 ms in all"]);
  });

  it("marks the refused preflight and says that the request never left", () => {
    const main = transaction("m", [hop("PUT", 1000, null, null)], 1043, true);
    const model = timelineOf(exchange(main, [transaction("p", [hop("OPTIONS", 1001, 1002, 1040)], 1042)]), false, {
      hop: 0,
      stage: "preflight",
    });
    expect(model.rows.map((row) => row.refused)).toEqual([true, false]);
    expect(model.rows[1]?.notes[0]).toBe("never left the browser");
  });

  it("draws a ghost for a cached preflight and each hop of a redirect", () => {
    const main = transaction("m", [hop("PUT", 1000, 1001, 1020), hop("PUT", 1021, 1022, 1050)], 1060);
    const model = timelineOf(exchange(main), true, null);
    expect(model.rows.map((row) => row.title)).toEqual(["Preflight", "Redirect 1", "Final request"]);
    expect(model.rows[0]?.spans[0]?.kind).toBe("ghost");
  });

  it("shows a preflight that nobody claimed, and what is still under way", () => {
    const lone = timelineOf(exchange(null, [transaction("p", [hop("OPTIONS", 1000, 1001, 1040)], 1041)]), false, null);
    expect(lone.rows.map((row) => row.title)).toEqual(["Preflight"]);
    const open = timelineOf(exchange(transaction("m", [hop("GET", 1000, 1001, null)], null)), false, null);
    expect(open.rows[0]?.notes[0]).toBe("still under way");
    expect(open.total).toBeGreaterThan(0);
  });
});

describe("ticksOf", () => {
  it.each([
    [1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [90, [0, 20, 40, 60, 80]],
    [1000, [0, 200, 400, 600, 800, 1000]],
  ])("%i ms", (total, ticks) => {
    expect(ticksOf(total).map((tick) => Math.round(tick * 10) / 10)).toEqual(ticks);
  });
});

describe("milliseconds", () => {
  it.each([
    [0.2, "<1 ms"],
    [12.4, "12 ms"],
    [9999, "9999 ms"],
    [12_345, "12.3 s"],
  ])("%d", (ms, words) => {
    expect(milliseconds(ms)).toBe(words);
  });
});
