import { scrubTokens } from "../exchange/secretsInUrls";
import type { ShapeKind } from "./secret";

/**
 * Secrets that only their shape tells: what nobody named `token`. A shape is a guess, so it is strict: what is shorter than a key, a UUID (it
 * names things) and whatever is made of words stays.
 */
type Replace = (kind: ShapeKind, value: string) => string;

const EMAIL = /[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9-])/g;
const RUN = /[A-Za-z0-9_\-+=~]{32,}/g;
/** Base64 has slashes, and so have paths: only where no path stands. */
const RUN_WITH_SLASHES = /[A-Za-z0-9_\-+/=~]{32,}/g;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const SHORTEST = 32;

/** A text with each secret in it replaced by what `found` makes of it. */
export function scrubShapes(text: string, found: Replace): string {
  if (text.length < 6) return text;
  const withoutTokens = text.includes("eyJ") ? scrubTokens(text, (value) => found("token", value)) : text;
  const withoutMail = withoutTokens.includes("@") ? withoutTokens.replace(EMAIL, (value) => found("email", value)) : withoutTokens;
  if (withoutMail.length < SHORTEST) return withoutMail;
  const runs = withoutMail.includes("://") || withoutMail.startsWith("/") ? RUN : RUN_WITH_SLASHES;
  return withoutMail.replace(runs, (value) => (looksRandom(value) ? found("random", value) : value));
}

/**
 * Words keep to one kind of character for a while, random text does not: half of its neighbours differ in kind. That tells `3fA9x…` from
 * `getUserAccountInformation2` and from `how-to-fix-this-in-2026`, which entropy alone does not.
 */
export function looksRandom(text: string): boolean {
  if (text.length < SHORTEST || UUID.test(text)) return false;
  const bare = text.replace(/[^A-Za-z0-9]/g, "");
  if (bare.length < SHORTEST - 6 || entropy(bare) < 3) return false;
  let digits = 0;
  let turns = 0;
  for (let index = 0; index < bare.length; index++) {
    const kind = kindAt(bare, index);
    if (kind === DIGIT) digits += 1;
    if (index > 0 && kind !== kindAt(bare, index - 1)) turns += 1;
  }
  const restless = turns / (bare.length - 1);
  return digits / bare.length >= 0.1 ? restless >= 0.2 && digits < bare.length : digits > 0 && restless >= 0.45;
}

const DIGIT = 0;
function kindAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code < 58 ? DIGIT : code < 91 ? 1 : 2;
}

/** Shannon's, in bits for each character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** How a value looked, without the value: `xxxx@xxxx.xxx`, `xx00x0…` with its length. */
export function sampleShape(value: string): string {
  const masked = value
    .slice(0, LONGEST_SAMPLE)
    .replace(/\p{Lu}/gu, "X")
    .replace(/[\p{L}\p{M}]/gu, (letter) => (letter === "X" ? "X" : "x"));
  const sample = masked.replace(/\p{N}/gu, "0").replace(/[^xX0@._~+=:/-]/gu, "?");
  return value.length > LONGEST_SAMPLE ? `${sample}… (${value.length})` : sample;
}
const LONGEST_SAMPLE = 24;
