import { Journal, type SessionStorage } from "../../../src/background/journal";
import { Recording } from "../../../src/background/recording";
import { isOver } from "../../../src/core/exchange/exchange";
import { eventsOf, timeOf } from "./events";

export interface Point {
  readonly exchanges: number;
  /** Of the processor, per exchange, since the point before. */
  readonly microseconds: number;
  readonly kept: number;
  readonly dropped: number;
  readonly counted: number;
  /** Mebibytes after a collection, over what there was before the first event. */
  readonly heap: number;
  /** Bytes in the storage, keys and values. */
  readonly stored: number;
}

/** The worker's clock: changes are passed on every 40 ms, written every 250 ms. */
const TICK = 40;
const LATE = 250;

class CountingStorage implements SessionStorage {
  readonly #items = new Map<string, string>();

  async get(): Promise<Record<string, unknown>> {
    return Object.fromEntries(this.#items);
  }

  async set(items: Record<string, unknown>): Promise<void> {
    for (const [key, value] of Object.entries(items)) this.#items.set(key, String(value));
  }

  async remove(keys: string[]): Promise<void> {
    for (const key of keys) this.#items.delete(key);
  }

  get bytes(): number {
    return [...this.#items].reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  }
}

/**
 * The background's own recording and journal, given the events of a long session in the browser's time, which passes as fast as it can be worked
 * through. What the browser adds (its events, its storage, the ports) is not in it.
 */
export async function playSession(marks: readonly number[], polled: boolean): Promise<Point[]> {
  const storage = new CountingStorage();
  const { ledger } = await Journal.open(storage);
  const recording = new Recording(ledger);
  const journal = new Journal(storage, () => ({ ledger, open: recording.openEvents() }), { due() {}, full() {}, roomAgain() {} });
  journal.adopt([]);
  const points: Point[] = [];
  const empty = heapNow();
  let cpu = process.cpuUsage();
  let [settledAt, flushedAt, from] = [0, 0, 0];
  const all = marks.at(-1) ?? 0;
  for (let n = 0; n < all; n++) {
    for (const event of eventsOf(n, polled)) recording.add(event);
    if (timeOf(n) - settledAt >= TICK) {
      settledAt = timeOf(n);
      const { changed, removed } = recording.settle();
      for (const kept of changed) if (isOver(kept.exchange)) journal.keep(kept);
      for (const id of removed) journal.drop(id);
      for (const tabId of new Set(changed.map(({ exchange }) => exchange.main?.context.tabId ?? -1))) recording.blockedIn(tabId);
    }
    if (timeOf(n) - flushedAt >= LATE) {
      flushedAt = timeOf(n);
      await journal.flush();
    }
    if (!marks.includes(n + 1)) continue;
    const { user, system } = process.cpuUsage(cpu);
    const { sameOrigin, noCors } = ledger.counted;
    points.push({
      exchanges: n + 1,
      microseconds: (user + system) / (n + 1 - from),
      kept: recording.kept(() => true).length,
      dropped: ledger.dropped,
      counted: sameOrigin + noCors,
      heap: heapNow() - empty,
      stored: storage.bytes,
    });
    from = n + 1;
    cpu = process.cpuUsage();
  }
  await journal.flush();
  return points;
}

function heapNow(): number {
  if (globalThis.gc === undefined) throw new Error("expected node --expose-gc");
  globalThis.gc();
  return process.memoryUsage().heapUsed / 2 ** 20;
}
