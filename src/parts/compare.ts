import { type Compared, type ComparedPiece, compareOrigins } from "./compareOrigins";

/** What the core says where a header is absent: nothing in it can be lit. */
const ABSENT = "(no such header)";
/** The core's remark on a header that came more than once. */
const FIELDS = / \(\d+ fields\)$/u;
const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/u;

const plain = (text: string): ComparedPiece => ({ text, differs: false });
const lit = (text: string): ComparedPiece => ({ text, differs: true });

/** What to light on both sides of a check that failed; null where light would say nothing. */
export function compare(check: string, expected: string, got: string): Compared | null {
  if (got === "") return null;
  if (check === "allow-origin") return got === ABSENT ? null : compareAllowOrigin(expected, got);
  if (check === "allow-credentials") return got === ABSENT ? null : compareWords(expected, got);
  if (check === "method-allowed" || check.startsWith("header-allowed:")) return compareNames(expected, got);
  if (check === "methods-parse" || check === "headers-parse") return { expected: [plain(expected)], got: unparsable(got) };
  return null;
}

function compareAllowOrigin(expected: string, got: string): Compared | null {
  const origin = expected.replace(/ \(.*\)$/u, "");
  const remark = FIELDS.exec(got)?.[0] ?? "";
  const values = got.slice(0, got.length - remark.length).split(/(?<=,)\s*|\s+/u);
  if (values.length > 1) return { expected: [plain(expected)], got: [...surplus(values, origin), plain(remark)] };
  return compareOrigins(expected, got) ?? { expected: [plain(expected)], got: [lit(got)] };
}

/** The first that fits may stay; what goes beyond it is the fault. */
function surplus(values: readonly string[], origin: string): ComparedPiece[] {
  const kept = values.findIndex((value) => value.replace(/,$/u, "") === origin);
  return values.map((value, index) => ({ text: index === 0 ? value : ` ${value}`, differs: index !== kept }));
}

/** Lights what two short words do not share between their common ends: `true` against `True`, or `true` against `true, true`. */
function compareWords(expected: string, got: string): Compared {
  let start = 0;
  while (start < Math.min(expected.length, got.length) && expected[start] === got[start]) start += 1;
  let end = 0;
  while (end < Math.min(expected.length, got.length) - start && expected.at(-1 - end) === got.at(-1 - end)) end += 1;
  const split = (text: string) =>
    [plain(text.slice(0, start)), lit(text.slice(start, text.length - end)), plain(text.slice(text.length - end))].filter(
      (piece) => piece.text !== "",
    );
  return { expected: split(expected), got: split(got) };
}

/** The wanted name is missing; in the list, lit is what people take for it: the name in another spelling, or an asterisk that does not count. */
function compareNames(expected: string, got: string): Compared {
  const pieces = got === ABSENT ? [plain(got)] : elements(got, (name) => name === "*" || name.toLowerCase() === expected.toLowerCase());
  return { expected: [lit(expected)], got: pieces };
}

function unparsable(got: string): ComparedPiece[] {
  return elements(got, (name) => name !== "" && !TOKEN.test(name));
}

/** The elements of a comma list, each with whether it is to be lit; commas and spaces between them are not. */
function elements(list: string, differs: (name: string) => boolean): ComparedPiece[] {
  return list
    .split(/(\s*,\s*)/u)
    .map((text, index) => ({ text, differs: index % 2 === 0 && differs(text) }))
    .filter((piece) => piece.text !== "");
}
