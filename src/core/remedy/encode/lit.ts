/**
 * The second defence around a snippet. Text of a language can only be built from literal template parts and from `Lit`s of the same
 * language, and a `Lit` of a value can only be had from that language's encoder (one file each in this folder): forgetting to escape does
 * not compile.
 */
export type Language =
  | "apache"
  | "caddy"
  | "csharp"
  | "go"
  | "haproxy"
  | "hcl"
  | "http"
  | "java"
  | "javascript"
  | "json"
  | "nginx"
  | "php"
  | "python"
  | "ruby"
  | "rust"
  | "shell"
  | "toml"
  | "typescript"
  | "vcl"
  | "xml"
  | "yaml";

declare const encodedFor: unique symbol;
export interface Lit<L extends Language> {
  readonly [encodedFor]: L;
  readonly language: L;
  readonly text: string;
  /** Set where a value cannot be written in this language at all; it survives every template and ends in `snippets`. */
  readonly refusal: string | null;
}

type Template<L extends Language> = (parts: TemplateStringsArray, ...values: readonly Lit<L>[]) => Lit<L>;

/** The tag of a language: `` const py = template("python") ``. */
export function template<L extends Language>(language: L): Template<L> {
  return (parts, ...values) => {
    let text = parts[0] ?? "";
    for (const [index, value] of values.entries()) text += value.text + (parts[index + 1] ?? "");
    return encoded(language, text, values.find((value) => value.refusal !== null)?.refusal ?? null);
  };
}

/** For encoders only; a test holds every other file to that. `text` is what the language reads as the value. */
export function encoded<L extends Language>(language: L, text: string, refusal: string | null = null): Lit<L> {
  return { language, text, refusal } as Lit<L>;
}

/** For encoders: a value that this language cannot hold. The sentence ends in what to do instead. */
export function unwritable<L extends Language>(language: L, sentence: string): Lit<L> {
  return encoded(language, "", sentence);
}

type Separator = ", " | "\n" | " " | ",\n" | "\n\n" | " || ";

export function join<L extends Language>(parts: readonly Lit<L>[], separator: Separator): Lit<L> {
  const text = parts.map((part) => part.text).join(separator);
  const refusal = parts.find((part) => part.refusal !== null)?.refusal ?? null;
  return encoded(parts[0]?.language as L, text, refusal);
}
