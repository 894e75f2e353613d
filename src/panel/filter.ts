import type { Row } from "./judge";

type Key = "is" | "reason" | "host" | "method" | "status";

export interface Term {
  readonly key: Key | null;
  /** Lower case. */
  readonly value: string;
  readonly not: boolean;
}

const KEYS: readonly string[] = ["is", "reason", "host", "method", "status"] satisfies Key[];

/** Words in quotes stay together; `-` in front turns a word round; an unknown `key:` is an ordinary word (URLs hold colons). */
export function parseFilter(text: string): Term[] {
  const terms: Term[] = [];
  for (const match of text.matchAll(/(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/giu)) {
    const [, minus, key, quoted, plain] = match;
    const known = key !== undefined && KEYS.includes(key.toLowerCase());
    const word = quoted ?? plain ?? "";
    const value = (known || key === undefined ? word : `${key}:${word}`).toLowerCase();
    if (value === "") continue;
    terms.push({ key: known ? (key.toLowerCase() as Key) : null, value, not: minus === "-" });
  }
  return terms;
}

function statusFits(status: number | null, wanted: string): boolean {
  if (status === null) return wanted === "none" || wanted === "0";
  const text = String(status);
  return /^[1-5]xx$/u.test(wanted) ? text.startsWith(wanted.slice(0, 1)) : text.startsWith(wanted);
}

function fits(row: Row, { key, value }: Term): boolean {
  switch (key) {
    case "is":
      return row.verdict === value || (value === "cached" && row.preflight === "cached");
    case "reason":
      return `${row.diagnosis.reason ?? ""} ${row.diagnosis.notCors ?? ""} ${row.diagnosis.cause ?? ""} ${row.reason}`
        .toLowerCase()
        .includes(value);
    case "host":
      return row.host.toLowerCase().includes(value);
    case "method":
      return row.method.toLowerCase() === value;
    case "status":
      return statusFits(row.status, value);
    default:
      return `${row.method} ${row.url} ${row.verdict} ${row.diagnosis.reason ?? ""} ${row.reason}`.toLowerCase().includes(value);
  }
}

export function matches(row: Row, terms: readonly Term[]): boolean {
  return terms.every((term) => fits(row, term) !== term.not);
}
