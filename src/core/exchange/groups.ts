import type { Transaction } from "./exchange";
import { pairingKey } from "./pairing";

/** Requests by what a preflight and its main request have in common, and since when a group has news. */
export class Groups {
  readonly #members = new Map<string, Set<string>>();
  readonly #changed = new Map<string, number>();

  /** `before`: what was known of the request till now. */
  add(transaction: Transaction, before: Transaction | undefined, wanted: (key: string) => boolean = () => true): void {
    for (const one of before === undefined ? [transaction] : [before, transaction]) {
      for (const hop of one.hops) {
        const key = pairingKey(one, hop);
        if (wanted(key)) this.#join(key, one.requestId, hop.startedAt);
      }
    }
  }

  #join(key: string, requestId: string, since: number): void {
    const group = this.#members.get(key);
    if (group === undefined) this.#members.set(key, new Set([requestId]));
    else group.add(requestId);
    this.#changed.set(key, Math.min(since, this.#changed.get(key) ?? since));
  }

  remove(transaction: Transaction): void {
    for (const hop of transaction.hops) {
      const key = pairingKey(transaction, hop);
      const group = this.#members.get(key);
      group?.delete(transaction.requestId);
      if (group?.size === 0) this.#members.delete(key);
    }
  }

  of(key: string): ReadonlySet<string> {
    return this.#members.get(key) ?? new Set();
  }

  /** The keys with news, each with the start of the earliest hop that is new or another one now. */
  takeChanged(): ReadonlyMap<string, number> {
    const changed = new Map(this.#changed);
    this.#changed.clear();
    return changed;
  }
}
