import type { Random } from "../oracle/random";

/**
 * Values that a stranger may send, each character one byte (U+0000 to U+00FF): what they are as text is for whoever reads them to find out.
 * Whatever markup does here when it is run, it says so through `__pwned`.
 */
export type Bytes = string;

export const MARKUP = [
  "<script>__pwned=1</script>",
  '"><img src=x onerror="__pwned=1">',
  "'><svg onload=__pwned=1>",
  "<iframe srcdoc='<script>parent.__pwned=1</script>'></iframe>",
  "<style>*{display:none}</style>",
  '<link rel=stylesheet href="data:text/css,*{display:none}">',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  "<form action=https://evil.example/><input name=createElement>",
  "<a href=javascript:__pwned=1>x</a>",
  "</title></textarea></pre></code></style></script><script>__pwned=1</script>",
  "<!--",
  "-->",
  "]]>",
  "<![CDATA[",
  "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>",
  "<math><mtext><table><mglyph><style><img src=x onerror=__pwned=1>",
  "<x-unknown onpointerover=__pwned=1 style=position:fixed;inset:0>",
  "&lt;script&gt;__pwned=1&lt;/script&gt;",
  "&#60;script&#62;__pwned=1",
  "javascript:__pwned=1",
  "data:text/html,<script>__pwned=1</script>",
  "{{constructor.constructor('__pwned=1')()}}",
  "\u0024{__pwned=1}",
  '" autofocus onfocus="__pwned=1',
  "' style='x:expression(__pwned=1)",
] as const;

const PROTOTYPES = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "__defineGetter__",
  "isPrototypeOf",
  "__proto__.polluted",
  "constructor.prototype.polluted",
  '{"__proto__":{"polluted":1}}',
] as const;

/** What Markdown, a shell, a terminal and our own notations give a meaning to. */
const NOTATIONS = [
  "```",
  "`````\n# x",
  "`",
  "``` ` ``",
  "~~~",
  "](javascript:__pwned=1)",
  "![x](https://evil.example/x.png)",
  "@everyone #1 GH-1",
  "| a | b |",
  "<details>",
  "\\",
  "'; echo pwned; '",
  '"; echo pwned; "',
  "$(echo pwned)",
  "`echo pwned`",
  "!!",
  "-o /tmp/pwned",
  "--config=/tmp/pwned",
  "\x1b[2J\x1b]0;pwned\x07",
  "[redacted#1]",
  "[redacted]",
  "%5Bredacted%231%5D",
  "$NAME$ $1 $& $$ $`",
  "corscope transcript 1",
  "= failed net::ERR_FAILED",
  "> GET /",
  "< 200",
  "%s%n%d%x",
  "=1+1",
  "\\u{202e}",
] as const;

const CORS = [
  "*",
  "null",
  "true",
  "TRUE",
  "http://app.test",
  "https://app.test",
  "http://app.test/",
  "http://app.test, http://app.test",
  "HTTP://APP.TEST",
  "http://app.test:80",
  "http://APP.test.",
  "http://app.test\\@evil.example",
  "http://app.test%00.evil.example",
  "http://xn--80ak6aa92e.example",
  "http://[::1]:80",
  "http://[::1",
  "http://1.2.3",
  "http://user:secret@app.test",
  "//app.test",
  "/",
  "?",
  "#",
  "file:///etc/passwd",
  "chrome-extension://x/",
  "GET",
  "get, PUT,, ,\tDELETE",
  "x-a,x-b",
  "x-a, *",
  "authorization",
  "86400",
  "-1",
  "1e99",
  "99999999999999999999",
  "0x10",
  "NaN",
] as const;

/** UTF-8 in the ways in which it breaks. */
const BROKEN_UTF8 = [
  "\xc0\xaf", // overlong
  "\xe0\x80\xaf",
  "\xf0\x80\x80\xaf",
  "\xed\xa0\x80", // half of a surrogate pair
  "\xed\xb0\x80",
  "\xf4\x90\x80\x80", // above U+10FFFF
  "\xf8\x88\x80\x80\x80",
  "\xfe",
  "\xff",
  "\x80",
  "\xbf\xbf",
  "\xc3", // cut
  "\xe2\x82",
  "\xf0\x9f\x92",
  "\xc3\x28",
  "\xef\xbf\xbe", // noncharacter
  "\xef\xbb\xbf", // byte order mark
] as const;

const TEXTS = [
  "caf\u00e9",
  "\u202eevil\u202c",
  "\u2066x\u2069",
  "a\u200bb\u200d\ufeff",
  "\u{e0041}\u{e0042}",
  "Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308",
  "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}",
  "\u05d0\u05d1 \u0627\u0644",
  "\u3164\u115f",
  "\ufdfa",
  "\u0085\u2028\u2029",
  "\u212a\u017f\u0130", // letters that change their length or kind with their case
  "\ud7ff\ue000\uffff",
] as const;

/** What regular expressions are slow on: a piece, many times. */
export const PUMPS = [
  "a",
  " ",
  "\t",
  ",",
  ", ",
  "://",
  "://a@",
  "?code=",
  "&",
  "=",
  "#",
  ";",
  "%",
  "%5Bredacted%23",
  "[redacted#",
  "eyJ",
  "-eyJ",
  "eyJaaaaaa.",
  "eyJaaaaaa.aaaaaa",
  "a.",
  "a@",
  "@a.",
  "a@a.",
  "`",
  "` ",
  "'",
  '"',
  "\\",
  "<",
  "<a",
  "&lt;",
  "\xc3\xa9",
  "\xe2\x80\xae",
  "\xff",
  "\x01",
  "0",
  "Aa0",
  "Aa0-",
  "../",
  "/",
  "[",
  "(",
  "*",
  "$&",
  "\xf0\x9f\x92\xa9",
  "\xcc\x80",
] as const;

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
