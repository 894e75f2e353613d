/**
 * The smallest pieces of a transcript: words, texts and times. Whatever a stranger's value holds, on paper it is printable ASCII, so that a
 * line stays a line in every editor and every issue tracker.
 */

const NAMED: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Stands where the browser told nothing. */
export const ABSENT = "-";
const EMPTY = '""';

/** A value between spaces: a URL, a method, an id. */
export function word(value: string): string {
  if (value === "") return EMPTY;
  const escaped = written(value, /[^!-[\]-~]/gu);
  return value === ABSENT || value === EMPTY ? coded(value.slice(0, 1)) + escaped.slice(1) : escaped;
}

/** The name of a header ends at its colon. */
export function headerName(name: string): string {
  return word(name).replaceAll(":", coded(":"));
}

/** The rest of a line. Spaces at its ends are written out: editors take them away. */
export function restOfLine(value: string): string {
  return written(value, /[^ -[\]-~]/gu).replace(/^ +| +$/g, (spaces) => coded(" ").repeat(spaces.length));
}

function written(value: string, outside: RegExp): string {
  return value.replace(outside, (character) => NAMED[character] ?? coded(character));
}

function coded(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

const ESCAPE = /\\(?:([\\nrt])|u\{([0-9a-fA-F]{1,6})\})?/g;
const CHARACTERS: Readonly<Record<string, string>> = { "\\": "\\", n: "\n", r: "\r", t: "\t" };

/** Null for a backslash that begins no escape. */
export function unescaped(text: string): string | null {
  let ok = true;
  const plain = text.replace(ESCAPE, (_, named?: string, code?: string) => {
    const point = Number.parseInt(code ?? "", 16);
    if (named !== undefined) return CHARACTERS[named] ?? named;
    if (point <= 0x10ffff) return String.fromCodePoint(point);
    ok = false;
    return "";
  });
  return ok ? plain : null;
}

/** Null for a word that holds a bad escape. */
export function readWord(text: string): string | null {
  return text === EMPTY ? "" : unescaped(text);
}

const LATEST = 8.64e15;

/** Times are kept to the microsecond, which a double holds exactly for dates up to 2041. */
export function microseconds(milliseconds: number): number {
  return Number.isFinite(milliseconds) && Math.abs(milliseconds) <= LATEST ? Math.round(milliseconds * 1000) : 0;
}

export function instant(micros: number): string {
  const milliseconds = Math.floor(micros / 1000);
  const rest = micros - milliseconds * 1000;
  const iso = new Date(milliseconds).toISOString();
  return rest === 0 ? iso : iso.replace("Z", `${String(rest).padStart(3, "0")}Z`);
}

export function readInstant(text: string): number | null {
  const [, date, fraction = ""] = /^([+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z$/.exec(text) ?? [];
  const seconds = date === undefined ? Number.NaN : Date.parse(`${date}Z`);
  return Number.isNaN(seconds) ? null : seconds * 1000 + Number(fraction.padEnd(6, "0"));
}

/** Milliseconds since the exchange began: `+12.5`. */
export function offset(micros: number, base: number): string {
  const apart = micros - base;
  const [whole, rest] = [Math.floor(Math.abs(apart) / 1000), Math.abs(apart) % 1000];
  const fraction = rest === 0 ? "" : `.${String(rest).padStart(3, "0").replace(/0+$/, "")}`;
  return `${apart < 0 ? "-" : "+"}${whole}${fraction}`;
}

export function readOffset(text: string): number | null {
  const [, sign, whole, fraction = ""] = /^([+-])(\d{1,13})(?:\.(\d{1,3}))?$/.exec(text) ?? [];
  if (whole === undefined) return null;
  return (sign === "-" ? -1 : 1) * (Number(whole) * 1000 + Number(fraction.padEnd(3, "0")));
}

/** Statuses and ids as a file may hold them; what is no whole number is none. */
export function integer(value: number): string {
  const whole = Math.trunc(value);
  return Number.isSafeInteger(whole) ? String(whole) : "0";
}

export function readInteger(text: string): number | null {
  return /^-?\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : null;
}
