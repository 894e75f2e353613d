import { join, type Lit, template } from "./lit";
import { doubleQuoted, hex, number } from "./quoted";

export type Py = Lit<"python">;
export const py = template("python");

/** Python reads `\u` as one code point, so that the halves of a surrogate pair would stay halves. */
const spell = (codePoint: number): string => (codePoint > 0xffff ? `\\U${hex(codePoint, 8)}` : `\\u${hex(codePoint, 4)}`);

export function pyString(value: string): Py {
  return doubleQuoted({ language: "python", spell }, value);
}

export function pyNumber(value: number): Py {
  return number("python", value);
}

/** A list of strings on one line. */
export function pyList(values: readonly string[]): Py {
  return py`[${join(values.map(pyString), ", ")}]`;
}
