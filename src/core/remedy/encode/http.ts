import { encoded, type Lit, template, unwritable } from "./lit";

export type Http = Lit<"http">;
export const http = template("http");

/** A header field value: RFC 9110 lets it hold anything visible, so it only must not end its line. */
export function httpValue(value: string): Http {
  if (/[^\x20-\x7e]/.test(value) || value !== value.trim())
    return unwritable("http", "A value cannot be written in a header line: write the rule by hand.");
  return encoded("http", value);
}
