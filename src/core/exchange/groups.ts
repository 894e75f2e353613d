import type { Transaction } from "./exchange";
import { pairingKey } from "./pairing";

/** Requests by what a preflight and its main request have in common, and which of these groups have news. */
export class Groups {
  readonly #members = new Map<string, Set<string>>();
  readonly #changed = new Set<string>();

  add(transaction: Transaction, wanted: (key: string) => boolean = () => true): void {
    for (const hop of transaction.hops) {
      const key = pairingKey(transaction, hop);
      if (!wanted(key)) continue;
      const group = this.#members.get(key);
      if (group === undefined) this.#members.set(key, new Set([transaction.requestId]));
      else group.add(transaction.requestId);
      this.#changed.add(key);
    }
  }

  remove(transaction: Transaction): void {
    for (const hop of transaction.hops) {
      const key = pairingKey(transaction, hop);
      const group = this.#members.get(key);
      group?.delete(transaction.requestId);
      if (group?.size === 0) this.#members.delete(key);
    }
  }

  of(key: string): readonly string[] {
    return [...(this.#members.get(key) ?? [])];
  }

  takeChanged(): readonly string[] {
    const changed = [...this.#changed];
    this.#changed.clear();
    return changed;
  }
}
