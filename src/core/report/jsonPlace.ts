/** A place in a text as editors count it, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export const START: Place = { line: 1, column: 1 };

/** The place behind `text`, which begins at `place`. */
export function advance(place: Place, text: string): Place {
  let lines = 0;
  let last = -1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    lines += 1;
    last = at;
  }
  return lines === 0 ? { line: place.line, column: place.column + text.length } : { line: place.line + lines, column: text.length - last };
}

/**
 * Where a text that begins at `from` stops being JSON. `JSON.parse` knows, but V8 tells it for some mistakes only and no two engines in the
 * same words. Called on texts that did not parse; a loop with a stack, because a file may be nested deeper than the call stack. `ends` says
 * that the file is over where the text is.
 */
export function jsonPlace(text: string, from: Place = START, ends = true): string {
  const offset = brokenAt(text);
  if (ends && offset >= text.length) return "the end of the file";
  const { line, column } = advance(from, text.slice(0, offset));
  return `line ${line}, column ${column}`;
}

const TOKEN =
  /[ \t\r\n]*([{}[\],:]|"(?:[^"\\\p{Cc}\u007f]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/uy;

type Expected = "value" | "value or ]" | "key" | "key or }" | ":" | ", or end";

function brokenAt(text: string): number {
  const open: string[] = [];
  let expected: Expected = "value";
  let offset = 0;
  while (true) {
    TOKEN.lastIndex = offset;
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) return skipSpace(text, offset);
    const start = TOKEN.lastIndex - token.length;
    const next = step(token, expected, open);
    if (next === null) return start;
    expected = next;
    offset = TOKEN.lastIndex;
  }
}

function skipSpace(text: string, offset: number): number {
  let index = offset;
  while (index < text.length && " \t\r\n".includes(text[index] as string)) index++;
  return index;
}

/** What may follow this token; null where the token may not stand. */
function step(token: string, expected: Expected, open: string[]): Expected | null {
  const closes = token === "}" ? "{" : token === "]" ? "[" : null;
  if (closes !== null) {
    if (open.at(-1) !== closes || !(expected === ", or end" || expected === `${closes === "{" ? "key" : "value"} or ${token}`)) return null;
    open.pop();
    return ", or end";
  }
  if (expected === ":") return token === ":" ? "value" : null;
  if (expected === ", or end") return token !== "," || open.length === 0 ? null : open.at(-1) === "{" ? "key" : "value";
  if (token === "," || token === ":") return null;
  if (expected.startsWith("key")) return token.startsWith('"') ? ":" : null;
  if (token !== "{" && token !== "[") return ", or end";
  open.push(token);
  return token === "{" ? "key or }" : "value or ]";
}
