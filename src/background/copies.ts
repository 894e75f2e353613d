import { halfSipHash } from "../capture/redact";
import type { Exchange, Transaction } from "../core/exchange/exchange";
import { placeKey } from "../core/exchange/place";
import { getHeader } from "../core/fetch/headers";
import type { Ledger } from "./ledger";

const REPLIES = 300;
/** So many more are let come before the oldest go, all at once. */
const SPARE = 50;

/** Which replies to CORS requests are copies: the same URL with the same Date was seen earlier without CORS, and the cache gave it out again. */
export class Copies {
  readonly #ledger: Ledger;
  #replies = 0;
  /** Those of the replies: most that comes bears another, and needs no key. */
  #dates: Set<string> = new Set();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    this.#count();
  }

  #count(): void {
    const replies = Object.values(this.#ledger.noCorsReplies);
    this.#replies = replies.length;
    this.#dates = new Set(replies.map(({ date }) => date));
  }

  remember({ main }: Exchange): void {
    const hop = main?.hops.at(-1);
    if (main === null) return;
    const date = getHeader(hop?.response?.headers ?? [], "Date");
    if (hop?.response == null || date === null) return;
    const replies = this.#ledger.noCorsReplies;
    const key = this.#key(main, hop.url);
    if (replies[key] === undefined) this.#replies++;
    delete replies[key]; // so that it comes last again
    replies[key] = { at: hop.response.at, date };
    this.#dates.add(date);
    if (this.#replies <= REPLIES + SPARE) return;
    this.#ledger.noCorsReplies = Object.fromEntries(Object.entries(replies).slice(-REPLIES));
    this.#count();
  }

  withOriginal(exchange: Exchange): Exchange {
    const { main } = exchange;
    const hop = main?.hops.at(-1);
    if (main === null || hop?.response == null) return exchange;
    const date = getHeader(hop.response.headers, "Date");
    if (date === null || !this.#dates.has(date)) return exchange;
    const earlier = this.#ledger.noCorsReplies[this.#key(main, hop.url)];
    const same = earlier !== undefined && earlier.at < hop.response.at && earlier.date === date;
    return same ? { ...exchange, cachedFrom: { at: earlier.at } } : exchange;
  }

  /** What one cache would give out for the other. With a letter in front: keys that look like numbers would lose their order. */
  #key({ context }: Transaction, url: string): string {
    return `u${halfSipHash(this.#ledger.hashKey, `${url} ${placeKey(context)}`).toString(36)}`;
  }
}
