/** Reads the fields of a vector. Files come from elsewhere: what is not of the expected type is a sentence, told by the vector's id. */
export class Malformed extends Error {}

export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const LONGEST_TEXT = 1_000_000;

/** A string, or `{ prefix?, repeat: [text, count], suffix? }`. */
export function asText(value: unknown, what: string): string {
  if (typeof value === "string") return value;
  if (isObject(value) && value.repeat !== undefined)
    return `${asText(value.prefix ?? "", what)}${asRepeated(value.repeat, what)}${asText(value.suffix ?? "", what)}`;
  throw new Malformed(`${what} should be a string, or { "prefix", "repeat": [text, count] }`);
}

export function asRepeated(value: unknown, what: string): string {
  const [text, count] = Array.isArray(value) ? value : [];
  if (typeof text !== "string" || !Number.isInteger(count) || count < 0 || text.length * count > LONGEST_TEXT)
    throw new Malformed(`${what} should be [text, count] with at most ${LONGEST_TEXT} characters in all`);
  return text.repeat(count);
}

export function text(input: Json, key: string, fallback?: string): string {
  const value = input[key];
  if (value === undefined && input[`${key}Repeat`] !== undefined) return asRepeated(input[`${key}Repeat`], `${key}Repeat`);
  if (value === undefined && fallback !== undefined) return fallback;
  return asText(value, key);
}

/** Null and absent are the same; a list is a header's fields, joined as the browser joins them. */
export function textOrNull(input: Json, key: string): string | null {
  const value = input[key] ?? null;
  if (value === null) return input[`${key}Repeat`] === undefined ? null : text(input, key);
  return Array.isArray(value) ? value.map((item) => asText(item, key)).join(", ") : asText(value, key);
}

export function flag(input: Json, key: string): boolean {
  const value = input[key] ?? false;
  if (typeof value !== "boolean") throw new Malformed(`${key} should be true or false`);
  return value;
}

export function whole(input: Json, key: string, fallback: number): number {
  const value = input[key] ?? fallback;
  if (typeof value !== "number" || !Number.isInteger(value)) throw new Malformed(`${key} should be a whole number`);
  return value;
}

export function oneOf<Value extends string>(input: Json, key: string, values: readonly Value[], fallback: Value): Value {
  const value = input[key] ?? fallback;
  const found = values.find((known) => known === value);
  if (found === undefined) throw new Malformed(`${key} should be one of ${values.join(", ")}`);
  return found;
}

export function object(input: Json, key: string): Json {
  const value = input[key];
  if (!isObject(value)) throw new Malformed(`${key} should be an object`);
  return value;
}

export function objects(input: Json, key: string): readonly Json[] {
  const value = input[key] ?? [];
  if (!Array.isArray(value) || !value.every(isObject)) throw new Malformed(`${key} should be a list of objects`);
  return value;
}

export function texts(input: Json, key: string): readonly string[] {
  const value = input[key] ?? [];
  if (!Array.isArray(value)) throw new Malformed(`${key} should be a list of strings`);
  return value.map((item) => asText(item, key));
}

/** A list of [name, value]. */
export function headerList(input: Json, key: string): (readonly [string, string])[] {
  const value = input[key] ?? [];
  if (!Array.isArray(value) || !value.every((item) => Array.isArray(item) && item.length >= 2))
    throw new Malformed(`${key} should be a list of [name, value]`);
  return value.map(([name, content]) => [asText(name, key), asText(content, key)] as const);
}

export const CREDENTIALS_MODES = ["omit", "same-origin", "include"] as const;

/** "any" stands for every mode that is CORS-checked. */
export function requestMode(input: Json) {
  const mode = input.mode === "any" ? "cors" : input.mode;
  const modes = ["same-origin", "no-cors", "cors", "cors-with-forced-preflight", "navigate"] as const;
  return oneOf({ mode }, "mode", modes, "cors");
}
