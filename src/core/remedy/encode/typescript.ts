import { jsonText } from "./jsonText";
import { encoded, join, type Lit, template, unwritable } from "./lit";
import { number } from "./quoted";

export type Ts = Lit<"typescript">;
export const ts = template("typescript");

/** A double-quoted string: JSON is one. */
export function tsString(value: string): Ts {
  return encoded("typescript", jsonText(value));
}

export function tsNumber(value: number): Ts {
  return number("typescript", value);
}

/** An array of strings on one line. */
export function tsList(values: readonly string[]): Ts {
  return ts`[${join(values.map(tsString), ", ")}]`;
}

/** A fixed value in a parameter mapping of API Gateway: in quotes of its own inside those of the string, and nothing escapes them. */
export function tsMapped(value: string): Ts {
  if (value.includes("'"))
    return unwritable("typescript", "API Gateway has no escape for a quote in a fixed value: write the rule by hand.");
  return tsString(`'${value}'`);
}
