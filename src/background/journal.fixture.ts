import { Journal, type SessionStorage } from "./journal";
import type { Recording } from "./recording";

/** storage.session in memory, which can be full. */
export function memoryStorage(): SessionStorage & { items: Map<string, unknown>; full: boolean } {
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

/** A journal of this recording, with nothing left to restore. */
export function journalled(storage: SessionStorage, recording: Recording, says = { due: () => {}, full: () => {}, roomAgain: () => {} }) {
  const journal = new Journal(storage, () => ({ ledger: recording.ledger, open: recording.openEvents() }), says);
  journal.adopt([]);
  return journal;
}
