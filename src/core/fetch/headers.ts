import { isForbiddenMethod, isToken } from "./methods";

/** https://fetch.spec.whatwg.org/#terminology-headers. Names compare without case; values are strings of bytes as the browser showed them. */
export type Fields = readonly (readonly [name: string, value: string, ...more: unknown[]])[];

/** Most names differ in length already, and those that do not are mostly spelled alike: that spares nearly every conversion. */
function isNamed(fieldName: string, name: string): boolean {
  return fieldName.length === name.length && (fieldName === name || fieldName.toLowerCase() === name.toLowerCase());
}

/** Every field of that name, in order, outer HTTP whitespace stripped (https://fetch.spec.whatwg.org/#concept-header-value-normalize). */
export function fieldValues(list: Fields, name: string): string[] {
  const values: string[] = [];
  for (const [fieldName, value] of list) if (isNamed(fieldName, name)) values.push(stripHttpWhitespace(value));
  return values;
}

/** https://fetch.spec.whatwg.org/#concept-header-list-get: null when absent, else all values joined by `, `. */
export function getHeader(list: Fields, name: string): string | null {
  let joined: string | null = null;
  for (const [fieldName, value] of list) {
    if (!isNamed(fieldName, name)) continue;
    const stripped = stripHttpWhitespace(value);
    joined = joined === null ? stripped : `${joined}, ${stripped}`;
  }
  return joined;
}

/** A loop instead of a pattern: values are an attacker's and up to 8 kB long, and `\s+$` is quadratic on them. */
export function stripHttpWhitespace(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isHttpWhitespace(value.charCodeAt(start))) start++;
  while (end > start && isHttpWhitespace(value.charCodeAt(end - 1))) end--;
  return value.slice(start, end);
}

function isHttpWhitespace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}

/**
 * https://fetch.spec.whatwg.org/#extract-header-list-values for headers that are `#token` lists (Allow-Methods, Allow-Headers,
 * Expose-Headers): null when absent, "failure" when an element is no token, else the elements. Empty elements are skipped (RFC 9110 5.6.1).
 */
export function extractHeaderListValues(list: Fields, name: string): readonly string[] | null | "failure" {
  const value = getHeader(list, name); // 1. If list does not contain name, then return null.
  if (value === null) return null;
  const elements = value
    .split(",")
    .map(stripHttpWhitespace)
    .filter((element) => element !== "");
  return elements.every(isToken) ? elements : "failure"; // 4.2. If extract is failure, then return failure.
}

/**
 * https://fetch.spec.whatwg.org/#concept-header-list-get-decode-split: commas inside quoted strings do not split, the quotes stay, and what
 * stands between two commas is kept even when empty. Null when the header is absent.
 */
export function getDecodeAndSplit(list: Fields, name: string): string[] | null {
  const value = getHeader(list, name); // 1.
  return value === null ? null : splitValue(value); // 2. and 3.
}

/** https://fetch.spec.whatwg.org/#header-value-get-decode-and-split */
export function splitValue(input: string): string[] {
  const values: string[] = []; // 3.
  let start = 0;
  let quoted = false;
  for (let position = 0; position < input.length; position++) {
    const character = input[position];
    if (quoted && character === "\\") position++;
    else if (character === '"') quoted = !quoted;
    else if (character === "," && !quoted) {
      values.push(stripHttpWhitespace(input.slice(start, position))); // 5.3. and 5.4.
      start = position + 1;
    }
  }
  if (start < input.length || input === "") values.push(stripHttpWhitespace(input.slice(start)));
  return values;
}

/** https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte. Bytes above 0x7F pass. */
function hasCorsUnsafeRequestHeaderByte(value: string): boolean {
  for (let index = 0; index < value.length; index++) {
    const code = value.charCodeAt(index);
    if ((code < 0x20 && code !== 0x09) || code === 0x7f || UNSAFE_PRINTABLE.includes(value[index] as string)) return true;
  }
  return false;
}
const UNSAFE_PRINTABLE = '"():<>?@[\\]{}';

