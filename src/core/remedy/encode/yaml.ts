import { join, type Lit, template, unwritable } from "./lit";
import { doubleQuoted, hex, number } from "./quoted";

export type Yaml = Lit<"yaml">;
export const yaml = template("yaml");

const spell = (codePoint: number): string => (codePoint > 0xffff ? `\\U${hex(codePoint, 8)}` : `\\u${hex(codePoint, 4)}`);

/** Always in double quotes: no value is then taken for a number, a boolean or a key. */
export function yamlString(value: string): Yaml {
  return doubleQuoted({ language: "yaml", spell }, value);
}

export function yamlNumber(value: number): Yaml {
  return number("yaml", value);
}

/** A list of strings on one line. */
export function yamlList(values: readonly string[]): Yaml {
  return yaml`[${join(values.map(yamlString), ", ")}]`;
}

/** A fixed value in a parameter mapping of API Gateway: in quotes of its own inside those of YAML, and nothing escapes them. */
export function yamlMapped(value: string): Yaml {
  if (value.includes("'")) return unwritable("yaml", "API Gateway has no escape for a quote in a fixed value: write the rule by hand.");
  return yamlString(`'${value}'`);
}
