import { join, type Lit, template } from "./lit";
import { doubleQuoted, hex, number } from "./quoted";

export type CSharp = Lit<"csharp">;
export const csharp = template("csharp");

const spell = (codePoint: number): string => (codePoint > 0xffff ? `\\U${hex(codePoint, 8)}` : `\\u${hex(codePoint, 4)}`);

export function csharpString(value: string): CSharp {
  return doubleQuoted({ language: "csharp", spell }, value);
}

export function csharpNumber(value: number): CSharp {
  return number("csharp", value);
}

/** Arguments: `"a", "b"`. */
export function csharpStrings(values: readonly string[]): CSharp {
  return csharp`${join(values.map(csharpString), ", ")}`;
}