/** Length in bytes. A character up to U+00FF is a byte (isomorphic decoding); what lies above was text, and is counted as UTF-8. */
export function byteLength(value: string): number {
  let bytes = 0;
  for (const character of value) {
    const code = character.codePointAt(0) as number;
    bytes += code < 0x100 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

const SAFELISTED_TYPES = new Set(["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"]);

/** The essence of https://mimesniff.spec.whatwg.org/#parse-a-mime-type, lower-case; null when it does not parse. */
export function mimeTypeEssence(value: string): string | null {
  const essence = stripHttpWhitespace(value.split(";", 1)[0] as string);
  const slash = essence.indexOf("/");
  if (slash < 0) return null;
  const [type, subtype] = [essence.slice(0, slash), essence.slice(slash + 1)];
  return isToken(type) && isToken(subtype) ? essence.toLowerCase() : null;
}

/** https://fetch.spec.whatwg.org/#simple-range-header-value with a required start: `bytes=N-` or `bytes=N-M`, M not before N. */
function isSafelistedRange(value: string): boolean {
  const match = /^bytes=(\d+)-(\d*)$/.exec(value);
  if (match === null) return false;
  const [, first, last] = match as unknown as [string, string, string];
  return last === "" || BigInt(first) <= BigInt(last);
}

/** https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
export function isCorsSafelistedRequestHeader(name: string, value: string): boolean {
  if (byteLength(value) > 128) return false; // 1. If value's length is greater than 128, then return false.
  switch (name.toLowerCase()) {
    case "accept":
      return !hasCorsUnsafeRequestHeaderByte(value);
    case "accept-language":
    case "content-language":
      return /^[0-9A-Za-z *,\-.;=]*$/.test(value);
    case "content-type": {
      if (hasCorsUnsafeRequestHeaderByte(value)) return false;
      const essence = mimeTypeEssence(value);
      return essence !== null && SAFELISTED_TYPES.has(essence);
    }
    case "range":
      return isSafelistedRange(value);
    default:
      return false;
  }
}

/**
 * https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names: lower-case, sorted, each once.
 * `isSafelisted` lets an engine bring its own additions.
 */
export function corsUnsafeRequestHeaderNames(
  headers: Fields,
  isSafelisted: (name: string, value: string) => boolean = isCorsSafelistedRequestHeader,
): string[] {
  const unsafe = new Set<string>(); // 1.
  const potentiallyUnsafe = new Set<string>(); // 2.
  let safelistValueSize = 0; // 3.
  for (const [name, value] of headers) {
    if (!isSafelisted(name, value))
      unsafe.add(name.toLowerCase()); // 4.1.
    else {
      potentiallyUnsafe.add(name.toLowerCase()); // 4.2.
      safelistValueSize += byteLength(value);
    }
  }
  if (safelistValueSize > 1024) for (const name of potentiallyUnsafe) unsafe.add(name); // 5.
  return [...unsafe].sort(); // 6.
}

/** https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name */
export function isCorsNonWildcardRequestHeaderName(name: string): boolean {
  return name.toLowerCase() === "authorization";
}

const FORBIDDEN = new Set(
  (
    "accept-charset accept-encoding access-control-request-headers access-control-request-method connection content-length cookie cookie2 " +
    "date dnt expect host keep-alive origin referer set-cookie te trailer transfer-encoding upgrade via"
  ).split(" "),
);

/** https://fetch.spec.whatwg.org/#forbidden-request-header: what a page cannot set, and what a preflight therefore never names. */
export function isForbiddenRequestHeader(name: string, value: string): boolean {
  const lower = name.toLowerCase();
  if (FORBIDDEN.has(lower) || lower.startsWith("proxy-") || lower.startsWith("sec-")) return true;
  if (lower !== "x-http-method" && lower !== "x-http-method-override" && lower !== "x-method-override") return false;
  return value.split(",").some((method) => isForbiddenMethod(stripHttpWhitespace(method)));
}
