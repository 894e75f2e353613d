import type { Transaction } from "./exchange";
import { Groups } from "./groups";
import { beginsUnder, type Claim, firstStart, isUnsentOptions, pairingKey, pairPreflights } from "./pairing";

/** Undefined for a request that is not known, or no longer. */
type Read = (requestId: string) => Transaction | undefined;

/** Which preflight was sent for which main request, kept up while transactions change. */
export class Claims {
  readonly #groups = new Groups();
  readonly #byPreflight = new Map<string, Claim>();
  readonly #byMain = new Map<string, readonly Claim[]>();

  /** `wanted`: the keys under which there may be anything to pair. */
  changed(transaction: Transaction, before?: Transaction, wanted?: (key: string) => boolean): void {
    this.#groups.add(transaction, before, wanted);
  }

  of(preflight: string): Claim | undefined {
    return this.#byPreflight.get(preflight);
  }

  on(main: string): readonly Claim[] {
    return this.#byMain.get(main) ?? [];
  }

  forget(transaction: Transaction): void {
    this.#byPreflight.delete(transaction.requestId);
    this.#byMain.delete(transaction.requestId);
    this.#groups.remove(transaction);
  }

  /** Pairs where there is news, and calls `touch` for every request whose claims are others now. */
  settle(read: Read, touch: (requestId: string) => void): void {
    for (const [key, since] of this.#groups.takeChanged()) this.#pair(key, since, read, touch);
  }

  /**
   * Pairs anew the preflights that began with the news or after it: of those before, nothing can be different, since a preflight's main request
   * starts earlier than it. So a URL that is polled costs what is new, and not all that was asked of it lately.
   */
  #pair(key: string, news: number, read: Read, touch: (requestId: string) => void): void {
    const ids = this.#groups.of(key);
    const [only = ""] = ids;
    if (ids.size < 2 && !this.#byPreflight.has(only)) return; // there is nobody to pair it with
    const group = [...ids].flatMap((requestId) => read(requestId) ?? []);
    // These take what the others leave, so that any of them may get another.
    const since = group.reduce((earliest, one) => (isUnsentOptions(one) ? Math.min(earliest, firstStart(one)) : earliest), news);
    const anew = group.filter(
      (one) => firstStart(one) >= since && (isOptions(one) || this.#byPreflight.has(one.requestId)) && beginsUnder(key, one),
    );
    if (anew.length === 0) return;
    // An event that came before its start put the request under a key that was not its own.
    const members = group.filter((one) => lastMoment(one) >= since && one.hops.some((hop) => pairingKey(one, hop) === key));
    const isAnew = new Set(anew.map(({ requestId }) => requestId));
    const standing = members.flatMap(({ requestId }) => this.on(requestId).filter(({ preflight }) => !isAnew.has(preflight)));
    const claims = new Map(pairPreflights(key, members, since, standing).map((claim) => [claim.preflight, claim]));
    for (const requestId of isAnew) this.#replace(requestId, claims.get(requestId), touch);
  }

  #replace(preflight: string, claim: Claim | undefined, touch: (requestId: string) => void): void {
    const before = this.#byPreflight.get(preflight);
    if (before?.main === claim?.main && before?.hop === claim?.hop) return;
    touch(preflight);
    if (before !== undefined) {
      this.#byPreflight.delete(preflight);
      const rest = this.on(before.main).filter((other) => other.preflight !== preflight);
      if (rest.length === 0) this.#byMain.delete(before.main);
      else this.#byMain.set(before.main, rest);
      touch(before.main);
    }
    if (claim !== undefined) {
      this.#byPreflight.set(preflight, claim);
      this.#byMain.set(claim.main, [...this.on(claim.main), claim]);
      touch(claim.main);
    }
  }
}

function isOptions({ hops }: Transaction): boolean {
  return hops[0]?.method === "OPTIONS";
}

/** When the last was heard of it; what is under way may still send a preflight. */
function lastMoment({ hops, end }: Transaction): number {
  if (end === null) return Number.POSITIVE_INFINITY;
  const last = hops.at(-1);
  return Math.max(end.at, last?.response?.at ?? last?.startedAt ?? end.at);
}
