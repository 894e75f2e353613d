import { join, type Lit, template } from "./lit";
import { doubleQuoted, hex, number } from "./quoted";

export type Rust = Lit<"rust">;
export const rust = template("rust");

export function rustString(value: string): Rust {
  return doubleQuoted({ language: "rust", spell: (codePoint) => `\\u{${hex(codePoint, 1)}}` }, value);
}

export function rustNumber(value: number): Rust {
  return number("rust", value);
}

/** An array of strings on one line. */
export function rustStrings(values: readonly string[]): Rust {
  return rust`[${join(values.map(rustString), ", ")}]`;
}
