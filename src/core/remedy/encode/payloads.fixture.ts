import fc from "fast-check";
import type { Policy } from "../policy";
import { PLAIN } from "../stacks/policies.fixture";

/** Values that browsers were seen to send, and what a forged file may hold. */
export const HOSTS = [
  '"',
  "'",
  "`",
  "$",
  "\u0024{x}",
  ";",
  "{",
  "}",
  "(",
  ")",
  ",",
  "&",
  "%2A",
  "=",
  "!",
  "~",
  '";evil();"',
  "';evil();'",
  '"};evil(){"',
  "{env.HOME}",
  "$http_cookie",
  "$(id)",
  "`id`",
];
export const NAMES = ["x'y", "x`y", "x$y", "x|y", "x#y", "x%5by", "x&y", "x*y", "x!y", "x~y", "x^y", "x+y", "x'+evil+'y", "__proto__"];
export const FORGED = [
  'https://x" ; evil',
  "https://x\\",
  "https://x\nadd_header: y",
  "x\r\nX-Evil: 1",
  "x\0y",
  "x\u2028y",
  "</script><script>evil()</script>",
  "*/ evil() /*",
  "?>",
  "<%= evil %>",
  "{{ evil }}",
  "\u0024{{ evil }}",
  "#{evil}",
  "%[env()]",
  "%{HTTP_COOKIE}e",
  "x\u202ey",
  "*",
  ".*",
  "$&$1$$",
  "'; DROP TABLE x",
  "\\u0022);evil(\\u0022",
  "null",
  "https://a.test/",
  "https://a.test:443",
];

export const HOSTILE = [...HOSTS.flatMap((host) => [`http://a${host}.example`, `https://${host}`]), ...FORGED, ...NAMES];

/** Characters that some language gives a meaning to, in any mixture: what no list foresees. */
export const randomPayload = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc
    .array(fc.constantFrom(...new Set(HOSTILE.join("")), "\u0000", "\u0007", "\u0085", "\u2029", "\ufeff", "é", "😀"), { maxLength: 12 })
    .map((characters) => characters.join("")),
  fc.array(fc.constantFrom(...HOSTILE), { minLength: 1, maxLength: 3 }).map((values) => values.join("")),
);

/** Where in a policy a value of a stranger may stand. */
export const PLACES: Readonly<Record<string, (value: string) => Policy>> = {
  origin: (value) => ({ ...PLAIN, allowedOrigins: [value] }),
  "second origin": (value) => ({ ...PLAIN, allowedOrigins: ["https://a.test", value] }),
  method: (value) => ({ ...PLAIN, allowedMethods: [value] }),
  header: (value) => ({ ...PLAIN, allowedHeaders: [value] }),
  "exposed header": (value) => ({ ...PLAIN, exposedHeaders: [value] }),
};
