import type { SessionStorage } from "./journal";

/** The same storage, seen through a prefix. */
export function apart(storage: SessionStorage, prefix: string): SessionStorage {
  const named = (keys: string | string[]): string[] => [keys].flat().map((key) => prefix + key);
  return {
    async get(keys) {
      const items = Object.entries(await storage.get(keys === null ? null : named(keys)));
      return Object.fromEntries(items.filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key.slice(prefix.length), value]));
    },
    set: (items) => storage.set(Object.fromEntries(Object.entries(items).map(([key, value]) => [prefix + key, value]))),
    remove: (keys) => storage.remove(named(keys)),
  };
}
