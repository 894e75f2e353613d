import { join, type Lit, template } from "./lit";
import { doubleQuoted, hex, number } from "./quoted";

export type Java = Lit<"java">;
export const java = template("java");

/**
 * Java translates `\u` before it looks for quotes and line ends, so that `\u000a` or `\u0022` breaks out of a string: characters of ASCII are
 * written in octal, which is read inside the string, and `\u` is left to what has no meaning to the parser.
 */
function spell(codePoint: number): string {
  if (codePoint < 0x80) return `\\${codePoint.toString(8).padStart(3, "0")}`;
  return String.fromCodePoint(codePoint)
    .split("")
    .map((unit) => `\\u${hex(unit.charCodeAt(0), 4)}`)
    .join("");
}

export function javaString(value: string): Java {
  return doubleQuoted({ language: "java", spell }, value);
}

export function javaNumber(value: number): Java {
  return number("java", value);
}

/** Arguments, or the elements of an array: `"a", "b"`. */
export function javaStrings(values: readonly string[]): Java {
  return java`${join(values.map(javaString), ", ")}`;
}
