import type { Random } from "../oracle/random";
import { BROKEN_UTF8, type Bytes, CORS, MARKUP, NOTATIONS, PROTOTYPES, PUMPS, TEXTS } from "./hostilePieces";

const utf8 = (text: string): Bytes => Buffer.from(text, "utf8").toString("latin1");

const anyByte = (random: Random): Bytes => String.fromCharCode(random.int(256));
const times = (count: number, make: () => string): string => Array.from({ length: count }, make).join("");

const KINDS: Readonly<Record<string, readonly [weight: number, make: (random: Random) => Bytes]>> = {
  markup: [22, (random) => random.pick(MARKUP)],
  notation: [14, (random) => random.pick(NOTATIONS)],
  cors: [22, (random) => random.pick(CORS)],
  prototype: [6, (random) => random.pick(PROTOTYPES)],
  broken: [8, (random) => times(1 + random.int(4), () => random.pick(BROKEN_UTF8))],
  text: [8, (random) => utf8(random.pick(TEXTS))],
  bytes: [8, (random) => times(random.int(40), () => anyByte(random))],
  ascii: [6, (random) => times(random.int(60), () => String.fromCharCode(32 + random.int(95)))],
  breaks: [6, (random) => `x${random.pick(["\r\n", "\n", "\r", "\0", "\r\n ", "\n\t", "\r\n\r\n", "\x0b", "\x0c"])}X-Injected: 1`],
  empty: [3, (random) => random.pick(["", " ", "\t \t", "\0"])],
  long: [3, (random) => random.pick(PUMPS).repeat(50 + random.int(400))],
  huge: [1, (random) => random.pick(PUMPS).repeat(2000 + random.int(4000))],
};
const WEIGHTS = Object.fromEntries(Object.entries(KINDS).map(([kind, [weight]]) => [kind, weight]));

/** One value; often several pieces glued together, since it is at the seams that escaping goes wrong. */
export function hostileValue(random: Random): Bytes {
  const pieces = random.weighted({ "1": 6, "2": 3, "3": 1 });
  return times(Number(pieces), () => KINDS[random.weighted(WEIGHTS)]?.[1](random) ?? "");
}

/** As a text, of what JavaScript holds in a string: halves of pairs included. */
export function hostileText(random: Random): string {
  const value = hostileValue(random);
  if (random.chance(0.08)) return `${value}${String.fromCharCode(0xd800 + random.int(0x800))}`;
  return random.chance(0.5) ? value : Buffer.from(value, "latin1").toString("utf8");
}

/** Only what a page may put into a field it names: a token. */
export function hostileToken(random: Random): string {
  return random.pick([
    "__proto__",
    "constructor",
    "toString",
    "x'y",
    "x`y",
    "x$y",
    "x|y",
    "x#y",
    "x%5by",
    "x&y",
    "x*y",
    "x!y",
    "x~y",
    "x^y",
    "x+y",
    "x'+evil+'y",
    "x`$echo|pwned`",
    `x-${"a".repeat(1 + random.int(300))}`,
    "hasOwnProperty",
    "x.y",
    "X-CSRF",
    "-o",
    "--url",
  ]);
}
