import { hasUnprintable } from "../unprintable";
import { encoded, type Lit, template, unwritable } from "./lit";

export type Haproxy = Lit<"haproxy">;
export const haproxy = template("haproxy");

/** A single-quoted word: nothing in it means anything to the reader of the file, and nothing can stand for its own quote. */
export function haproxyWord(value: string): Haproxy {
  if (hasUnprintable(value))
    return unwritable("haproxy", "A value holds control characters, which HAProxy would send on: write the rule by hand.");
  if (value.includes("'"))
    return unwritable("haproxy", "A value holds a single quote, which cannot stand in a quoted word: write the rule by hand.");
  return encoded("haproxy", `'${value}'`);
}

/** The same as the value of `set-header`, which is a format: `%[env(HOME)]` would be looked up. */
export function haproxyFormat(value: string): Haproxy {
  return haproxyWord(value.replaceAll("%", "%%"));
}
