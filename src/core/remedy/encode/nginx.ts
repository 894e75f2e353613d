import { hasUnprintable } from "../unprintable";
import { encoded, type Lit, template, unwritable } from "./lit";

export type Ng = Lit<"nginx">;
export const ng = template("nginx");

/** A double-quoted string. There is no way to write `$` in one: it would name a variable, `$http_cookie` for one. */
export function ngString(value: string): Ng {
  if (hasUnprintable(value))
    return unwritable("nginx", "A value holds control characters, which nginx would send on: write the rule by hand.");
  if (value.includes("$"))
    return unwritable("nginx", "nginx has no escape for `$`, which stands in one of the values: write the rule by hand.");
  return encoded("nginx", `"${value.replace(/["\\]/g, "\\$&")}"`);
}

/** A pattern for `map` that matches exactly this text. */
export function ngExactly(value: string): Ng {
  if (hasUnprintable(value) || /["$\\]/.test(value))
    return unwritable("nginx", "A value cannot be written as an nginx pattern: write the rule by hand.");
  return encoded("nginx", `"~^${value.replace(/[.*+?^(){}|[\]]/g, "\\$&")}$"`);
}
