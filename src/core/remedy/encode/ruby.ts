import { encoded, join, type Lit, template } from "./lit";
import { number, singleQuoted } from "./quoted";

export type Ruby = Lit<"ruby">;
export const ruby = template("ruby");

/** Single quotes: between double ones `#{}` runs code. */
export function rubyString(value: string): Ruby {
  return singleQuoted("ruby", value);
}

/** `:put`, and `:'m-search'` where the name is no plain word. */
export function rubySymbol(value: string): Ruby {
  return ruby`:${/^[a-z]+$/.test(value) ? encoded("ruby", value) : rubyString(value)}`;
}

export function rubyNumber(value: number): Ruby {
  return number("ruby", value);
}

/** Arguments: `'a', 'b'`. */
export function rubyStrings(values: readonly string[]): Ruby {
  return ruby`${join(values.map(rubyString), ", ")}`;
}
