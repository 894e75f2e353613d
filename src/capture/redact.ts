import type { Header } from "../core/exchange/networkEvent";
import { scrubTokens, urlScrubber } from "../core/exchange/secretsInUrls";

/**
 * Secrets are dropped here, before anything is kept: their values become `[redacted#n]`, n from a hash keyed per browser session, so that
 * equal values stay equal and nothing else is told. Inside URLs the mark is `[redacted%23n]`, since `#` would begin a fragment.
 */
export interface Redactor {
  header(name: string, value: string): Header;
  url(url: string): string;
  /** A method or a status line. */
  line(text: string): string;
}

/** How many headers are known at sight, and how long they may be. */
const KNOWN = 100;
const LONGEST_KNOWN = 300;
/** Characters of anything that a stranger wrote; the rest is cut. */
const LONGEST = 8192;
const SECRET_HEADER =
  /^(?:cookie|set-cookie|authorization|proxy-authorization)$|token|secret|key|auth|session|password|csrf|jwt|signature/i;

/**
 * `key` is 64 random bits as two unsigned 32-bit numbers. `names`: tokens that the user added; whole names of headers and query parameters
 * whose values are dropped as well.
 */
export function createRedactor(key: readonly [number, number], names: readonly string[] = []): Redactor {
  const own = new Set(names);
  const isSecret = (header: string) => SECRET_HEADER.test(header) || (own.size > 0 && own.has(header.toLowerCase()));
  const scrubUrls = urlScrubber(names);
  const mark = (value: string) => `[redacted#${halfSipHash(key, value).toString(36)}]`;
  const markInUrl = (value: string) => `[redacted%23${halfSipHash(key, value).toString(36)}]`;
  const header = (whole: string, value: string): Header => {
    const name = whole.slice(0, LONGEST);
    if (isSecret(whole)) return [name, mark(value)];
    const scrubbed = value.includes("://") || value.startsWith("/") ? scrubUrls(value, markInUrl) : scrubTokens(value, mark);
    return scrubbed.length <= LONGEST ? [name, scrubbed] : [name, scrubbed.slice(0, LONGEST), scrubbed.length];
  };
  // Most requests repeat the headers of the one before. Only what came out as it went in is remembered: no secret's value is kept.
  const known = new Map<string, Header>();
  return {
    header(name, value) {
      const before = known.get(name);
      if (before !== undefined && before[1] === value) return before;
      const fresh = header(name, value);
      if (fresh[1] !== value || name.length + value.length > LONGEST_KNOWN) return fresh;
      if (known.size >= KNOWN) known.clear();
      known.set(name, fresh);
      return fresh;
    },
    line: (text) => scrubTokens(text, mark).slice(0, LONGEST),
    url(url) {
      const scrubbed = scrubUrls(url, markInUrl);
      // The hash keeps apart what begins alike.
      return scrubbed.length <= LONGEST
        ? scrubbed
        : `${scrubbed.slice(0, LONGEST)}[cut:${scrubbed.length}:${halfSipHash(key, scrubbed).toString(36)}]`;
    },
  };
}

/** HalfSipHash-2-4 (https://github.com/veorq/SipHash) over UTF-16 code units, two to a word: small, keyed, and not to be run backwards. */
export function halfSipHash([k0, k1]: readonly [number, number], text: string): number {
  const v = [k0, k1, k0 ^ 0x6c796765, k1 ^ 0x74656462];
  const { length } = text;
  for (let index = 0; index + 1 < length; index += 2) compress(v, text.charCodeAt(index) | (text.charCodeAt(index + 1) << 16));
  compress(v, (length << 24) | (length % 2 === 1 ? text.charCodeAt(length - 1) : 0));
  v[2] = (v[2] as number) ^ 0xff;
  for (let round = 0; round < 4; round++) sipRound(v);
  return ((v[1] as number) ^ (v[3] as number)) >>> 0;
}

function compress(v: number[], word: number): void {
  v[3] = (v[3] as number) ^ word;
  sipRound(v);
  sipRound(v);
  v[0] = (v[0] as number) ^ word;
}

function sipRound(v: number[]): void {
  let [a, b, c, d] = v as [number, number, number, number];
  a = (a + b) | 0;
  b = rotate(b, 5) ^ a;
  a = rotate(a, 16);
  c = (c + d) | 0;
  d = rotate(d, 8) ^ c;
  a = (a + d) | 0;
  d = rotate(d, 7) ^ a;
  c = (c + b) | 0;
  b = rotate(b, 13) ^ c;
  c = rotate(c, 16);
  v[0] = a;
  v[1] = b;
  v[2] = c;
  v[3] = d;
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
