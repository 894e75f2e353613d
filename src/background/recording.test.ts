import { describe, expect, it } from "vitest";
import { diagnose } from "../core/diagnosis/diagnose";
import { get } from "./get.fixture";
import { newLedger } from "./ledger";
import { Recording } from "./recording";

describe("Recording", () => {
  it("goes on counting after thousands", () => {
    const recording = new Recording(newLedger(), []);
    for (let count = 0; count < 6_000; count++) {
      const events = get(`n${count}`, `http://api.test/${count}`, { end: "accepted", type: "image", timeStamp: count * 10 });
      for (const event of events) recording.add(event.kind === "sent" ? { ...event, headers: [["Sec-Fetch-Mode", "no-cors"]] } : event);
      recording.settle();
    }
    expect(recording.ledger.counted.noCors).toBe(6_000);
  });
  it("records what was refused, counts what was not CORS", () => {
    const recording = new Recording(newLedger(), []);
    for (const event of [
      ...get("1", "http://api.test/"),
      ...get("2", "http://app.test/", { end: "accepted" }),
      ...get("3", "http://api.test/", { end: "accepted", headers: [["Access-Control-Allow-Origin", "*"]] }),
    ]) {
      recording.add(event);
    }
    expect(recording.settle().changed.map(({ exchange }) => exchange.id)).toEqual(["1", "3"]);
    expect(recording.ledger.counted).toEqual({ sameOrigin: 1, noCors: 0, navigations: 0, muted: 0 });
    expect(recording.blockedIn(1)).toBe(1);
  });

  it("counts a badge from the last navigation on", () => {
    const recording = new Recording(newLedger(), []);
    for (const event of get("1", "http://api.test/")) recording.add(event);
    recording.settle();
    recording.navigated({ tabId: 1, url: "http://app.test/", at: 500 });
    expect(recording.blockedIn(1)).toBe(0);
  });

  it("lets the oldest of a greedy tab go, counts them, and keeps the other tab whole", () => {
    const recording = new Recording(newLedger(), []);
    for (const event of get("other", "http://api.test/other", { tabId: 2, timeStamp: 1 })) recording.add(event);
    for (let index = 0; index < 400; index++) {
      for (const event of get(`r${index}`, `http://api.test/${index}?${"x".repeat(8000)}`, { timeStamp: 100 + index * 10 }))
        recording.add(event);
    }
    recording.settle();
    const sizes = recording.kept(() => true).reduce((sum, { size }) => sum + size, 0);
    expect(sizes).toBeLessThan(2_010_000);
    expect(recording.ledger.dropped).toBe(401 - recording.kept(() => true).length);
    expect(recording.kept(() => true).some(({ exchange }) => exchange.id === "other")).toBe(true);
    expect(recording.kept(() => true).some(({ exchange }) => exchange.id === "r399")).toBe(true);
  });

  it("recognises a reply that the cache kept from a request without CORS", () => {
    const recording = new Recording(newLedger(), []);
    const url = "http://api.test/logo.png";
    const headers: [string, string][] = [["Date", "Sat, 21 Nov 2026 03:00:00 GMT"]];
    const image = get("1", url, { end: "accepted", headers, type: "image" }).map((event) =>
      event.kind === "sent" ? { ...event, headers: [] } : event,
    );
    for (const event of [...image, ...get("2", url, { timeStamp: 200, headers })]) recording.add(event);
    const [kept] = recording.settle().changed;
    expect(kept?.exchange.cachedFrom).toEqual({ at: 102 });
    expect(kept === undefined ? null : diagnose(kept.exchange).cause).toBe("cached-reply-without-origin");
  });

  it("shows a worker's requests with the page of their origin", () => {
    const recording = new Recording(newLedger(), []);
    recording.navigated({ tabId: 7, url: "http://app.test/page", at: 1 });
    for (const event of get("1", "http://api.test/", { tabId: -1 })) recording.add(event);
    recording.settle();
    expect(recording.kept(recording.belongsTo(7))).toHaveLength(1);
    expect(recording.kept(recording.belongsTo(8))).toHaveLength(0);
  });
});

describe("a full storage", () => {
  it("makes the budget smaller than what is kept, and counts what it lets go", () => {
    const recording = new Recording(newLedger());
    for (let index = 0; index < 150; index++) {
      for (const event of get(`r${index}`, `http://api.test/${index}?${"x".repeat(8000)}`, { timeStamp: 100 + index * 10 }))
        recording.add(event);
    }
    recording.settle();
    const removed = recording.shrink();
    expect(removed.slice(0, 2)).toEqual(["r0", "r1"]);
    expect(removed.length).toBeGreaterThan(20);
    expect(removed.length).toBeLessThan(40);
    expect(recording.ledger.dropped).toBe(removed.length);
  });

  it("never takes the last: some room there always is", () => {
    const recording = new Recording(newLedger());
    for (const event of get("1", "http://api.test/")) recording.add(event);
    recording.settle();
    for (let again = 0; again < 50; again++) recording.shrink();
    expect(recording.kept(() => true)).toHaveLength(1);
  });
});

describe("muted hosts", () => {
  it("lets go what is kept and only counts what comes", () => {
    const recording = new Recording(newLedger(), []);
    for (const event of [...get("1", "http://ads.test/"), ...get("2", "http://api.test/")]) recording.add(event);
    recording.settle();
    expect(recording.blockedIn(1)).toBe(2);
    expect(recording.mute(["ads.test"])).toHaveLength(1);
    for (const event of get("3", "http://ads.test/again", { timeStamp: 200 })) recording.add(event);
    expect(recording.settle().changed).toEqual([]);
    expect(recording.blockedIn(1)).toBe(1);
    expect(recording.ledger.counted.muted).toBe(1);
  });

  it("records again after the host is heard again", () => {
    const recording = new Recording(newLedger(), []);
    recording.mute(["*.ads.test"]);
    recording.mute([]);
    for (const event of get("1", "http://a.ads.test/")) recording.add(event);
    expect(recording.settle().changed).toHaveLength(1);
  });
});
