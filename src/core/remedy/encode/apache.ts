import { hasUnprintable } from "../unprintable";
import { encoded, type Lit, template, unwritable } from "./lit";

export type Apache = Lit<"apache">;
export const apache = template("apache");

const BY_HAND = "write the rule by hand.";

/** A double-quoted value of `Header set`, which is a format: `%` begins a variable, and `${x}` is replaced before anything is read. */
export function apacheFormat(value: string): Apache {
  if (hasUnprintable(value)) return unwritable("apache", `A value holds control characters, which Apache would send on: ${BY_HAND}`);
  if (value.includes("${")) return unwritable("apache", `Apache has no escape for \`\${\`, which stands in one of the values: ${BY_HAND}`);
  return encoded("apache", `"${value.replace(/["\\]/g, "\\$&").replaceAll("%", "%%")}"`);
}

/** A single-quoted string of an expression, which itself stands between double quotes: two readers, so what either one minds is refused. */
export function apacheExpression(value: string): Apache {
  if (hasUnprintable(value) || /['"\\%$#]/.test(value))
    return unwritable("apache", `A value cannot be written in an Apache expression: ${BY_HAND}`);
  return encoded("apache", `'${value}'`);
}
