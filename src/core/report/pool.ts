import type { Header, HeaderList, RequestContext } from "../exchange/networkEvent";

/** As many different ones as a recording repeats; beyond that they are kept apart, which costs room and nothing else. */
const MOST = 2_000;

/**
 * Equal parts of many entries as one: a recording says the same few headers and contexts over and over, and what a file of 50,000 entries
 * is kept as should not. Nothing that is read is ever changed, so nobody notices.
 */
export class Pool {
  readonly #texts = new Map<string, string>();
  readonly #headers = new Map<string, Map<string, Numbered>>();
  readonly #lists = new Map<string, HeaderList>();
  readonly #contexts = new Map<string, RequestContext>();
  #count = 0;

  text(text: string): string {
    return kept(this.#texts, text, () => text);
  }

  context(context: RequestContext): RequestContext {
    return kept(this.#contexts, JSON.stringify(context), () => context);
  }

  headers(list: HeaderList): HeaderList {
    let key = "";
    const pooled: Header[] = [];
    for (const header of list) {
      const { number, header: one } = this.#header(header);
      key += `${number},`;
      pooled.push(one);
    }
    return kept(this.#lists, key, () => pooled);
  }

  #header(header: Header): Numbered {
    const [name, value, fullLength] = header;
    const values = kept(this.#headers, name, () => new Map<string, Numbered>());
    // One that was cut is like no other.
    if (fullLength !== undefined) return { header, number: this.#count++ };
    return kept(values, value, () => ({ header, number: this.#count++ }));
  }
}

interface Numbered {
  readonly header: Header;
  readonly number: number;
}

function kept<T>(known: Map<string, T>, key: string, make: () => T): T {
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = make();
  if (known.size >= MOST) known.clear();
  known.set(key, made);
  return made;
}
