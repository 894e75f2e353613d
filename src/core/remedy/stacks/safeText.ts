import type { Rendered } from "../policy";
import { hasUnprintable, UNPRINTABLE } from "../unprintable";

/**
 * The second defence around a snippet. Text of a language can only be built from literal template parts and from `Lit`s of the same
 * language, and a `Lit` can only be had from that language's encoder: forgetting to escape does not compile.
 */
export type Language = "javascript" | "nginx" | "http" | "shell";

declare const encodedFor: unique symbol;
export interface Lit<L extends Language> {
  readonly [encodedFor]: L;
  readonly text: string;
  /** Set where a value cannot be written in this language at all; it survives every template and ends in `finish`. */
  readonly refusal: string | null;
}

type Template<L extends Language> = (parts: TemplateStringsArray, ...values: readonly Lit<L>[]) => Lit<L>;

/** The only two places where a string becomes a Lit: here and in `encoded`. */
function lit<L extends Language>(text: string, refusal: string | null): Lit<L> {
  return { text, refusal } as Lit<L>;
}

function template<L extends Language>(): Template<L> {
  return (parts, ...values) => {
    let text = parts[0] ?? "";
    for (const [index, value] of values.entries()) text += value.text + (parts[index + 1] ?? "");
    return lit<L>(text, values.find((value) => value.refusal !== null)?.refusal ?? null);
  };
}

export const js = template<"javascript">();
export const nginx = template<"nginx">();
export const http = template<"http">();
export const sh = template<"shell">();

export function join<L extends Language>(parts: readonly Lit<L>[], separator: string & (", " | "\n" | " ")): Lit<L> {
  const text = parts.map((part) => part.text).join(separator);
  return lit<L>(text, parts.find((part) => part.refusal !== null)?.refusal ?? null);
}

export function finish(text: Lit<Language>): Rendered {
  return text.refusal === null ? { ok: true, text: text.text } : { ok: false, refusal: text.refusal };
}

/** A double-quoted JavaScript string. JSON is one, but for what would end a `<script>` or, before ES2019, a line. */
export function jsString(value: string): Lit<"javascript"> {
  return lit(JSON.stringify(value).replace(/[<>]/g, escapeUnits).replace(UNPRINTABLE, escapeUnits), null);
}

function escapeUnits(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}

export function jsNumber(value: number): Lit<"javascript"> {
  return Number.isFinite(value) ? lit(String(value), null) : lit("0", "A number in the policy is not finite.");
}

/** A double-quoted nginx string. There is no way to write `$` in one: it would name a variable, `$http_cookie` for one. */
export function nginxString(value: string): Lit<"nginx"> {
  if (hasUnprintable(value)) return lit('""', "A value holds control characters, which nginx would send on: write the rule by hand.");
  if (value.includes("$")) return lit('""', "nginx has no escape for `$`, which stands in one of the values: write the rule by hand.");
  return lit(`"${value.replace(/["\\]/g, "\\$&")}"`, null);
}

/** A pattern for nginx `map` that matches exactly this text. */
export function nginxExactly(value: string): Lit<"nginx"> {
  if (hasUnprintable(value) || /["$\\]/.test(value))
    return lit('""', "A value cannot be written as an nginx pattern: write the rule by hand.");
  return lit(`"~^${value.replace(/[.*+?^(){}|[\]/]/g, (character) => (character === "/" ? "/" : `\\${character}`))}$"`, null);
}

/** A header field value: RFC 9110 lets it hold anything visible, so it only must not end its line. */
export function httpValue(value: string): Lit<"http"> {
  if (/[^\x20-\x7e]/.test(value) || value !== value.trim())
    return lit("", "A value cannot be written in a header line: write the rule by hand.");
  return lit(value, null);
}

/** A single-quoted POSIX shell word. */
export function shWord(value: string): Lit<"shell"> {
  if (hasUnprintable(value)) return lit("''", "A value holds control characters, which no shell line should carry.");
  return lit(`'${value.replaceAll("'", "'\\''")}'`, null);
}
