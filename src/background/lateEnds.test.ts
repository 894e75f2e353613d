import { describe, expect, it } from "vitest";
import type { Exchange } from "../core/exchange/exchange";
import type { NetworkEvent, RequestContext } from "../core/exchange/networkEvent";
import { newLedger } from "./ledger";
import { Recording } from "./recording";

const CONTEXT: RequestContext = { tabId: 1, frameId: 0, initiator: "http://app.test", type: "xmlhttprequest" };

/** Handed to the page, and then broken off. */
function brokenOff(requestId: string, url: string): NetworkEvent[] {
  const seen = (timeStamp: number) => ({ requestId, url, timeStamp, method: "GET", context: CONTEXT });
  return [
    { ...seen(100), kind: "started" },
    { ...seen(101), kind: "sent", headers: [["Origin", "http://app.test"]] },
    { ...seen(102), kind: "answered", status: 200, statusLine: "", headers: [["Access-Control-Allow-Origin", "*"]] },
    { ...seen(103), kind: "accepted", status: 200, fromCache: false },
    { ...seen(900), kind: "failed", error: "net::ERR_CONTENT_LENGTH_MISMATCH" },
  ];
}

/** Two workers, one after the other; the second hears the last event only, before or after it has the recording of the first. */
function overTwoWorkers(url: string, early: boolean): Recording {
  const events = brokenOff("1", url);
  const first = new Recording(newLedger());
  for (const event of events.slice(0, 4)) first.add(event);
  const { changed } = first.settle();
  const second = new Recording(first.ledger);
  if (early) second.add(events[4] as NetworkEvent);
  second.adopt(changed);
  if (!early) second.add(events[4] as NetworkEvent);
  second.settle();
  return second;
}

it.each([true, false])(
  "a body that breaks off after a stop of the worker ends what was recorded and takes nothing of it away (early: %s)",
  (early) => {
    const whole = new Recording(newLedger());
    for (const event of brokenOff("1", "http://api.test/")) whole.add(event);
    whole.settle();
    expect(overTwoWorkers("http://api.test/", early).get("1")).toEqual(whole.get("1"));
  },
);

it("what was counted before the stop is not counted again", () => {
  expect(overTwoWorkers("http://app.test/", false).ledger.counted.sameOrigin).toBe(1);
});

const MINUTE = 60_000;

const withMode = (events: readonly NetworkEvent[]): NetworkEvent[] =>
  events.map((event) => (event.kind === "sent" ? { ...event, headers: [...event.headers, ["Sec-Fetch-Mode", "cors"] as const] } : event));

describe("an end that a kill took along", () => {
  const killed = (): Recording => {
    const first = new Recording(newLedger());
    for (const event of withMode(brokenOff("1", "http://api.test/").slice(0, 3))) first.add(event);
    first.settle();
    const second = new Recording(first.ledger);
    for (const events of first.openEvents().values()) second.restore(events);
    second.doubt(500);
    second.settle();
    return second;
  };

  it.each<[string, number | null, number, boolean]>([
    ["is waited for", null, 102 + 5 * MINUTE - 1, false],
    ["is not waited for longer than five minutes", null, 102 + 5 * MINUTE, true],
    ["is not waited for when the page went", 600, 700, true],
    ["is waited for when its page came after the one before", 50, 700, false],
  ])("%s", (_, navigatedAt, now, givenUp) => {
    const recording = killed();
    if (navigatedAt !== null) recording.navigated({ tabId: 1, url: "http://app.test/", at: navigatedAt });
    recording.giveUp(now);
    recording.settle();
    expect(recording.get("1")?.main?.end?.kind).toBe(givenUp ? "unseen" : undefined);
    expect(recording.openEvents().size).toBe(givenUp ? 0 : 1);
  });

  it("is told as unknown, incomplete and not certain", () => {
    const recording = killed();
    recording.giveUp(10 * MINUTE);
    const [kept] = recording.settle().changed;
    const exchange = kept?.exchange as Exchange;
    expect(exchange.incomplete).toBe(true);
    expect(recording.diagnose(exchange)).toMatchObject({ verdict: "unknown", certainty: "inferred", unknowns: ["its end was not seen"] });
  });

  it("is taken when it comes after all", () => {
    const recording = killed();
    recording.giveUp(10 * MINUTE);
    recording.settle();
    recording.add({ ...(brokenOff("1", "http://api.test/")[3] as NetworkEvent), timeStamp: 11 * MINUTE });
    const [kept] = recording.settle().changed;
    expect(kept?.exchange.main?.end).toMatchObject({ kind: "accepted", at: 11 * MINUTE });
    expect(recording.diagnose(kept?.exchange as Exchange).verdict).toBe("allowed");
  });

  it("is taken by the worker after the next, with what was heard before it", () => {
    const recording = killed();
    recording.giveUp(10 * MINUTE);
    const third = new Recording(recording.ledger, recording.settle().changed);
    const events = brokenOff("1", "http://api.test/").map((event) => ({ ...event, timeStamp: event.timeStamp + 11 * MINUTE }));
    for (const event of events.slice(2, 4)) third.add(event);
    const [kept] = third.settle().changed;
    expect(kept?.exchange.main?.hops).toMatchObject([{ startedAt: 100, response: { at: 102 } }]);
    expect(kept?.exchange.main?.end).toMatchObject({ kind: "accepted", at: 103 + 11 * MINUTE });
  });

  it("is still missed by a worker that follows without a kill", () => {
    const second = killed();
    const third = new Recording(second.ledger);
    for (const events of second.openEvents().values()) third.restore(events);
    third.giveUp(10 * MINUTE);
    expect(third.settle().changed.map(({ exchange }) => exchange.main?.end?.kind)).toEqual(["unseen"]);
  });

  it("is not missed by what began after the kill", () => {
    const recording = killed();
    for (const event of withMode(brokenOff("2", "http://api.test/").slice(0, 2)))
      recording.add({ ...event, timeStamp: event.timeStamp + 1000 });
    recording.giveUp(10 * MINUTE);
    recording.settle();
    expect(recording.get("2")?.main?.end).toBeNull();
  });
});

it("what was cleared while it was under way stays cleared, and leaves the journal", () => {
  const events = withMode(brokenOff("1", "http://api.test/"));
  const recording = new Recording(newLedger());
  for (const event of events.slice(0, 2)) recording.add(event);
  expect(recording.settle().changed).toHaveLength(1);
  expect(recording.clear(() => true)).toEqual(["1"]);
  expect(recording.openEvents().size).toBe(0);
  for (const event of events.slice(2)) recording.add(event);
  expect(recording.settle()).toEqual({ changed: [], removed: [] });
  expect(recording.ledger.counted.sameOrigin).toBe(0);
});
