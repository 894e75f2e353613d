import { advance, type Place, START } from "./jsonPlace";

/** An element of `log.entries` as text, and where it begins in the file. */
export type TakeEntry = (text: string, place: Place) => void;
/** Takes a text that may be an element: false, and nothing is taken, where it is not JSON. */
export type TryEntry = (text: string) => boolean;

/** Inside `log.entries`, which is a list in an object in an object. */
const ENTRIES = 3;

/**
 * Cuts a HAR that comes in pieces into the elements of `log.entries` and the shell around them, so that a file of hundreds of megabytes is
 * never parsed, nor held, as a whole. It counts brackets and knows strings; whether a piece is JSON its reader finds out. Where an element stands
 * on a line of its own, as our own reports have them, its reader is asked first: what is JSON up to the comma at the line's end is what
 * counting would have found.
 */
export class HarSplitter {
  /** The file without its entries. */
  shell = "";
  /** The shell's length up to `"entries":[`, and what `shell` is measured from behind the list; null as long as there was no list. */
  list: { readonly before: number; after: Place | null } | null = null;
  /** Where `#text` begins in the file. */
  #place: Place = START;
  #text = "";
  /** How far `#text` has been looked at. */
  #at = 0;
  #depth = 0;
  readonly #keys: string[] = [];
  #string: string | null = null;
  #stringStart = -1;
  #inEntries = false;
  #hasCut = false;

  /** True once `log.entries` has ended. */
  get isOver(): boolean {
    return this.list !== null && !this.#inEntries;
  }

  constructor(
    private readonly take: TakeEntry,
    private readonly attempt: TryEntry = () => false,
  ) {}

  push(piece: string): void {
    this.#text += piece;
    while (this.#at < this.#text.length) {
      if (this.#at === 0 && this.#inEntries && this.#cutLine()) continue;
      if (this.#stringStart >= 0 && !this.#closeString()) return;
      // Inside an entry only brackets count.
      this.#at = nextMark(this.#text, this.#at, this.#inEntries && this.#depth > ENTRIES);
      const mark = this.#text[this.#at];
      if (mark === undefined) return;
      this.#read(mark);
    }
  }

  /** What stands behind the last separator: empty, unless the file ends in the middle of an entry. */
  end(): void {
    if (!this.#inEntries) this.shell += this.#text;
    else if (this.#text.trim() !== "") this.take(this.#text, this.#place);
    this.#text = "";
  }

  #read(mark: string): void {
    this.#at += 1;
    if (mark === '"') this.#stringStart = this.#at - 1;
    else if (mark === ":") this.#keys[this.#depth] = this.#string ?? "";
    else if (mark === "{" || mark === "[") this.#open(mark);
    else if (mark === ",") {
      if (this.#inEntries && this.#depth === ENTRIES) this.#cut(this.#at - 1, 1);
    } else this.#close();
  }

  #open(mark: string): void {
    this.#depth += 1;
    if (this.#inEntries || mark !== "[" || this.#depth !== ENTRIES || this.list !== null) return;
    if (this.#keys[1] !== '"log"' || this.#keys[2] !== '"entries"') return;
    this.#inEntries = true;
    this.shell = this.#text.slice(0, this.#at);
    this.list = { before: this.shell.length, after: null };
    this.#drop(this.#at);
  }

  #close(): void {
    this.#depth -= 1;
    if (!this.#inEntries || this.#depth >= ENTRIES) return;
    this.#cut(this.#at - 1, 0);
    this.#inEntries = false;
    if (this.list !== null) this.list.after = this.#place;
  }

  /** Hands on what stands before `end`, and goes on behind the separator. */
  #cut(end: number, separator: number): void {
    const text = this.#text.slice(0, end);
    // `[]` holds nothing; beside a comma something is missing.
    if (separator === 1 || this.#hasCut || text.trim() !== "") this.take(text, this.#place);
    this.#hasCut = true;
    this.#drop(end + separator);
  }

  /** At the beginning of an element: whether it was a line of its own, with a comma at the end. */
  #cutLine(): boolean {
    if (this.#text.charCodeAt(0) !== LINE || this.#text.charCodeAt(1) !== BRACE) return false;
    const comma = this.#text.indexOf("\n", 1) - 1;
    if (this.#text.charCodeAt(comma) !== COMMA || !this.attempt(this.#text.slice(0, comma))) return false;
    this.#hasCut = true;
    this.#drop(comma + 1);
    return true;
  }

  #drop(length: number): void {
    this.#place = advance(this.#place, this.#text.slice(0, length));
    this.#text = this.#text.slice(length);
    this.#at = Math.max(0, this.#at - length);
  }

  /** False where the string goes on in the next piece. */
  #closeString(): boolean {
    while (true) {
      const quote = this.#text.indexOf('"', this.#at);
      if (quote < 0) {
        this.#at = this.#text.length;
        return false;
      }
      this.#at = quote + 1;
      if (isEscaped(this.#text, quote)) continue;
      // Only keys of the outermost two objects are asked for.
      this.#string = this.#depth < ENTRIES ? this.#text.slice(this.#stringStart, this.#at) : null;
      this.#stringStart = -1;
      return true;
    }
  }
}

function isEscaped(text: string, quote: number): boolean {
  let before = quote - 1;
  while (text[before] === "\\") before -= 1;
  return (quote - before) % 2 === 0;
}

/** Characters, not patterns: a large file has tens of millions of them. */
function nextMark(text: string, from: number, bracketsOnly: boolean): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // A curly bracket and its square one differ by one bit.
    if (code === QUOTE || (code | 0x20) === 0x7b || (code | 0x20) === 0x7d) return at;
    if (!bracketsOnly && (code === COMMA || code === COLON)) return at;
  }
  return text.length;
}
const [QUOTE, COMMA, COLON, BRACE, LINE] = [0x22, 0x2c, 0x3a, 0x7b, 0x0a];
