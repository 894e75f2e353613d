import { parseAst } from "vite";
import { describe, expect, it } from "vitest";
import { HOSTILE, PLACES } from "../encode/payloads.fixture";
import type { Policy } from "../policy";
import { PLAIN } from "./policies.fixture";
import { STACKS } from "./registry";

/** They write the server's address and nothing of the policy. */
const PROXIES: ReadonlySet<string> = new Set(["vite-proxy", "webpack-proxy"]);

/** The first defence, for every recipe there is: `admit` refuses. What holds without it is tested beside each encoder. */
describe("a recipe given a hostile policy refuses it with a sentence", () => {
  for (const stack of STACKS) {
    for (const [place, policyWith] of Object.entries(PLACES)) {
      it(`${stack.id}: ${place}`, () => {
        for (const value of HOSTILE) {
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
    it(`${stack.id}: a hostile server address is refused, or not written at all`, () => {
      const plain = stack.render(PLAIN);
      for (const server of HOSTILE) {
        const rendered = stack.render(PLAIN, server);
        if (rendered.ok) expect(rendered, server).toEqual(plain);
        else expect(rendered.refusal, server).toMatch(/\.$/);
      }
    });
    it(`${stack.id}: names of Object.prototype are names`, () => {
      const rendered = stack.render({ ...PLAIN, allowedHeaders: ["constructor"], maxAge: 5 });
      if (PROXIES.has(stack.id)) expect(rendered.ok).toBe(true);
      else if (rendered.ok) expect(rendered.snippets.map(({ text }) => text).join()).toContain("constructor");
      else expect(rendered.refusal).toMatch(/\.$/);
    });
  }
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
  for (const [id, shape] of Object.entries(shapes)) {
    it(id, () => {
      const rendered = STACKS.find((stack) => stack.id === id)?.render(policy);
      const text = rendered?.ok ? (rendered.snippets[0]?.text ?? "") : "";
      expect(parseAst(text).body.map((statement) => statement.type)).toEqual(shape);
    });
  }
});
