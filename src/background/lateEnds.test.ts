import { expect, it } from "vitest";
import type { NetworkEvent, RequestContext } from "../core/exchange/networkEvent";
import { Recording } from "./recording";

const LEDGER = () => ({
  epoch: "e",
  hashKey: [1, 2] as const,
  sequence: 0,
  dropped: 0,
  counted: { sameOrigin: 0, noCors: 0, navigations: 0, muted: 0 },
  recordedFrom: null,
  navigations: [],
  noCorsReplies: {},
  trials: [],
  watched: [],
});
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
  const first = new Recording(LEDGER());
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
    const whole = new Recording(LEDGER());
    for (const event of brokenOff("1", "http://api.test/")) whole.add(event);
    whole.settle();
    expect(overTwoWorkers("http://api.test/", early).get("1")).toEqual(whole.get("1"));
  },
);

it("what was counted before the stop is not counted again", () => {
  expect(overTwoWorkers("http://app.test/", false).ledger.counted.sameOrigin).toBe(1);
});

it("what was cleared while it was under way stays cleared, and leaves the journal", () => {
  const events = brokenOff("1", "http://api.test/").map((event) =>
    event.kind === "sent" ? { ...event, headers: [...event.headers, ["Sec-Fetch-Mode", "cors"] as const] } : event,
  );
  const recording = new Recording(LEDGER());
  for (const event of events.slice(0, 2)) recording.add(event);
  expect(recording.settle().changed).toHaveLength(1);
  expect(recording.clear(() => true)).toEqual(["1"]);
  expect(recording.openEvents().size).toBe(0);
  for (const event of events.slice(2)) recording.add(event);
  expect(recording.settle()).toEqual({ changed: [], removed: [] });
  expect(recording.ledger.counted.sameOrigin).toBe(0);
});
