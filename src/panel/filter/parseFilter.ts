import { CAUSES, KEYS, type Key, STATES, TRAITS } from "./vocabulary";

export interface Term {
  /** Null for plain words. */
  readonly key: Key | null;
  /** Lower case; one of them has to fit. */
  readonly values: readonly string[];
  readonly not: boolean;
  /** Where it stands in the text, its minus and its key included. */
  readonly from: number;
  readonly to: number;
}

/** A term that cannot be understood, and what was expected instead. It filters nothing; the others go on. */
export interface Problem {
  readonly kind: "key" | "is" | "has" | "status" | "cause" | "tab";
  /** As it was typed: the key for `key`, else the value. */
  readonly wrong: string;
  readonly from: number;
  readonly to: number;
}

export interface Filter {
  readonly terms: readonly Term[];
  readonly problems: readonly Problem[];
}

/** A piece of the text between spaces; quotes hold spaces together. `value` begins behind the colon, or is the whole word. */
export interface Word {
  readonly from: number;
  readonly to: number;
  readonly minus: boolean;
  readonly name: string | null;
  readonly valueFrom: number;
}

export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(/(-?)(?:([a-z][a-z-]*):(?!\/\/))?(?:"[^"]*"?|[^\s"])*/gi)) {
    const [whole, minus = "", before] = match;
    if (whole === "") continue;
    const start = match.index + minus.length;
    // `localhost:3000` is a host and its port.
    const port = before !== undefined && !isKey(before.toLowerCase()) && /^\d/u.test(text.slice(start + before.length + 1));
    const name = before === undefined || port ? null : before.toLowerCase();
    const valueFrom = name === null ? start : start + name.length + 1;
    words.push({ from: match.index, to: match.index + whole.length, minus: minus === "-", name, valueFrom });
  }
  return words;
}

/** Parts between commas, quotes taken off; a comma in quotes divides nothing. */
function valuesOf(raw: string): string[] {
  const parts = raw.match(/(?:"[^"]*"?|[^",])+/gu) ?? [];
  return parts.map((part) => part.replaceAll('"', "").toLowerCase()).filter((part) => part !== "");
}

/** Terms that have no value yet say nothing yet: somebody is typing. */
export function parseFilter(text: string): Filter {
  const terms: Term[] = [];
  const problems: Problem[] = [];
  for (const { from, to, minus, name, valueFrom } of wordsOf(text)) {
    const raw = text.slice(valueFrom, to);
    if (name === null) {
      const value = raw.replaceAll('"', "").toLowerCase();
      if (value !== "") terms.push({ key: null, values: [value], not: minus, from, to });
      continue;
    }
    if (!isKey(name)) {
      problems.push({ kind: "key", wrong: text.slice(minus ? from + 1 : from, valueFrom - 1), from, to });
      continue;
    }
    const values = valuesOf(raw);
    const wrong = values.filter((value) => !isValue(name, value));
    for (const value of wrong) problems.push({ kind: name as Problem["kind"], wrong: value, from, to });
    const good = values.filter((value) => !wrong.includes(value));
    if (good.length > 0) terms.push({ key: name, values: good, not: minus, from, to });
  }
  return { terms, problems };
}

function isKey(name: string): name is Key {
  return (KEYS as readonly string[]).includes(name);
}

const startsOne = (words: readonly string[], start: string) => words.some((word) => word.startsWith(start));

/** The beginning of a word counts as the word, so that nothing is called wrong while it is being typed. */
function isValue(key: Key, value: string): boolean {
  switch (key) {
    case "is":
      return startsOne(STATES, value);
    case "has":
      return startsOne(TRAITS, value);
    case "status":
      return parseStatus(value) !== null || /^(?:[<>]=?|\d{1,3}-)$/u.test(value);
    case "cause":
      return CAUSES.some((cause) => cause.includes(value));
    case "tab":
      return /^-?\d+$/u.test(value);
    default:
      return true;
  }
}

export interface StatusRange {
  readonly low: number;
  readonly high: number;
}

/** `404`, `40` (what begins so), `4xx`, `>=400`, `400-499`, `none`. Null for what is no status (yet). */
export function parseStatus(value: string): StatusRange | "none" | null {
  if (startsOne(["none"], value) || value === "0") return "none";
  const digits = /^([1-9]\d{0,2})(x{0,2})$/u.exec(value);
  if (digits !== null) {
    const [, start = "", more = ""] = digits;
    if (start.length + more.length > 3) return null;
    const scale = 10 ** (3 - start.length);
    return { low: Number(start) * scale, high: (Number(start) + 1) * scale - 1 };
  }
  const compared = /^([<>])(=?)(\d{1,3})$/u.exec(value);
  if (compared !== null) {
    const bound = Number(compared[3]);
    const step = compared[2] === "=" ? 0 : 1;
    return compared[1] === ">" ? { low: bound + step, high: 999 } : { low: 1, high: bound - step };
  }
  const range = /^(\d{3})-(\d{3})$/u.exec(value);
  return range === null ? null : { low: Number(range[1]), high: Number(range[2]) };
}
