import type { Pair } from "./case";

/** Pools of values, grouped by what is the matter with them. Characters are bytes. */

export const utf8 = (text: string): string => Buffer.from(text, "utf8").toString("latin1");

const acao = (...values: readonly string[]): readonly Pair[] => values.map((value) => ["Access-Control-Allow-Origin", value]);

/** What Access-Control-Allow-Origin can be instead of the request's origin. */
export const ALLOW_ORIGIN: Readonly<Record<string, readonly (readonly Pair[])[]>> = {
  absent: [[]],
  star: [acao("*")],
  other: [acao("{other}"), acao("{api}"), acao("https://elsewhere.example"), acao("{sibling}"), acao("{page}")],
  slash: [acao("{origin}/"), acao("{page}/path")],
  case: [acao("{ORIGIN}"), acao("{PAGE}"), acao("NULL"), acao("Null")],
  scheme: [acao("{pageHttps}")],
  port: [acao("{pageNoPort}"), acao("{page}1"), acao("{port}")],
  null: [acao("null")],
  "two-fields": [
    acao("{origin}", "{origin}"),
    acao("{origin}", "{other}"),
    acao("*", "{origin}"),
    acao("", "{origin}"),
    acao("{origin}", ""),
    acao("*", "*"),
    acao("null", "null"),
    acao("", ""),
  ],
  comma: [acao("{origin}, {other}"), acao("{origin},{other}"), acao("{origin},"), acao("*, {origin}"), acao(","), acao("null,null")],
  space: [acao("{origin} {other}"), acao("* *"), acao("{other}\t{origin}"), acao("[object Object]"), acao("http://a b")],
  empty: [acao(""), acao("  ")],
  garbage: [
    acao("garbage"),
    acao("true"),
    acao("undefined"),
    acao('"{origin}"'),
    acao("'*'"),
    acao("**"),
    acao("%s"),
    acao("{origin}\x01"),
  ],
  host: [acao("{host}"), acao("app.test"), acao("*.app.test"), acao("localhost:3000")],
  // Chromium asks GURL whether it is a URL, we ask the standard's parser: every corner on which they could differ.
  odd: [
    ..."http:// https:// http:app.test http:/app.test http:///app.test //x /x x:y https://*.a.test http://* HTTP://app.test javascript:1".split(
      " ",
    ),
    ..."data:,x data: file:/// file: about:blank blob:null/x blob: chrome://x ://x : a: 1: -: +a: a+b-c.d: http://% http://a%00b".split(
      " ",
    ),
    ..."http://a%20b http://exa%mple http://ex%61mple.test http://0x7f.1 http://1.2.3.4.5 http://256.256.256.256 http://1.2.3.999".split(
      " ",
    ),
    ..."http://user@app.test http://u:p@app.test http://@ http://user@ http://app.test:99999 http://app.test:x http://app.test: "
      .trim()
      .split(" "),
    ..."http://app.test:0 http://app.test:65535 http://app.test:65536 http://app.test:-1 http://app.test:+80 http://:80".split(" "),
    ..."http://xn--a http://xn-- http://xn--zca http://a..b http://.a http://a. http://. http://.. http://a_b http://-a http://a-".split(
      " ",
    ),
    ..."http://[::1] http://[::g] http://[1::2::3] http://[::1 http://::1 http://[::ffff:1.2.3.4] http://[::1%25eth0] http://[]".split(" "),
    ..."http://a^b http://a|b http://<x> http://a#b http://?x http://#x http://\\x http:\\\\x http://a`b http://a{b http://a}b".split(" "),
    ..."http://a\"b http://a'b http://a!b http://a$b http://a&b http://a(b http://a;b http://a=b http://a~b http://a+b ws://x wss://".split(
      " ",
    ),
    ..."ftp://x ftp:// foo://x foo:// foo://x:99999 foo://a%b foo://[x] foo://a<b foo:bar mailto:x filesystem:http://a/t/b filesystem:x".split(
      " ",
    ),
    ..."http://4294967296 http://0xffffffffff http://09 http://1.08 http://0x http://1e3 about: intent://x#Intent;end tel:1 urn:x".split(
      " ",
    ),
    "http://a\tb",
    "ht\ttp://a",
    "\x01http://app.test",
    "http://app.test\x1f",
    "http://app.test\x7f",
    "http://a\x0bb",
    "foo://a\x7fb",
    utf8("http://\u00e4.test"),
    utf8("http://a\u3002b"),
    utf8("http://\u00ad"),
    utf8("http://\u200d"),
    utf8("http://\ufdd0"),
    utf8("http://\u2100"),
    utf8("http://xn--\u00e4"),
    utf8("http://\ud83d\ude00.test"),
    utf8("\u00fc"),
    utf8("foo://\u00fc"),
    utf8("\u00a0http://app.test"),
    "http://\xe4.test",
    "\xff",
    "foo:\xff",
    `http://${"a".repeat(64)}.test`,
    `http://${"a.".repeat(130)}test`,
    `http://app.test/${"x".repeat(300)}`,
  ].map((value) => acao(value)),
};

const acac = (...values: readonly string[]): readonly Pair[] => values.map((value) => ["Access-Control-Allow-Credentials", value]);

export const ALLOW_CREDENTIALS: readonly (readonly Pair[])[] = [
  [],
  [],
  acac("True"),
  acac("TRUE"),
  acac("true, true"),
  acac("true", "true"),
  acac("false", "true"),
  acac("true", ""),
  acac(""),
  acac("false"),
  acac("1"),
  acac('"true"'),
  acac("true;"),
  acac("true,"),
  acac("*"),
  acac("{origin}"),
  acac(utf8("tr\u00fce")),
  acac("tr\xfce"),
];

/** Breaks a list so that one element of it is no token; `{}` stands for the list as it was. */
export const MALFORMED: readonly string[] = [
  "{};",
  '"{}"',
  "[{}]",
  "{}, a b",
  "{}; x",
  "{}, a/b",
  "{}, (a)",
  "{}, a:b",
  "{}, a@b",
  "{}, a=b",
  "{},,{x}",
  "{}, \x7f",
  "{}, a\x01",
  `{}, ${utf8("\u00fc")}`,
  "{}, \xfc",
  `{}${utf8("\u00a0")}`,
  "{}, a\tb",
  "{}, \\",
  "{}, ?",
  "{}, a\x0b",
];

/** Keeps a list good, however it looks. */
export const ODD_BUT_GOOD: readonly string[] = ["{}", ",{}", "{},", " ,, {} ,\t,", "\t{}\t", "{}, a!#$%&'*+-.^_`|~b", "x-y ,{}", "{},*"];

export const MAX_AGE: readonly string[] = [
  "600",
  "5",
  "0",
  "-1",
  "abc",
  "3600.5",
  "99999999999999999999",
  "600, 600",
  "",
  "+60",
  "-99999999999999999999",
  " 60 ",
  "1e3",
];

/** A Location that leads nowhere, or not where it seems. Not to `ws:`, whose fate hangs on a feature that Playwright turns off. */
export const ODD_LOCATION: readonly (readonly string[])[] = [
  [""],
  ["http://"],
  ["http://["],
  ["data:text/plain,x"],
  ["javascript:1"],
  // The path says to whoever hears of it which case it was.
  ["about:blank#{nextPath}"],
  ["foo:bar{nextPath}"],
  ["ftp://x{nextPath}"],
  ["file:///x"],
  ["", "{next}"],
  ["{next}", "{next}"],
  ["{next}", ""],
  ["{next}", "{other}/elsewhere"],
];
