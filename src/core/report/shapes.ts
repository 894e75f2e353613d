import type { Header, HeaderList } from "../exchange/networkEvent";

/**
 * Reading of files that anybody may have written. Every field is asked for by name and checked for what it is; nothing of a file is spread
 * into our own objects, so names such as `__proto__` stay names.
 */

export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

/** An own field only: a file must not be read from Object.prototype. */
export function own(fields: Fields | null, name: string): unknown {
  return fields !== null && Object.hasOwn(fields, name) ? fields[name] : undefined;
}

export function inner(fields: Fields | null, name: string): Fields | null {
  return fieldsOf(own(fields, name));
}

/** As long as capture keeps them; what is longer in a file was not captured by us and is cut alike. */
const LONGEST = 8192;

export function textOf(fields: Fields | null, name: string, longest = LONGEST): string | null {
  const value = own(fields, name);
  return typeof value === "string" ? value.slice(0, longest) : null;
}

export function numberOf(fields: Fields | null, name: string): number | null {
  const value = own(fields, name);
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

export function listOf(fields: Fields | null, name: string): readonly unknown[] | null {
  const value = own(fields, name);
  return Array.isArray(value) ? value : null;
}

const MOST_HEADERS = 500;

/** HAR's `[{ name, value }]`; what is no header is left out. HTTP/2's `:authority` and the like are no headers either. */
export function headersOf(fields: Fields | null, most = MOST_HEADERS): HeaderList {
  const headers: Header[] = [];
  for (const item of (listOf(fields, "headers") ?? []).slice(0, most)) {
    const header = fieldsOf(item);
    const [name, value] = [textOf(header, "name"), textOf(header, "value")];
    if (name === null || name === "" || name.startsWith(":") || value === null) continue;
    const comment = textOf(header, "comment");
    const full = comment === null ? undefined : /^cut; (\d{1,15}) characters in full$/.exec(comment)?.[1];
    if (full !== undefined) headers.push([name, value, Number(full)]);
    else if (value.includes("\n")) headers.push(...split(name, value));
    else headers.push([name, value]);
  }
  return headers;
}

/** Chrome writes equal names as one value with line breaks between; they were fields of their own. */
function split(name: string, value: string): Header[] {
  return value.split(/\r?\n/).map((line) => [name, line] as const);
}
