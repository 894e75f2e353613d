import { encoded, join, type Lit, template } from "./lit";
import { doubleQuoted, hex, number } from "./quoted";

export type Go = Lit<"go">;
export const go = template("go");

const spell = (codePoint: number): string => (codePoint > 0xffff ? `\\U${hex(codePoint, 8)}` : `\\u${hex(codePoint, 4)}`);

export function goString(value: string): Go {
  return doubleQuoted({ language: "go", spell }, value);
}

export function goNumber(value: number): Go {
  return number("go", value);
}

/** A slice of strings on one line. */
export function goStrings(values: readonly string[]): Go {
  return go`[]string{${join(values.map(goString), ", ")}}`;
}

/** `Name: value` or a comment of its own. */
export type GoField = readonly [name: Go, value: Go] | Go;

/** The fields of a struct, a line each, as gofmt aligns them: in a column until a comment comes between. */
export function goFields(fields: readonly GoField[]): Go {
  const lines: Go[] = [];
  let start = 0;
  fields.forEach((field, index) => {
    if (!isPair(field)) {
      lines.push(go`	${field}`);
      start = index + 1;
      return;
    }
    const end = fields.findIndex((other, at) => at > index && !isPair(other));
    const widths = fields.slice(start, end < 0 ? undefined : end).map((other) => (isPair(other) ? other[0].text.length : 0));
    const gap = encoded("go", " ".repeat(Math.max(...widths) - field[0].text.length + 1));
    lines.push(go`	${field[0]}:${gap}${field[1]},`);
  });
  return join(lines, "\n");
}

function isPair(field: GoField): field is readonly [Go, Go] {
  return Array.isArray(field);
}
