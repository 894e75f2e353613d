import { execFileSync } from "node:child_process";
import { parseAst } from "vite";
import { describe, expect, it } from "vitest";
import type { Policy } from "../policy";
import { PLAIN } from "./policies.fixture";
import { STACKS } from "./registry";
import {
  finish,
  http,
  httpValue,
  js,
  jsNumber,
  jsString,
  type Language,
  type Lit,
  nginx,
  nginxExactly,
  nginxString,
  sh,
  shWord,
} from "./safeText";

/** Values that browsers were seen to send, and what a forged file may hold. */
const HOSTS = [
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
const NAMES = ["x'y", "x`y", "x$y", "x|y", "x#y", "x%5by", "x&y", "x*y", "x!y", "x~y", "x^y", "x+y", "x'+evil+'y", "__proto__"];
const FORGED = [
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
const ORIGINS = [...HOSTS.flatMap((host) => [`http://a${host}.example`, `https://${host}`]), ...FORGED];
const ALL = [...ORIGINS, ...NAMES];

describe("a recipe given a hostile policy refuses it with a sentence", () => {
  const places: Record<string, (value: string) => Policy> = {
    origin: (value) => ({ ...PLAIN, allowedOrigins: [value] }),
    "second origin": (value) => ({ ...PLAIN, allowedOrigins: ["https://a.test", value] }),
    method: (value) => ({ ...PLAIN, allowedMethods: [value] }),
    header: (value) => ({ ...PLAIN, allowedHeaders: [value] }),
    "exposed header": (value) => ({ ...PLAIN, exposedHeaders: [value] }),
  };
  for (const stack of STACKS) {
    for (const [place, policyWith] of Object.entries(places)) {
      it(`${stack.id}: ${place}`, () => {
        for (const value of ALL) {
          if (place === "origin" && value === "*") continue; // exactly ["*"] is a policy of its own
          if (place.includes("header") && value === "null") continue; // a plain name
          const rendered = stack.render(policyWith(value));
          expect(rendered, value).toMatchObject({ ok: false, refusal: expect.stringMatching(/\.$/) });
        }
      });
    }
    it(`${stack.id}: never the wildcard with credentials, never an unreadable max-age`, () => {
      expect(stack.render({ ...PLAIN, allowedOrigins: ["*"], allowCredentials: true }).ok).toBe(false);
      for (const maxAge of [Number.NaN, -1, 1.5, 1e9, Number.POSITIVE_INFINITY]) expect(stack.render({ ...PLAIN, maxAge }).ok).toBe(false);
    });
    it(`${stack.id}: names of Object.prototype are names`, () => {
      const rendered = stack.render({ ...PLAIN, allowedHeaders: ["constructor"], maxAge: 5 });
      expect(rendered).toMatchObject({ ok: true, text: expect.stringContaining("constructor") });
    });
  }
});

describe("encoders hold without the validator", () => {
  it("JavaScript: one string literal with exactly that value", () => {
    for (const value of ALL) {
      const { body } = parseAst(textOf(js`f(${jsString(value)});`));
      expect(body).toHaveLength(1);
      expect(body[0], value).toMatchObject({
        type: "ExpressionStatement",
        expression: { type: "CallExpression", arguments: [{ type: "Literal", value }] },
      });
      expect(textOf(js`${jsString(value)}`)).not.toMatch(/[<\u2028\u202e]/);
    }
  });
  it("nginx: one quoted argument with exactly that value, or a refusal", () => {
    for (const value of ALL) {
      const rendered = finish(nginx`${nginxString(value)}`);
      const mustRefuse = /[$\p{Cc}\u2028\u202e]/u.test(value);
      expect(rendered.ok, value).toBe(!mustRefuse);
      if (rendered.ok) expect(readNginxString(rendered.text), value).toBe(value);
    }
  });
  it("nginx patterns: match the value and nothing near it, or a refusal", () => {
    for (const value of ["https://a.test", "http://[::1]:80", ...ALL]) {
      const rendered = finish(nginx`${nginxExactly(value)}`);
      if (!rendered.ok) continue;
      const pattern = new RegExp(rendered.text.slice(2, -1));
      expect(pattern.test(value), value).toBe(true);
      expect(pattern.test(`${value}x`) || pattern.test(`x${value}`), value).toBe(false);
    }
    expect(new RegExp(textOf(nginx`${nginxExactly("https://a.test")}`).slice(2, -1)).test("https://axtest")).toBe(false);
  });
  it("headers: one line, or a refusal", () => {
    for (const value of ALL) {
      const rendered = finish(http`A: ${httpValue(value)}`);
      if (rendered.ok) expect(rendered.text).toBe(`A: ${value}`);
      else expect(value).toMatch(/[^\x20-\x7e]/);
    }
  });
  it("shell: the words that /bin/sh reads are the values", () => {
    const values = ALL.filter((value) => finish(sh`${shWord(value)}`).ok);
    expect(values.length).toBe(ALL.filter((value) => !/[\p{Cc}\u2028\u202e]/u.test(value)).length);
    const words = values.map((value) => textOf(shWord(value))).join(" ");
    expect(execFileSync("/bin/sh", ["-c", `printf '%s\\n' ${words}`], { encoding: "utf8" })).toBe(`${values.join("\n")}\n`);
  });
  it("a refusal survives every template around it", () => {
    expect(finish(nginx`a ${nginx`b ${nginxString("$x")}`}`)).toMatchObject({ ok: false });
    expect(finish(js`a ${jsNumber(Number.NaN)}`)).toMatchObject({ ok: false });
  });
  it("a raw string, or text of another language, does not compile", () => {
    // @ts-expect-error a string is no Lit
    expect(() => js`${"raw"}`).not.toThrow();
    // @ts-expect-error a shell word is no JavaScript
    expect(() => js`${shWord("x")}`).not.toThrow();
    // @ts-expect-error nor can a Lit be written by hand
    const forged: Lit<"javascript"> = { text: "x", refusal: null };
    expect(forged).toBeDefined();
  });
});

describe("rendered JavaScript holds our statements only", () => {
  const policy: Policy = {
    ...PLAIN,
    allowedOrigins: ["https://a.test", "http://localhost:3000"],
    allowedMethods: ["PUT"],
    allowedHeaders: ["x-a"],
    exposedHeaders: ["x-b"],
    allowCredentials: true,
    maxAge: 600,
  };
  const shapes: Record<string, string[]> = {
    "express-cors": ["ImportDeclaration", "ExpressionStatement"],
    "express-manual": ["VariableDeclaration", "FunctionDeclaration", "ExpressionStatement"],
    "node-http": ["VariableDeclaration", "FunctionDeclaration"],
  };
  for (const stack of STACKS.filter((one) => one.language === "javascript")) {
    it(stack.id, () => {
      const rendered = stack.render(policy);
      expect(rendered.ok).toBe(true);
      if (rendered.ok) expect(parseAst(rendered.text).body.map((statement) => statement.type)).toEqual(shapes[stack.id]);
    });
  }
});

function textOf<L extends Language>(text: Lit<L>): string {
  const rendered = finish(text);
  return rendered.ok ? rendered.text : expect.fail(rendered.refusal);
}

/** Reads one double-quoted argument the way ngx_conf_read_token does; null when it does not end at the end of the text. */
function readNginxString(text: string): string | null {
  if (!text.startsWith('"')) return null;
  let value = "";
  for (let index = 1; index < text.length; index++) {
    const character = text[index] as string;
    if (character === '"') return index === text.length - 1 ? value : null;
    if (character === "\\" && /["'\\]/.test(text[index + 1] ?? "")) value += text[++index];
    else value += character;
  }
  return null;
}
