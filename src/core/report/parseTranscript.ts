import type { EngineName } from "../engines/engine";
import type { Exchange } from "../exchange/exchange";
import { FIRST_LINE } from "./transcript";
import { DraftExchange, type DraftTransaction } from "./transcriptDraft";
import { readContext, readEnd, readHeader, readHeading, readRemark, readRequestLine, readStatus } from "./transcriptLines";
import { readInstant, readWord, restOfLine } from "./transcriptWords";

export type ParsedTranscript =
  | { readonly ok: true; readonly exchanges: Exchange[]; readonly engine: EngineName | null }
  /** One sentence with the line's number and what was expected there. */
  | { readonly ok: false; readonly problem: string; readonly line: number };

/** True for a text that means to be a transcript, so that its mistakes are told as those of one. */
export function isTranscript(text: string): boolean {
  return /^[\ufeff\s]*(?:#[^\n]*\n\s*)*corscope transcript\b/.test(text.slice(0, 2000));
}

/** Reads what `printTranscript` writes, and what a person writes in its manner: indented, with comments, without ids and times. Never throws. */
export function parseTranscript(text: string): ParsedTranscript {
  const reader = new Reader();
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  let number = 0;
  for (const raw of lines) {
    number += 1;
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const expected = reader.read(line);
    if (expected !== null)
      return { ok: false, line: number, problem: `Line ${number}: expected ${expected}, but there is ${shown(line)}.` };
  }
  const missing = reader.finish();
  if (missing !== null) return { ok: false, line: number, problem: `Line ${number}: expected ${missing}, but the transcript ends here.` };
  return { ok: true, exchanges: reader.exchanges.map((draft) => draft.finished()), engine: reader.engine };
}

function shown(line: string): string {
  return `"${restOfLine(line.length > 60 ? `${line.slice(0, 60)}...` : line)}"`;
}

const ENGINES: readonly EngineName[] = ["chromium", "firefox", "webkit", "standard"];

const WANTED = {
  first: `"${FIRST_LINE}"`,
  engine: `"engine" and one of ${ENGINES.join(", ")}`,
  exchange: '"exchange"',
  id: "an id that no other exchange of this transcript has",
  section: '"preflight", "request" or a word on the exchange ("from https://app.test")',
  ended: 'the outcome ("= accepted 200", "= failed net::ERR_FAILED" or "= open")',
  request: 'a request line such as "> GET https://api.test/x"',
  hop: '"preflight" or "request"',
  more: '"> Name: value", "< 200", "< Name: value" or the outcome ("= accepted 200")',
} as const;

/** Reads line by line; each method answers what was expected instead, or null where all is well. */
class Reader {
  readonly exchanges: DraftExchange[] = [];
  engine: EngineName | null = null;
  readonly #ids = new Set<string>();
  #begun = false;
  #exchange: DraftExchange | null = null;
  #open: DraftTransaction | null = null;

  read(line: string): string | null {
    if (!this.#begun) {
      this.#begun = line === FIRST_LINE;
      return this.#begun ? null : WANTED.first;
    }
    const [keyword = "", ...words] = line.split(/ +/);
    if (keyword === "engine" && this.#exchange === null) return this.#readEngine(words);
    if (keyword === "exchange") return this.finish() ?? this.#readExchange(words);
    if (this.#exchange === null) return WANTED.exchange;
    if (keyword === "preflight" || keyword === "request" || keyword === "again") return this.#readSection(this.#exchange, keyword, words);
    if (keyword === ">" || keyword === "<" || keyword === "=") return this.#readWire(this.#exchange, keyword, line.slice(1), words);
    return this.#readWords(this.#exchange, keyword, words);
  }

  /** What is still missing. */
  finish(): string | null {
    if (!this.#begun) return WANTED.first;
    if (this.#exchange === null) return null;
    const { main, preflights } = this.#exchange;
    if (this.#open !== null) return this.#open.hops.at(-1)?.url == null ? WANTED.request : WANTED.ended;
    if (main !== null && main.end === undefined) return WANTED.ended;
    return main === null && preflights.length === 0 ? WANTED.hop : null;
  }

  #readEngine([name, ...more]: readonly string[]): string | null {
    this.engine = ENGINES.find((one) => one === name) ?? null;
    return this.engine === null || more.length > 0 ? WANTED.engine : null;
  }

  #readExchange(words: readonly string[]): string | null {
    const [id, rest] = idOf(words);
    const stated = rest[0] === undefined ? this.exchanges.length * 1_000_000 : readInstant(rest[0]);
    if (id === null || stated === null || rest.length > 1) return '"exchange #id 2025-01-31T12:00:00.000Z", both of which may be left out';
    const name = id ?? `transcript-${this.exchanges.length + 1}`;
    if (this.#ids.has(name)) return WANTED.id;
    this.#ids.add(name);
    this.#exchange = new DraftExchange(name, stated);
    this.exchanges.push(this.#exchange);
    this.#open = null;
    return null;
  }

  #readSection(exchange: DraftExchange, keyword: "preflight" | "request" | "again", words: readonly string[]): string | null {
    const { main, preflights } = exchange;
    const open = this.#open;
    if (
      open !== null &&
      (open.hops.at(-1)?.url === null || (open !== main && keyword !== "again") || (open === main && keyword === "again"))
    )
      return open.hops.at(-1)?.url === null ? WANTED.request : open === main ? WANTED.more : WANTED.ended;
    if (keyword === "again" && open === null) return WANTED.hop;
    if (keyword === "request" && main?.end !== undefined) return '"exchange"';
    const [id, rest] = idOf(words);
    const hop = id === null ? null : readHeading(exchange, rest);
    if (id === null || hop === null) return `"${keyword}", perhaps with times ("${keyword} +0 sent +2 answered +9" or "${keyword} unsent")`;
    if (keyword === "preflight") {
      const requestId = id ?? `${exchange.id}-preflight-${preflights.length + 1}`;
      this.#open = { requestId, hop: main?.hops.length ?? 0, context: {}, hops: [hop], end: undefined };
      preflights.push(this.#open);
    } else if (keyword === "again") open?.hops.push(hop);
    else {
      exchange.main ??= { requestId: id ?? exchange.id, hop: 0, context: {}, hops: [], end: undefined };
      exchange.main.hops.push(hop);
      this.#open = exchange.main;
    }
    return null;
  }

  /** Lines of what went over the wire, and of how it ended. */
  #readWire(exchange: DraftExchange, mark: string, rest: string, words: readonly string[]): string | null {
    const hop = this.#open?.hops.at(-1);
    if (this.#open === null || hop === undefined) return WANTED.hop;
    if (mark === ">" && hop.url === null) return readRequestLine(hop, words) ? null : WANTED.request;
    if (hop.url === null) return WANTED.request;
    if (mark === "=") return this.#readOutcome(exchange, this.#open, words);
    if (mark === "<" && hop.reply === null) return readStatus(hop, rest) ? null : 'a status such as "< 200"';
    if (mark === ">" && (hop.reply !== null || hop.sentAt === null))
      return hop.reply !== null ? WANTED.more : "no header of a request that was unsent";
    const header = readHeader(rest);
    if (header === null) return `a header such as "${mark} Name: value"`;
    (mark === ">" ? hop.sent : (hop.reply?.headers ?? [])).push(header);
    return null;
  }

  #readOutcome(exchange: DraftExchange, open: DraftTransaction, words: readonly string[]): string | null {
    const end = readEnd(exchange, words);
    if (end === undefined) return WANTED.ended;
    open.end = end;
    this.#open = null;
    return null;
  }

  #readWords(exchange: DraftExchange, keyword: string, words: readonly string[]): string | null {
    const open = this.#open;
    const atHead = open === null && exchange.main === null && exchange.preflights.length === 0;
    const atPreflight = open !== null && open !== exchange.main && open.hops.length === 1 && open.hops[0]?.url === null;
    if (!atHead && !atPreflight) return open === null ? WANTED.hop : open.hops.at(-1)?.url === null ? WANTED.request : WANTED.more;
    if (atPreflight) return readContext(open.context, keyword, words) ? null : WANTED.request;
    return readContext(exchange.context, keyword, words) || readRemark(exchange, keyword, words) ? null : WANTED.section;
  }
}

/** Undefined where none is given, null where it is malformed. */
function idOf(words: readonly string[]): readonly [id: string | null | undefined, rest: readonly string[]] {
  const [first, ...rest] = words;
  return first?.startsWith("#") ? [readWord(first.slice(1)), rest] : [undefined, words];
}
