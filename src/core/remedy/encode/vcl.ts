import { hasUnprintable } from "../unprintable";
import { encoded, type Lit, template, unwritable } from "./lit";

export type Vcl = Lit<"vcl">;
export const vcl = template("vcl");

/** A double-quoted string: it has no escapes, ends at the first quote or line, and nothing else in it means anything. */
export function vclString(value: string): Vcl {
  if (hasUnprintable(value) || value.includes('"'))
    return unwritable("vcl", "A value holds a quote or a control character, which a VCL string cannot: write the rule by hand.");
  return encoded("vcl", `"${value}"`);
}
