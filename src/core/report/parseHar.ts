import { jsonPlace } from "./jsonPlace";
import { type Fields, fieldsOf, listOf, own } from "./shapes";

export type ParsedHar = { readonly ok: true; readonly log: Fields } | { readonly ok: false; readonly problem: string };

/** The outermost two shells of a HAR, or one sentence that says what was expected and where it broke. */
export function parseHar(text: string): ParsedHar {
  const json = text.replace(/^\ufeff/, "");
  if (json.trim() === "") return problem("Expected a HAR file, but the file is empty.");
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    return problem(brokenAt(jsonPlace(json)));
  }
  const root = fieldsOf(data);
  if (root === null) return problem(`Expected a HAR file, an object with log, but the file holds ${kindOf(data)}.`);
  const log = fieldsOf(own(root, "log"));
  if (log === null) return problem(`Expected an object at log, but there is ${kindOf(own(root, "log"))}: this JSON is not a HAR file.`);
  if (listOf(log, "entries") === null) return problem(`Expected a list at log.entries, but there is ${kindOf(own(log, "entries"))}.`);
  return { ok: true, log };
}

export function brokenAt(place: string): string {
  return `Expected a HAR file, which is JSON, but it stops being JSON at ${place}.`;
}

function problem(sentence: string): ParsedHar {
  return { ok: false, problem: sentence };
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}
