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
  doubtUntil: null,
  navigations: [],
  ahead: [],
  noCorsReplies: {},
  trials: [],
  watched: [],
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
  it("goes on counting after thousands", () => {
    const recording = new Recording(LEDGER(), []);
    for (let count = 0; count < 6_000; count++) {
      const events = get(`n${count}`, `http://api.test/${count}`, { end: "accepted", type: "image", timeStamp: count * 10 });
      for (const event of events) recording.add(event.kind === "sent" ? { ...event, headers: [["Sec-Fetch-Mode", "no-cors"]] } : event);
      recording.settle();
    }
    expect(recording.ledger.counted.noCors).toBe(6_000);
  });
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

/** What is stored beside the ledger. */
const keysOf = ({ items }: ReturnType<typeof memoryStorage>): string[] =>
  [...items.keys()].filter((key) => !key.startsWith("ledger")).sort();

describe("Journal", () => {
  function journalled(storage: SessionStorage, recording: Recording, says = { due: () => {}, full: () => {}, roomAgain: () => {} }) {
    const journal = new Journal(storage, () => ({ ledger: recording.ledger, open: recording.openEvents() }), says);
    journal.adopt([]);
    return journal;
  }

  async function restoredFrom(storage: SessionStorage): Promise<Recording> {
    const { ledger, torn } = await Journal.open(storage);
    const { kept, open } = await Journal.restore(storage);
    const recording = new Recording(ledger, kept);
    for (const events of open) recording.restore(events);
    if (torn) recording.doubt(10_000);
    return recording;
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

    expect((await Journal.open(storage)).torn).toBe(false);
    const second = await restoredFrom(storage);
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
    expect((await Journal.open(storage)).torn).toBe(true);
    await journal.flush();
    expect((await Journal.open(storage)).torn).toBe(false);
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
    expect(keysOf(storage)).toEqual(["x:1"]);
    journal.drop("1");
    await journal.flush();
    expect(keysOf(storage)).toEqual([]);
  });

  it("keeps what was heard while the recording was read: what comes before and after the stop is one exchange", async () => {
    const storage = memoryStorage();
    const first = new Recording(LEDGER());
    const before = journalled(storage, first);
    const events = get("1", "http://api.test/slow");
    for (const event of events.slice(0, 2)) first.add(event);
    before.touch();
    await before.flush();

    const { ledger } = await Journal.open(storage);
    const second = new Recording(ledger);
    const journal = new Journal(storage, () => ({ ledger, open: second.openEvents() }), {
      due: () => {},
      full: () => {},
      roomAgain: () => {},
    });
    for (const event of events.slice(2)) {
      second.add(event);
      journal.touch();
    }
    const flushed = journal.flush();
    const { kept, open } = await Journal.restore(storage);
    expect(open, "nothing is written over what was not read yet").toEqual([events.slice(0, 2)]);
    second.adopt(kept);
    for (const one of open) second.restore(one);
    journal.adopt(open);
    const [whole] = second.settle().changed;
    await flushed;
    expect(whole?.exchange.incomplete).toBe(false);
    expect(whole?.exchange.main?.hops).toHaveLength(1);
  });

  it("marks a burst once, and writes of the ledger what changed", async () => {
    const storage = memoryStorage();
    const recording = new Recording(LEDGER(), []);
    const journal = journalled(storage, recording);
    const batch = async (id: string) => {
      for (const event of get(id, `http://api.test/${id}`)) recording.add(event);
      for (const kept of recording.settle().changed) journal.keep(kept);
      await journal.flush();
    };
    recording.navigated({ tabId: 1, url: "http://app.test/", at: 1 });
    await batch("1");
    const told: string[][] = [];
    const { set } = storage;
    storage.set = (items) => {
      told.push(Object.keys(items));
      return set.call(storage, items);
    };
    const written = batch("2");
    journal.touch(); // while the batch is on its way
    await written;
    await batch("3");
    expect(told).toEqual([["dirty"], ["ledger", "x:2"], ["ledger", "x:3"]]);
    expect(storage.items.has("dirty")).toBe(false);
    const { ledger } = await Journal.open(storage);
    expect(ledger.navigations).toHaveLength(1);
    expect(ledger.sequence).toBe(3);
  });

  it("asks for what ended a moment ago before it writes, and leaves no mark behind", async () => {
    const storage = memoryStorage();
    const recording = new Recording(LEDGER());
    const journal = journalled(storage, recording, {
      due: () => {
        for (const kept of recording.settle().changed) journal.keep(kept);
      },
      full: () => {},
      roomAgain: () => {},
    });
    for (const event of get("1", "http://api.test/1")) recording.add(event);
    journal.touch();
    await journal.flush();
    expect(keysOf(storage)).toEqual(["x:1"]);
    expect(storage.items.has("dirty")).toBe(false);
    const { kept } = await Journal.restore(storage);
    expect(kept).toEqual(recording.kept(() => true));
  });

  it("says so when storage is full, owes what it could not write, and makes room first", async () => {
    const storage = memoryStorage();
    const recording = new Recording(LEDGER());
    const said: string[] = [];
    const journal = journalled(storage, recording, {
      due: () => {},
      full: () => said.push("full"),
      roomAgain: () => said.push("room again"),
    });
    const keep = async (id: string) => {
      for (const event of get(id, `http://api.test/${id}`)) recording.add(event);
      for (const kept of recording.settle().changed) journal.keep(kept);
      await journal.flush();
    };
    await keep("before");
    storage.full = true;
    await keep("owed");
    await keep("gone");
    expect(said).toEqual(["full", "full"]);
    expect([...storage.items.keys()]).not.toContain("x:owed");
    storage.full = false;
    journal.drop("gone");
    await keep("after");
    expect(said).toEqual(["full", "full", "room again"]);
    expect(keysOf(storage)).toEqual(["x:after", "x:before", "x:owed"]);
  });

  it("owes a removal as well, unless the exchange came back meanwhile", async () => {
    const storage = memoryStorage();
    const recording = new Recording(LEDGER());
    const journal = journalled(storage, recording);
    for (const event of [...get("1", "http://api.test/1"), ...get("2", "http://api.test/2")]) recording.add(event);
    const all = recording.settle().changed;
    for (const kept of all) journal.keep(kept);
    await journal.flush();
    storage.full = true;
    for (const id of ["1", "2"]) journal.drop(id);
    const failing = journal.flush();
    await Promise.resolve(); // the batch has been taken
    await Promise.resolve();
    for (const kept of all.slice(0, 1)) journal.keep(kept);
    await failing;
    storage.full = false;
    await journal.flush();
    expect(keysOf(storage)).toEqual(["x:1"]);
  });
});

describe("a full storage", () => {
  it("makes the budget smaller than what is kept, and counts what it lets go", () => {
    const recording = new Recording(LEDGER());
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
    const recording = new Recording(LEDGER());
    for (const event of get("1", "http://api.test/")) recording.add(event);
    recording.settle();
    for (let again = 0; again < 50; again++) recording.shrink();
    expect(recording.kept(() => true)).toHaveLength(1);
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
