import { encoded, join, type Lit, template, unwritable } from "./lit";
import { doubleQuoted, hex, number } from "./quoted";

export type Hcl = Lit<"hcl">;
export const hcl = template("hcl");

const spell = (codePoint: number): string => (codePoint > 0xffff ? `\\U${hex(codePoint, 8)}` : `\\u${hex(codePoint, 4)}`);

/** A quoted template: `${` and `%{` begin an expression, which no value of ours needs. */
export function hclString(value: string): Hcl {
  if (/[$%]\{/.test(value)) return unwritable("hcl", "A value begins a template of Terraform: write the rule by hand.");
  return doubleQuoted({ language: "hcl", spell }, value);
}

export function hclNumber(value: number): Hcl {
  return number("hcl", value);
}

/** A list of strings on one line. */
export function hclList(values: readonly string[]): Hcl {
  return hcl`[${join(values.map(hclString), ", ")}]`;
}

/** `name = value`, a line each, with the signs in a column as `terraform fmt` has them. */
export function hclColumn(pairs: readonly (readonly [name: Hcl, value: Hcl])[]): Hcl {
  const width = Math.max(...pairs.map(([name]) => name.text.length));
  return join(
    pairs.map(([name, value]) => hcl`  ${name}${encoded("hcl", " ".repeat(width - name.text.length))} = ${value}`),
    "\n",
  );
}
