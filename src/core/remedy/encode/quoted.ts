import { hasUnprintable } from "../unprintable";
import { encoded, type Language, type Lit, unwritable } from "./lit";

/** What the languages with C's strings share: how a value stands between quotes. */
interface Quoting<L extends Language> {
  readonly language: L;
  /** How this language writes a character that is not printable ASCII, so that no reader, human or parser, meets it raw. */
  readonly spell: (codePoint: number) => string;
}

const LONE_SURROGATE = /\p{Cs}/u;

/** A double-quoted string in which nothing but `"` and `\` means something. */
export function doubleQuoted<L extends Language>({ language, spell }: Quoting<L>, value: string): Lit<L> {
  if (LONE_SURROGATE.test(value)) return unwritable(language, "A value is not valid Unicode: write the rule by hand.");
  const text = value.replace(/["\\]/g, "\\$&").replace(/[^\x20-\x7e]/gu, (character) => spell(character.codePointAt(0) ?? 0));
  return encoded(language, `"${text}"`);
}

/** A single-quoted string in which nothing but `'` and `\` means something. It has no way to write a control character visibly. */
export function singleQuoted<L extends Language>(language: L, value: string): Lit<L> {
  if (hasUnprintable(value) || LONE_SURROGATE.test(value))
    return unwritable(language, "A value holds control characters, which cannot be seen in the text: write the rule by hand.");
  return encoded(language, `'${value.replace(/['\\]/g, "\\$&")}'`);
}

/** Decimal digits, which every one of these languages reads alike. */
export function number<L extends Language>(language: L, value: number): Lit<L> {
  if (!Number.isSafeInteger(value) || value < 0) return unwritable(language, "A number in the policy is not a whole number of seconds.");
  return encoded(language, String(value));
}

export function hex(codePoint: number, digits: number): string {
  return codePoint.toString(16).padStart(digits, "0");
}
