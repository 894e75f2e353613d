import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csharpNumber, csharpString, csharpStrings } from "./csharp";
import { goFields, goNumber, goString, goStrings, go as tag } from "./go";
import { javaNumber, javaString, javaStrings } from "./java";
import type { Language, Lit } from "./lit";
import { HOSTILE, randomPayload } from "./payloads.fixture";
import { phpList, phpNumber, phpString } from "./php";
import { pyList, pyNumber, pyString } from "./python";
import { rubyNumber, rubyString, rubyStrings, rubySymbol } from "./ruby";
import { rustNumber, rustString, rustStrings } from "./rust";

/**
 * Validator off. Here each language's string is read by a reader of ours that knows no more escapes than the encoder may use; its own parser
 * reads the same payloads in `npm run injection`.
 */
interface Quoting {
  readonly encode: (value: string) => Lit<Language>;
  readonly number: (value: number) => Lit<Language>;
  /** What may stand between the quotes: one character, or an escape whose groups are hexadecimal or octal digits. */
  readonly item: RegExp;
  readonly quote: '"' | "'";
}

const wide = /\\U([0-9a-f]{8})|\\u([0-9a-f]{4})|\\(["\\])|[ !#-[\]-~]/y;

const DOUBLE: Record<string, Quoting> = {
  python: { encode: pyString, number: pyNumber, item: wide, quote: '"' },
  go: { encode: goString, number: goNumber, item: wide, quote: '"' },
  csharp: { encode: csharpString, number: csharpNumber, item: wide, quote: '"' },
  rust: { encode: rustString, number: rustNumber, item: /\\u\{([0-9a-f]{1,6})\}|()\\(["\\])|[ !#-[\]-~]/y, quote: '"' },
};
const OTHERS: Record<string, Quoting> = {
  ruby: { encode: rubyString, number: rubyNumber, item: /()()\\(['\\])|[^'\\\p{Cc}]/uy, quote: "'" },
  php: { encode: phpString, number: phpNumber, item: /()()\\(['\\])|[^'\\\p{Cc}]/uy, quote: "'" },
};

function read(text: string, { item, quote }: Quoting): string | null {
  if (!text.startsWith(quote) || !text.endsWith(quote) || text.length < 2) return null;
  let value = "";
  let at = 1;
  while (at < text.length - 1) {
    item.lastIndex = at;
    const match = item.exec(text);
    if (match === null) return null;
    at += match[0].length;
    const digits = match[1] || match[2];
    value += digits ? String.fromCodePoint(Number.parseInt(digits, 16)) : (match[3] ?? match[0]);
  }
  return at === text.length - 1 ? value : null;
}

describe("strings in quotes hold exactly their value", () => {
  for (const [language, quoting] of Object.entries({ ...DOUBLE, ...OTHERS })) {
    it(language, () => {
      const holds = (value: string) => {
        const { text, refusal } = quoting.encode(value);
        const unseen = quoting.quote === "'" && /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(value);
        expect(refusal !== null, value).toBe(unseen);
        if (refusal === null) expect(read(text, quoting), value).toBe(value);
        else expect(refusal).toMatch(/\.$/);
      };
      for (const value of HOSTILE) holds(value);
      fc.assert(fc.property(randomPayload, holds));
      expect(quoting.encode("\ud800").refusal).toMatch(/\.$/);
    });
    it(`${language}: numbers are whole and not negative, or refuse`, () => {
      expect(quoting.number(600)).toMatchObject({ text: "600", refusal: null });
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -1, 1.5, 1e21]) expect(quoting.number(value).refusal).toMatch(/\.$/);
    });
  }
  it("java: as its compiler sees it, which translates \\u before it looks for quotes", () => {
    const holds = (value: string) => {
      const { text } = javaString(value);
      expect(text).toMatch(/^"[ -~]*"$/);
      // A backslash behind a backslash begins no escape.
      const translated = text.replace(/\\\\|\\u([0-9a-f]{4})/g, (whole, digits: string | undefined) =>
        digits === undefined ? whole : String.fromCharCode(Number.parseInt(digits, 16)),
      );
      expect(translated.slice(1, -1).replace(/\\(?:["\\]|[0-7]{3})/g, ""), value).not.toMatch(/["\\\r\n]/);
      const inner = translated.slice(1, -1).replace(/\\(?:(["\\])|([0-7]{3}))/g, (_, plain: string | undefined, octal: string) => {
        return plain ?? String.fromCharCode(Number.parseInt(octal, 8));
      });
      expect(inner).toBe(value);
    };
    for (const value of HOSTILE) holds(value);
    fc.assert(fc.property(randomPayload, holds));
    expect(javaString("\ud800").refusal).toMatch(/\.$/);
    expect(javaNumber(600)).toMatchObject({ text: "600", refusal: null });
  });
});

describe("lists and names", () => {
  it("of each language", () => {
    const values = ["a", 'b"'];
    expect(pyList(values).text).toBe('["a", "b\\""]');
    expect(goStrings(values).text).toBe('[]string{"a", "b\\""}');
    expect(rustStrings(values).text).toBe('["a", "b\\""]');
    expect(javaStrings(values).text).toBe('"a", "b\\""');
    expect(csharpStrings(values).text).toBe('"a", "b\\""');
    expect(rubyStrings(values).text).toBe("'a', 'b\"'");
    expect(phpList(values).text).toBe("['a', 'b\"']");
    expect(pyList([])).toMatchObject({ text: "[]", language: "python" });
  });
  it("Ruby symbols are quoted where they are no plain word", () => {
    expect(rubySymbol("put").text).toBe(":put");
    expect(rubySymbol("m-search").text).toBe(":'m-search'");
    expect(rubySymbol("x'y").text).toBe(":'x\\'y'");
  });
  it("Go's fields stand in columns until a comment comes between", () => {
    const fields = goFields([[tag`A`, tag`1`], [tag`Long`, tag`2`], tag`// why`, [tag`B`, tag`3`]]);
    expect(fields.text).toBe("\tA:    1,\n\tLong: 2,\n\t// why\n\tB: 3,");
  });
});
