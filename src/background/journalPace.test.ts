import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { journalled, memoryStorage } from "./journal.fixture";
import { newLedger } from "./ledger";
import { Recording } from "./recording";

describe("a batch waits by how much is happening", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** When something was written, in milliseconds, while an event came each `every` milliseconds. */
  async function writesOf(events: number, every: number, kind: "touch" | "touchAtLeisure" = "touch"): Promise<number[]> {
    const storage = memoryStorage();
    const journal = journalled(storage, new Recording(newLedger()));
    await vi.advanceTimersByTimeAsync(0);
    const start = performance.now();
    const writes: number[] = [];
    const { set } = storage;
    storage.set = (items) => {
      if (!("dirty" in items)) writes.push(Math.round(performance.now() - start));
      return set.call(storage, items);
    };
    for (let event = 0; event < events; event++) {
      journal[kind]();
      await vi.advanceTimersByTimeAsync(every);
    }
    await vi.advanceTimersByTimeAsync(20_000);
    return writes;
  }

  it("what is alone is written at once", async () => {
    expect(await writesOf(1, 0)).toEqual([5]);
    expect(await writesOf(3, 5_000)).toEqual([5, 5_005, 10_005]);
  });

  it("counts are written before an idle worker is stopped, once for all of them", async () => {
    expect(await writesOf(1, 0, "touchAtLeisure")).toEqual([20_000]);
    expect(await writesOf(100, 100, "touchAtLeisure")).toEqual([20_000]);
    expect(await writesOf(3, 15_000, "touchAtLeisure")).toEqual([20_000, 50_000]);
  });

  it("a flood is written four times a second, whatever its size", async () => {
    const writes = await writesOf(5_000, 1);
    const second = writes.filter((at) => at >= 4_000);
    expect(second.length).toBeGreaterThanOrEqual(3);
    expect(second.length).toBeLessThanOrEqual(6);
    expect(writes.length).toBeLessThan(30);
  });
});
