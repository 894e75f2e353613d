import { describe, expect, it } from "vitest";
import type { NetworkEvent } from "../core/exchange/networkEvent";
import { get } from "./get.fixture";
import { Journal, type SessionStorage } from "./journal";
import { journalled, memoryStorage } from "./journal.fixture";
import { newLedger } from "./ledger";
import { Recording } from "./recording";

/** What is stored beside the ledger. */
const keysOf = ({ items }: ReturnType<typeof memoryStorage>): string[] =>
  [...items.keys()].filter((key) => !key.startsWith("ledger")).sort();

describe("Journal", () => {
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
    const first = new Recording(newLedger(), []);
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
    const recording = new Recording(newLedger(), []);
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
    const recording = new Recording(newLedger(), []);
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
    const first = new Recording(newLedger());
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
    const recording = new Recording(newLedger(), []);
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
    const recording = new Recording(newLedger());
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
    const recording = new Recording(newLedger());
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
    const recording = new Recording(newLedger());
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
