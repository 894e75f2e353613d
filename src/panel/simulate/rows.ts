import type { Field, ReplyDraft } from "./draft";

/** Edits of header rows. Lists are copied; a row keeps its place and its id. */

export function withRow(fields: readonly Field[], id: string, change: Partial<Pick<Field, "name" | "value">>): Field[] {
  return fields.map((field) => {
    if (field.id !== id) return field;
    // A value that somebody wrote is whole.
    const { fullLength: _, ...whole } = field;
    return change.value === undefined ? { ...field, ...change } : { ...whole, ...change };
  });
}

export function withoutRow(fields: readonly Field[], id: string): Field[] {
  return fields.filter((field) => field.id !== id);
}

/** A row of its own at the end of the list: an id that was never used, even by a row that was removed. */
export function withNewRow(fields: readonly Field[], before: readonly Field[], name: string, value: string): Field[] {
  const used = new Set([...fields, ...before].map(({ id }) => id));
  let number = used.size;
  while (used.has(`new-${number}`)) number += 1;
  return [...fields, { id: `new-${number}`, name, value }];
}

/** Back to what it was, edited or removed; where it stood before, among those that are left. */
export function withRestored(fields: readonly Field[], before: readonly Field[], id: string): Field[] {
  const was = before.find((field) => field.id === id);
  if (was === undefined) return withoutRow(fields, id);
  if (fields.some((field) => field.id === id)) return fields.map((field) => (field.id === id ? was : field));
  const order = before.map((field) => field.id);
  const at = fields.findIndex((field) => order.indexOf(field.id) > order.indexOf(id));
  return at < 0 ? [...fields, was] : [...fields.slice(0, at), was, ...fields.slice(at)];
}

const PREFLIGHT = [
  "Access-Control-Allow-Origin",
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
  "Access-Control-Allow-Credentials",
  "Access-Control-Max-Age",
];
const REPLY = ["Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Access-Control-Expose-Headers", "Vary"];

/** The headers that would matter here and are not there. */
export function missingNames(place: "preflight" | "reply", { fields }: ReplyDraft): string[] {
  const present = new Set(fields.map(({ name }) => name.trim().toLowerCase()));
  return (place === "preflight" ? PREFLIGHT : REPLY).filter((name) => !present.has(name.toLowerCase()));
}

const DECIDING = /^(?:access-control-|vary$|location$)/i;

/** Whether a row says something to CORS; the others are folded away. */
export function isDeciding({ name, id }: Field): boolean {
  return id.startsWith("new-") || name.trim() === "" || DECIDING.test(name.trim());
}
