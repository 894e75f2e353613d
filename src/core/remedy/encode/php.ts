import { join, type Lit, template } from "./lit";
import { number, singleQuoted } from "./quoted";

export type Php = Lit<"php">;
export const php = template("php");

/** Single quotes: between double ones `$name` and `${}` are replaced. */
export function phpString(value: string): Php {
  return singleQuoted("php", value);
}

export function phpNumber(value: number): Php {
  return number("php", value);
}

/** An array of strings on one line. */
export function phpList(values: readonly string[]): Php {
  return php`[${join(values.map(phpString), ", ")}]`;
}
