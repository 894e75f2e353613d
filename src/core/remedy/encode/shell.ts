import { hasUnprintable } from "../unprintable";
import { encoded, type Lit, template, unwritable } from "./lit";

export type Sh = Lit<"shell">;
export const sh = template("shell");

/** A single-quoted POSIX word. */
export function shWord(value: string): Sh {
  if (hasUnprintable(value)) return unwritable("shell", "A value holds control characters, which no shell line should carry.");
  return encoded("shell", `'${value.replaceAll("'", "'\\''")}'`);
}
