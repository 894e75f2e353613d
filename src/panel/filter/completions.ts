import type { Row } from "../judge";
import { type Word, wordsOf } from "./parseFilter";
import { CAUSES, haystackOf, KEYS, type Key, originOf, STATES, TRAITS } from "./vocabulary";

export interface Suggestion {
  /** What takes the place of the text between `from` and `to`. */
  readonly insert: string;
  /** The key, or the value as the recording has it: text of strangers. */
  readonly text: string;
  /** Set for keys: what to say of them is the view's. */
  readonly key?: Key;
  /** Set for values: the key that they are values of. */
  readonly of?: Key;
  /** How many rows have it; absent where counting would cost too much, or means nothing. */
  readonly count?: number;
}

export interface Completion {
  readonly from: number;
  readonly to: number;
  readonly suggestions: readonly Suggestion[];
  /** False where nothing is typed yet that a suggestion would complete: Tab then goes on to the next control. */
  readonly begun: boolean;
}

const MOST = 40;

/** What may stand where the caret is: a key, or behind a key its values, those of the recording first. */
export function complete(text: string, caret: number, rows: readonly Row[]): Completion {
  const word = wordsOf(text).find(({ from, to }) => from < caret && caret <= to);
  if (word === undefined) return { from: caret, to: caret, suggestions: keysFor(""), begun: false };
  if (word.name === null) {
    const start = word.minus ? word.from + 1 : word.from;
    const typed = text.slice(start, caret);
    return { from: start, to: word.to, suggestions: caret < word.to ? [] : keysFor(typed.toLowerCase()), begun: typed !== "" };
  }
  const key = KEYS.find((one) => one === word.name);
  if (key === undefined || caret < word.valueFrom) return { from: caret, to: caret, suggestions: [], begun: false };
  const { from, to } = partAt(text, word, caret);
  const typed = text.slice(from, caret).replaceAll('"', "").toLowerCase();
  return { from, to, suggestions: valuesFor(key, typed, rows), begun: typed !== "" };
}

/** The text and the caret after one was taken. A value ends its term, a key does not. */
export function accept(
  text: string,
  { from, to }: Completion,
  { insert, key }: Suggestion,
): { readonly text: string; readonly caret: number } {
  const rest = text.slice(to);
  const gap = key === undefined && !/^[\s,]/u.test(rest) ? " " : "";
  return { text: text.slice(0, from) + insert + gap + rest, caret: from + insert.length + gap.length };
}

function keysFor(typed: string): Suggestion[] {
  return KEYS.filter((key) => key.startsWith(typed)).map((key) => ({ insert: `${key}:`, text: `${key}:`, key }));
}

/** The value between the commas around the caret; commas in quotes are part of it. */
function partAt(text: string, { valueFrom, to }: Word, caret: number): { readonly from: number; readonly to: number } {
  let from = valueFrom;
  let quoted = false;
  for (let at = valueFrom; at < to; at += 1) {
    if (text[at] === '"') quoted = !quoted;
    else if (text[at] === "," && !quoted) {
      if (at >= caret) return { from, to: at };
      from = at + 1;
    }
  }
  return { from, to };
}

function valuesFor(key: Key, typed: string, rows: readonly Row[]): Suggestion[] {
  const counts = countsOf(key, rows);
  const fitting = [...counts].filter(([value]) => value.toLowerCase().includes(typed) && value !== "");
  // What begins so comes before what only has it inside, then what is frequent.
  const rank = ([value, count]: readonly [string, number | undefined]) => (value.toLowerCase().startsWith(typed) ? 1e9 : 0) + (count ?? 0);
  return fitting
    .sort((a, b) => rank(b) - rank(a))
    .slice(0, MOST)
    .map(([value, count]) => ({
      insert: /[\s,"]/u.test(value) ? `"${value.replaceAll('"', "")}"` : value,
      text: value,
      of: key,
      ...(count === undefined ? {} : { count }),
    }));
}

/** Values of a key with how many rows have each. Closed vocabularies are offered whole. */
function countsOf(key: Key, rows: readonly Row[]): Map<string, number | undefined> {
  // To count fixes would be to prescribe for every row.
  if (key === "has") return new Map(TRAITS.map((trait) => [trait, undefined]));
  const counts = new Map<string, number | undefined>(key === "is" ? STATES.map((state) => [state, undefined]) : []);
  for (const row of rows) {
    for (const value of valuesOf(key, row)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  if (key === "cause") for (const cause of CAUSES) if (!counts.has(cause)) counts.set(cause, undefined);
  return counts;
}

function valuesOf(key: Key, row: Row): readonly string[] {
  const { diagnosis, exchange } = row;
  const context = (exchange.main ?? exchange.preflights[0]?.transaction)?.context;
  switch (key) {
    case "is":
      return row.preflight === "cached" ? [row.verdict, "cached"] : [row.verdict];
    case "reason":
      return given(row.verdict === "blocked" ? diagnosis.reason : diagnosis.notCors);
    case "host":
      return given(haystackOf(row).hosts[0]);
    case "origin":
      return given(originOf(row));
    case "method":
      return given(row.method);
    case "status":
      return row.status === null ? ["none"] : [String(row.status), `${String(row.status).slice(0, 1)}xx`];
    case "cause":
      return given(diagnosis.cause);
    case "type":
      return given(context?.type);
    case "tab":
      return given(context === undefined ? null : String(context.tabId));
    case "has":
      return [];
  }
}

function given(value: string | null | undefined): string[] {
  return value === null || value === undefined || value === "" ? [] : [value];
}
