import { jsonText } from "./jsonText";
import { encoded, type Lit } from "./lit";

export type Json = Lit<"json">;
export type JsonValue = string | number | boolean | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A whole document. Lists of plain values and pairs of texts stand on one line, all else on a line each. Keys are ours; a value of a stranger is never one. */
export function json(value: JsonValue): Json {
  return encoded("json", `${written(value, "")}\n`);
}

function written(value: JsonValue, indent: string): string {
  if (typeof value === "string") return jsonText(value);
  if (typeof value !== "object") return JSON.stringify(value);
  const inner = `${indent}  `;
  if (isList(value)) {
    if (value.every((item) => typeof item !== "object")) return `[${value.map((item) => written(item, inner)).join(", ")}]`;
    return block(
      "[",
      value.map((item) => written(item, inner)),
      "]",
      indent,
    );
  }
  const members = Object.entries(value).map(([key, item]) => `${jsonText(key)}: ${written(item, inner)}`);
  const isPair = members.length === 2 && Object.values(value).every((item) => typeof item === "string");
  return isPair ? `{ ${members.join(", ")} }` : block("{", members, "}", indent);
}

function block(open: string, items: readonly string[], close: string, indent: string): string {
  return `${open}\n${items.map((item) => `${indent}  ${item}`).join(",\n")}\n${indent}${close}`;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
