import { readdirSync, readFileSync } from "node:fs";
import { dirname, join as joinPath } from "node:path";
import { expect, it } from "vitest";
import { js } from "./javascript";
import { join, type Lit } from "./lit";
import { ng, ngString } from "./nginx";
import { shWord } from "./shell";

it("a refusal survives every template and list around it", () => {
  expect(ng`a ${ng`b ${ngString("$x")}`}`.refusal).toMatch(/\.$/);
  expect(ng`a ${join([ng`b`, ngString("$x")], "\n")}`.refusal).toMatch(/\.$/);
});

it("a raw string, or text of another language, does not compile", () => {
  // @ts-expect-error a string is no Lit
  expect(() => js`${"raw"}`).not.toThrow();
  // @ts-expect-error a shell word is no JavaScript
  expect(() => js`${shWord("x")}`).not.toThrow();
  // @ts-expect-error nor can a Lit be written by hand
  const forged: Lit<"javascript"> = { language: "javascript", text: "x", refusal: null };
  expect(forged).toBeDefined();
});

it("only encoders make a Lit of a string", () => {
  const remedy = dirname(import.meta.dirname);
  const files = readdirSync(remedy, { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.ts$/.test(file) && !/^encode[\\/]/.test(file),
  );
  const makers = files.filter((file) =>
    /\b(?:encoded|unwritable)\b.*encode\/lit|as (?:unknown as )?Lit</.test(readFileSync(joinPath(remedy, file), "utf8")),
  );
  expect(files.length).toBeGreaterThan(20);
  expect(makers).toEqual([]);
});
