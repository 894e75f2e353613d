import fc from "fast-check";
import { parseAst } from "vite";
import { describe, expect, it } from "vitest";
import { hclList, hclNumber, hclString } from "./hcl";
import { json } from "./json";
import type { Language, Lit } from "./lit";
import { HOSTILE, randomPayload } from "./payloads.fixture";
import { tsList, tsMapped, tsNumber, tsString } from "./typescript";
import { yamlList, yamlMapped, yamlNumber, yamlString } from "./yaml";

/** Validator off. The parsers of YAML and HCL read the same payloads when their recipes are proven (`npm run prove`). */
interface Row {
  readonly encode: (value: string) => Lit<Language>;
  /** Null where the text is no single string. */
  read(text: string): string | null;
  readonly refuses?: (value: string) => boolean;
}

const ITEM = /\\U([0-9a-f]{8})|\\u([0-9a-f]{4})|\\(["\\])|[ !#-[\]-~]/y;

/** A string in double quotes, by a reader that knows no more escapes than the encoders may use. */
function quoted(text: string): string | null {
  if (!/^".*"$/.test(text) || text.length < 2) return null;
  let value = "";
  for (let at = 1; at < text.length - 1; at = ITEM.lastIndex) {
    ITEM.lastIndex = at;
    const match = ITEM.exec(text);
    if (match === null) return null;
    const digits = match[1] ?? match[2];
    value += digits === undefined ? (match[3] ?? match[0]) : String.fromCodePoint(Number.parseInt(digits, 16));
  }
  return value;
}

function literal(text: string): string | null {
  const { body } = parseAst(`f(${text});`) as unknown as { body: { expression?: { arguments?: { type: string; value?: unknown }[] } }[] };
  const [only] = body[0]?.expression?.arguments ?? [];
  return body.length === 1 && only?.type === "Literal" ? String(only.value) : null;
}

const ROWS: Record<string, Row> = {
  "JSON document": { encode: (value) => json({ a: [{ b: value }] }), read: (text) => JSON.parse(text).a[0].b },
  TypeScript: { encode: tsString, read: literal },
  YAML: { encode: yamlString, read: quoted },
  "YAML, fixed value of API Gateway": {
    encode: yamlMapped,
    refuses: (value) => value.includes("'"),
    read: (text) => /^'([^']*)'$/s.exec(quoted(text) ?? "")?.[1] ?? null,
  },
  "TypeScript, fixed value of API Gateway": {
    encode: tsMapped,
    refuses: (value) => value.includes("'"),
    read: (text) => /^'([^']*)'$/s.exec(literal(text) ?? "")?.[1] ?? null,
  },
  HCL: {
    encode: hclString,
    refuses: (value) => /[$%]\{/.test(value),
    read: (text) => (/[$%]\{/.test(text) ? null : quoted(text)),
  },
};

describe.each(Object.entries(ROWS))("%s, validator off", (_, { encode, read, refuses }) => {
  const holds = (value: string) => {
    const { text, refusal } = encode(value);
    expect(refusal !== null, value).toBe(refuses?.(value) ?? false);
    if (refusal === null) expect(read(text), value).toBe(value);
    else expect(refusal).toMatch(/\.$/);
    expect(text).not.toMatch(/[\u2028\u202e]/);
  };
  it("holds the value and nothing else, or refuses", () => {
    for (const value of HOSTILE) holds(value);
    fc.assert(fc.property(randomPayload, holds));
  });
});

describe("lists, numbers and layout", () => {
  it("of each language", () => {
    const values = ["a", 'b"'];
    expect(tsList(values)).toMatchObject({ text: '["a", "b\\""]', language: "typescript" });
    expect(yamlList(values)).toMatchObject({ text: '["a", "b\\""]', language: "yaml" });
    expect(hclList(values)).toMatchObject({ text: '["a", "b\\""]', language: "hcl" });
    for (const number of [tsNumber, yamlNumber, hclNumber]) {
      expect(number(600)).toMatchObject({ text: "600", refusal: null });
      for (const value of [Number.NaN, -1, 1.5]) expect(number(value).refusal).toMatch(/\.$/);
    }
  });
  it("JSON puts plain lists on one line and all else on a line each", () => {
    expect(json({ key: "a", value: "b" }).text).toBe('{ "key": "a", "value": "b" }\n');
    expect(json([{ list: ["a", "b"], on: true, age: 5, none: [] }]).text).toBe(
      '[\n  {\n    "list": ["a", "b"],\n    "on": true,\n    "age": 5,\n    "none": []\n  }\n]\n',
    );
  });
});
