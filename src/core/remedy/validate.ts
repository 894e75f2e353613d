/**
 * The first of two defences around a snippet: what a page or a file said becomes part of a policy only once it has parsed as what it claims
 * to be. The grammar is narrower than the standards on purpose. Chromium does send origins such as `http://a";evil();".example`, and header
 * names such as `x'+evil+'y` are legal tokens; nobody needs them, and every character left out is one less to escape in ten languages.
 */

declare const parsed: unique symbol;
export type Origin = string & { readonly [parsed]: "origin" };
export type Method = string & { readonly [parsed]: "method" };
export type HeaderName = string & { readonly [parsed]: "header name" };

export const LONGEST_LIST = 20;

const LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
const WEB_ORIGIN = new RegExp(`^https?://(?:${LABEL}(?:\\.${LABEL})*|\\[[0-9a-f:.]{2,45}\\])(?::[1-9][0-9]{0,4})?$`);
const APP_ORIGIN = /^(?:chrome-extension:\/\/[a-p]{32}|moz-extension:\/\/[0-9a-f-]{36}|(?:capacitor|ionic|tauri):\/\/localhost)$/;
const LONGEST_ORIGIN = 270;

/** A serialised origin that a server may be told to allow; never `null` and never `*`. */
export function parseOrigin(text: string): Origin | null {
  if (text.length > LONGEST_ORIGIN) return null;
  if (APP_ORIGIN.test(text)) return text as Origin;
  // Parsing settles what a pattern cannot: ports above 65535, `https://a.test:443`, and IPv6 that is not in its shortest form.
  return WEB_ORIGIN.test(text) && URL.parse(text)?.origin === text ? (text as Origin) : null;
}

/** Upper case only: lower-case methods are matched byte for byte and several servers refuse to parse them. */
export function parseMethod(text: string): Method | null {
  return text.length <= 20 && /^[A-Z]+(?:-[A-Z]+)*$/.test(text) ? (text as Method) : null;
}

/** Lower case, because header names compare without it. */
export function parseHeaderName(text: string): HeaderName | null {
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(text) ? (text.toLowerCase() as HeaderName) : null;
}

/** Seconds that every engine reads alike. */
export function parseMaxAge(value: number): number | null {
  return Number.isInteger(value) && value >= 0 && value <= 86_400 ? value : null;
}
