import type { Header, HeaderList } from "../exchange/networkEvent";
import { printed } from "./printed";

/** A name that was met, with the values that were met under it. */
interface Word {
  /** The header's text up to its value. */
  readonly head: string;
  readonly number: number;
  /** Null for a name whose value no judgement reads. */
  readonly values: Map<string, Spelled> | null;
}

interface Spelled {
  readonly text: string;
  readonly number: number;
}

/**
 * Headers whose value says nothing about CORS and is another one nearly every time. Cookies and Authorization count by being there. Whatever
 * is missing here only makes two exchanges look less alike than they are; a test holds that nothing stands here that a judgement reads.
 */
export const SILENT = new Set(
  (
    "date age etag last-modified expires content-length set-cookie server-timing x-request-id x-correlation-id x-trace-id x-amz-request-id " +
    "x-amz-id-2 x-amz-cf-id x-amz-cf-pop x-amzn-requestid x-amzn-trace-id cf-ray x-runtime x-response-time report-to nel alt-svc " +
    "cookie authorization referer traceparent tracestate baggage sentry-trace if-none-match if-modified-since"
  ).split(" "),
);

/** As many values of a name, or names, as a recording repeats; beyond that they are spelled again. */
const MOST = 2_000;

/**
 * Header lists as a report writes them, each header spelled once however often it comes, and as keys that are equal where a judgement finds
 * the same in them. One for each report: what it holds is what the report holds.
 */
export class HeaderWords {
  readonly #words = new Map<string, Word>();
  #count = 0;

  /** HAR's `[{ name, value }]`. */
  text(list: HeaderList): string {
    let text = "";
    for (const header of list) {
      if (text !== "") text += ",";
      text += this.#textOf(header);
    }
    return `[${text}]`;
  }

  /** Null where a header was cut, which makes an exchange unlike any other. */
  key(list: HeaderList): string | null {
    let key = "";
    for (const [name, value, fullLength] of list) {
      if (fullLength !== undefined) return null;
      const word = this.#word(name);
      key += `${word.values === null ? word.number : this.#spelled(word, word.values, value).number},`;
    }
    return key;
  }

  #textOf([name, value, fullLength]: Header): string {
    if (fullLength !== undefined) return JSON.stringify({ name, value, comment: `cut; ${fullLength} characters in full` });
    const word = this.#word(name);
    return word.values === null ? `${word.head}${JSON.stringify(value)}}` : this.#spelled(word, word.values, value).text;
  }

  #word(name: string): Word {
    const known = this.#words.get(name);
    if (known !== undefined) return known;
    const head = `{"name":${JSON.stringify(name)},"value":`;
    const word: Word = { head, number: this.#count++, values: isSilent(name) ? null : new Map() };
    if (this.#words.size >= MOST) this.#words.clear();
    this.#words.set(name, word);
    return word;
  }

  #spelled(word: Word, values: Map<string, Spelled>, value: string): Spelled {
    const known = values.get(value);
    if (known !== undefined) return known;
    const spelled = { text: `${word.head}${JSON.stringify(printed(value))}}`, number: this.#count++ };
    if (values.size >= MOST) values.clear();
    values.set(value, spelled);
    return spelled;
  }
}

export function isSilent(name: string): boolean {
  return SILENT.has(name.toLowerCase());
}
