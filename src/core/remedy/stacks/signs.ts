import type { HeaderList } from "../../exchange/networkEvent";
import { fieldValues, getHeader } from "../../fetch/headers";

/** `likelihood` where the field's value matches, else 0. */
export function sign(reply: HeaderList, name: string, value: RegExp, likelihood: number): number {
  return value.test(getHeader(reply, name) ?? "") ? likelihood : 0;
}

/** `likelihood` where every one of these fields is there and begins so. */
export function habit(reply: HeaderList, fields: Readonly<Record<string, string>>, likelihood: number): number {
  const kept = Object.entries(fields).every(([name, start]) => getHeader(reply, name)?.startsWith(start));
  return kept ? likelihood : 0;
}

/** How a CORS layer that is already there spells its Vary: the value of every field line, as sent. */
export function variesBy(reply: HeaderList, ...lines: readonly string[]): boolean {
  const sent = fieldValues(reply, "Vary");
  return lines.every((line) => sent.includes(line));
}
