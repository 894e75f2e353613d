import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apacheExpression, apacheFormat } from "./apache";
import { caddyExactly, caddyString } from "./caddy";
import { haproxyFormat, haproxyWord } from "./haproxy";
import type { Language, Lit } from "./lit";
import { HOSTILE, randomPayload } from "./payloads.fixture";
import { vclString } from "./vcl";

/** Validator off: what is not refused is read back as exactly that value by a reader that knows the language's specials. */
interface Row {
  readonly encode: (value: string) => Lit<Language>;
  readonly refuses: RegExp;
  /** Null where the text is no single string. */
  read(text: string): string | null;
}

const UNSEEN = "\\p{Cc}\\p{Cf}\\u2028\\u2029";
const without = (specials: string) => new RegExp(`[${UNSEEN}${specials}]`, "u");

/** What stands between quotes where a backslash escapes `escapable` and nothing else may be bare that is in `bare`. */
function between(quote: string, escapable: string, text: string): string | null {
  if (!text.startsWith(quote) || text.length < 2) return null;
  let value = "";
  for (let index = 1; index < text.length; index++) {
    const character = text[index] as string;
    if (character === quote) return index === text.length - 1 ? value : null;
    if (character === "\\" && escapable.includes(text[index + 1] ?? " ")) value += text[++index];
    else value += character;
  }
  return null;
}

/** `%%` is a percent sign, a `%` alone would begin a variable. */
function unformatted(text: string | null): string | null {
  if (text === null || /%/.test(text.replaceAll("%%", ""))) return null;
  return text.replaceAll("%%", "%");
}

const ROWS: Record<string, Row> = {
  "Apache format": {
    encode: apacheFormat,
    refuses: new RegExp(`[${UNSEEN}]|\\$\\{`, "u"),
    read: (text) => (text.includes("${") ? null : unformatted(between('"', '"\\', text))),
  },
  "Apache expression": { encode: apacheExpression, refuses: without("'\"\\\\%$#"), read: (text) => between("'", "", text) },
  "Caddy string": {
    encode: caddyString,
    refuses: without("\\\\{}"),
    read: (text) => (/[{}]/.test(text) ? null : between('"', '"', text)),
  },
  "Caddy matcher": {
    encode: caddyExactly,
    refuses: new RegExp(`^\\*|\\*$|[${UNSEEN}\\\\{}]`, "u"),
    read: (text) => (/^"\*|\*"$/.test(text) ? null : between('"', '"', text)),
  },
  "HAProxy word": { encode: haproxyWord, refuses: without("'"), read: (text) => between("'", "", text) },
  "VCL string": { encode: vclString, refuses: without('"'), read: (text) => between('"', "", text) },
  "HAProxy format": { encode: haproxyFormat, refuses: without("'"), read: (text) => unformatted(between("'", "", text)) },
};

describe.each(Object.entries(ROWS))("%s, validator off", (_, { encode, refuses, read }) => {
  const holds = (value: string) => {
    const { text, refusal } = encode(value);
    expect(refusal !== null, value).toBe(refuses.test(value));
    if (refusal === null) expect(read(text), value).toBe(value);
  };
  it("holds the value and nothing else, or refuses", () => {
    for (const value of HOSTILE) holds(value);
    fc.assert(fc.property(randomPayload, holds));
  });
});
