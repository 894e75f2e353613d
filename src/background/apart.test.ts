import { expect, it } from "vitest";
import { apart } from "./apart";
import type { SessionStorage } from "./journal";

function memory(): SessionStorage & { readonly items: Map<string, unknown> } {
  const items = new Map<string, unknown>();
  return {
    items,
    async get(keys) {
      return Object.fromEntries([...items].filter(([key]) => keys === null || [keys].flat().includes(key)));
    },
    async set(entries) {
      for (const [key, value] of Object.entries(entries)) items.set(key, value);
    },
    async remove(keys) {
      for (const key of keys) items.delete(key);
    },
  };
}

it("two recordings in one storage never read, overwrite or remove one another's", async () => {
  const storage = memory();
  const own = apart(storage, "private ");
  await storage.set({ ledger: "all", "x:1": 1 });
  await own.set({ ledger: "secret", "x:2": 2 });
  expect(await own.get(null)).toEqual({ ledger: "secret", "x:2": 2 });
  expect(await own.get("ledger")).toEqual({ ledger: "secret" });
  expect(await own.get(["ledger", "x:1"])).toEqual({ ledger: "secret" });
  await own.remove(["ledger", "x:1"]);
  expect(Object.fromEntries(storage.items)).toEqual({ ledger: "all", "x:1": 1, "private x:2": 2 });
});
