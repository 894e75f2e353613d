import { describe, expect, it } from "vitest";
import type { Exchange, Hop, Transaction } from "../core/exchange/exchange";
import type { HopTimes } from "./hopTimes";
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
      { kind: "waiting", from: 0, to: 1 },
      { kind: "preflight", from: 1, to: 42 },
      { kind: "gap", from: 42, to: 50 },
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

const times = (startedAt: number, phases: Partial<HopTimes["phases"]>): HopTimes => ({
  startedAt,
  totalMs: 0,
  phases: { queued: 0, stalled: 0, dns: 0, connect: 0, tls: 0, send: 0, wait: 0, receive: 0, ...phases },
  ip: "127.0.0.1",
  priority: "High",
});

/** "queued 0-2, wait 2-10" for each row. */
function drawnSpans(model: ReturnType<typeof timelineOf>): string[] {
  return model.rows.map(({ spans }) => spans.map(({ kind, from, to }) => `${kind} ${from}-${to}`).join(", "));
}

describe("timelineOf with what DevTools timed", () => {
  const preflight = transaction("p", [hop("OPTIONS", 1002, 1003, 1040)], 1042);
  const main = transaction("m", [hop("PUT", 1001, 1045, 1090)], 1095);

  it("shows the phases, and what the request waited for", () => {
    const known: Record<string, HopTimes> = {
      p: times(1002, { stalled: 3, connect: 5, send: 1, wait: 29, receive: 2 }),
      m: times(1000, { queued: 2, stalled: 43, send: 1, wait: 44, receive: 5 }),
    };
    const model = timelineOf(exchange(main, [preflight]), false, null, ({ requestId }) => known[requestId] ?? null);
    expect(drawnSpans(model)).toEqual([
      "stalled 2-5, connect 5-10, send 10-11, wait 11-40, receive 40-42",
      "queued 0-2, preflight 2-42, gap 42-45, send 45-46, wait 46-90, receive 90-95",
    ]);
    expect(model.rows[1]?.notes.at(-1)).toBe("from 127.0.0.1");
  });

  it("draws by the recorder's clock where DevTools has no phases, and says so", () => {
    const refused = transaction("m", [hop("PUT", 1001, null, null)], 1050, true);
    const model = timelineOf(exchange(refused, [preflight]), false, { hop: 0, stage: "preflight" }, ({ requestId }) =>
      requestId === "m" ? times(1001, { stalled: 49 }) : null,
    );
    expect(drawnSpans(model)).toEqual(["waiting 1-2, server 2-39, body 39-41", "waiting 0-1, preflight 1-41, gap 41-49"]);
    expect(model.rows.map(({ notes }) => notes.at(-1))).toEqual([
      "DevTools did not time it",
      "DevTools tells no phases of a refused request",
    ]);
  });

  it("lets no redirect run into the next hop", () => {
    const chain = transaction("m", [hop("GET", 1000, 1001, 1010), hop("GET", 1011, 1012, 1030)], 1032);
    const model = timelineOf(exchange(chain), false, null, (_, index) => (index === 0 ? times(1000, { wait: 9, receive: 23 }) : null));
    expect(drawnSpans(model)[0]).toBe("wait 0-9, receive 9-11");
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
