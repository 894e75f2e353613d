import { describe, expect, it } from "vitest";
import { diagnose } from "../core/diagnosis/diagnose";
import type { NetworkEvent, RequestContext } from "../core/exchange/networkEvent";
import { DEFAULT_SETTINGS } from "../messaging/protocol";
import { Journal, type SessionStorage } from "./journal";
import { Recording } from "./recording";
import { readSettings } from "./settings";

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
});

function context(change: Partial<RequestContext> = {}): RequestContext {
  return { tabId: 1, frameId: 0, documentId: "d", initiator: "http://app.test", type: "xmlhttprequest", ...change };
}

/** A cross-origin GET that is refused for want of Access-Control-Allow-Origin, or handed on. */
function get(
  requestId: string,
  url: string,
  {
    timeStamp = 100,
    end = "failed",
    headers = [] as [string, string][],
    ...change
  }: Record<string, unknown> & { headers?: [string, string][] } = {},
): NetworkEvent[] {
  const at = (offset: number) => ({ requestId, url, timeStamp: (timeStamp as number) + offset });
  return [
    { ...at(0), kind: "started", method: "GET", context: context(change) },
    { ...at(1), kind: "sent", headers: [["Origin", "http://app.test"]] },
    { ...at(2), kind: "answered", status: 200, statusLine: "HTTP/1.1 200 OK", headers },
    end === "failed"
      ? { ...at(3), kind: "failed", error: "net::ERR_FAILED" }
      : { ...at(3), kind: "accepted", status: 200, fromCache: false },
  ];
}

/** storage.session in memory, which can be full. */
function memoryStorage(): SessionStorage & { items: Map<string, unknown>; full: boolean } {
  const items = new Map<string, unknown>();
  return {
    items,
    full: false,
    get: async () => structuredClone(Object.fromEntries(items)),
    async set(entries) {
      if (this.full) throw new Error("QUOTA_BYTES quota exceeded");
      for (const [key, value] of Object.entries(entries)) items.set(key, structuredClone(value));
    },
    async remove(keys) {
      for (const key of keys) items.delete(key);
    },
  };
}

describe("Recording", () => {
  it("records what was refused, counts what was not CORS", () => {
    const recording = new Recording(LEDGER(), []);
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
    const recording = new Recording(LEDGER(), []);
    for (const event of get("1", "http://api.test/")) recording.add(event);
    recording.settle();
    recording.navigated({ tabId: 1, url: "http://app.test/", at: 500 });
    expect(recording.blockedIn(1)).toBe(0);
  });

  it("lets the oldest of a greedy tab go, counts them, and keeps the other tab whole", () => {
    const recording = new Recording(LEDGER(), []);
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
    const recording = new Recording(LEDGER(), []);
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
    const recording = new Recording(LEDGER(), []);
    recording.navigated({ tabId: 7, url: "http://app.test/page", at: 1 });
    for (const event of get("1", "http://api.test/", { tabId: -1 })) recording.add(event);
    recording.settle();
    expect(recording.kept(recording.belongsTo(7))).toHaveLength(1);
    expect(recording.kept(recording.belongsTo(8))).toHaveLength(0);
  });
});

describe("Journal", () => {
  function journalled(storage: SessionStorage, recording: Recording, onTrouble = () => {}) {
    return new Journal(storage, () => ({ ledger: recording.ledger, open: recording.openEvents() }), onTrouble);
  }

  it("brings back settled exchanges and goes on with open ones", async () => {
    const storage = memoryStorage();
    const first = new Recording(LEDGER(), []);
    const journal = journalled(storage, first);
    const slow = get("2", "http://api.test/slow");
    for (const event of [...get("1", "http://api.test/"), ...slow.slice(0, 2)]) {
      first.add(event);
      journal.touch();
    }
    for (const kept of first.settle().changed) if (kept.exchange.id === "1") journal.keep(kept);
    await journal.flush();

    const restored = await Journal.restore(storage);
    expect(restored.torn).toBe(false);
    const second = new Recording(restored.ledger, restored.kept);
    for (const events of restored.open) second.restore(events, restored.torn);
    for (const event of slow.slice(2)) second.add(event);
    second.settle();
    expect(second.kept(() => true).map(({ exchange: { id, incomplete } }) => [id, incomplete])).toEqual([
      ["1", false],
      ["2", false],
    ]);
  });

  it("knows that a killed worker lost its last batch", async () => {
    const storage = memoryStorage();
    const recording = new Recording(LEDGER(), []);
    const journal = journalled(storage, recording);
    await journal.flush();
    recording.add(get("1", "http://api.test/")[0] as NetworkEvent);
    journal.touch();
    expect((await Journal.restore(storage)).torn).toBe(true);
    await journal.flush();
    expect((await Journal.restore(storage)).torn).toBe(false);
  });

  it("removes the keys of what is over", async () => {
    const storage = memoryStorage();
    const recording = new Recording(LEDGER(), []);
    const journal = journalled(storage, recording);
    const events = get("1", "http://api.test/");
    for (const event of events.slice(0, 2)) recording.add(event);
    recording.settle();
    await journal.flush();
    expect([...storage.items.keys()]).toContain("o:1");
    for (const event of events.slice(2)) recording.add(event);
    for (const kept of recording.settle().changed) journal.keep(kept);
    await journal.flush();
    expect([...storage.items.keys()].sort()).toEqual(["ledger", "x:1"]);
    journal.drop("1");
    await journal.flush();
    expect([...storage.items.keys()]).toEqual(["ledger"]);
  });

  it("says so when storage is full, and goes on", async () => {
    const storage = memoryStorage();
    const recording = new Recording(LEDGER(), []);
    let troubles = 0;
    const journal = journalled(storage, recording, () => troubles++);
    storage.full = true;
    journal.touch();
    await journal.flush();
    expect(troubles).toBeGreaterThan(0);
    storage.full = false;
    for (const event of get("1", "http://api.test/")) recording.add(event);
    for (const kept of recording.settle().changed) journal.keep(kept);
    await journal.flush();
    expect([...storage.items.keys()]).toContain("x:1");
  });
});

describe("settings", () => {
  it.each([undefined, null, 3, "x", { scope: "everything" }, { clearOnNavigation: "yes" }])(
    "anything unreadable is the default: %j",
    (value) => {
      expect(readSettings(value)).toEqual(DEFAULT_SETTINGS);
    },
  );

  it("takes what it knows", () => {
    expect(readSettings({ scope: "off", other: 1 }, DEFAULT_SETTINGS)).toEqual({ ...DEFAULT_SETTINGS, scope: "off" });
  });
});

describe("muted hosts", () => {
  it("lets go what is kept and only counts what comes", () => {
    const recording = new Recording(LEDGER(), []);
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
    const recording = new Recording(LEDGER(), []);
    recording.mute(["*.ads.test"]);
    recording.mute([]);
    for (const event of get("1", "http://a.ads.test/")) recording.add(event);
    expect(recording.settle().changed).toHaveLength(1);
  });
});

describe("lists in the settings", () => {
  it("keeps what can be read, once, and nothing else", () => {
    const read = readSettings({
      mutedHosts: ["API.test", "api.test", "http://x.test/a", 7, "a b"],
      secretNames: ["X-Tenant", "two words", "x-tenant"],
    });
    expect(read.mutedHosts).toEqual(["api.test", "x.test"]);
    expect(read.secretNames).toEqual(["x-tenant"]);
    expect(readSettings({ mutedHosts: "all" }).mutedHosts).toEqual([]);
  });
});
