import type { Exchange, PageWitness } from "../../core/exchange/exchange";
import { originOf } from "../../core/fetch/origins";
import type { Note } from "./notes";

/** Where capture dropped a secret or the rest of an endless URL. */
const GAP = /\[redacted(?:%23|#)?\w*\]|\[cut:\d+:\w+\]$/;

/**
 * Which exchange is which call. No id is shared, so method, URL and order have to do; where calls that look alike say different things and
 * their number is not that of the exchanges, nothing is said. `exchanges` in the order of their start.
 */
export function joinNotes(exchanges: readonly Exchange[], notes: readonly Note[]): Map<string, PageWitness> {
  const exact = grouped(notes, ({ method, url }) => `${method} ${url}`);
  const byOrigin = grouped(notes, ({ method, url }) => `${method} ${originOf(url)}`);
  const alike = grouped(
    exchanges.filter(({ main }) => main?.context.frameId === 0 && main.context.type === "xmlhttprequest"),
    (exchange) => shapeOf(exchange).join(" "),
  );
  const found = new Map<string, PageWitness>();
  for (const group of alike.values()) {
    const [method, url] = shapeOf(group[0] as Exchange);
    const parts = url.split("*");
    const calls =
      parts.length === 1
        ? exact.get(`${method} ${url}`)
        : byOrigin.get(`${method} ${originOf(url)}`)?.filter((note) => fits(note.url, parts));
    pair(group, calls ?? [], found);
  }
  return found;
}

/** In the order in which they came. */
function grouped<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

/** Method and URL; what was dropped from the URL is a `*`, and so is a real `*`, which then fits more than itself. */
function shapeOf({ main }: Exchange): [method: string, url: string] {
  const { method, url } = main?.hops[0] ?? { method: "", url: "" };
  const bare = url.replace(/#.*$/, "");
  return [method, GAP.test(bare) ? bare.replaceAll(new RegExp(GAP, "g"), "*") : bare];
}

function fits(url: string, parts: readonly string[]): boolean {
  const [first = "", ...rest] = parts;
  const last = rest.at(-1) ?? "";
  if (!url.startsWith(first) || !url.endsWith(last) || url.length < first.length + last.length) return false;
  let at = first.length;
  for (const part of rest) {
    const next = url.indexOf(part, at);
    if (next < 0) return false;
    at = next + part.length;
  }
  return true;
}

function pair(group: readonly Exchange[], calls: readonly Note[], found: Map<string, PageWitness>): void {
  // More requests than calls: a worker asks for the same, or the notes are full.
  if (group.length > calls.length || new Set(group.map(({ main }) => main?.context.documentId)).size > 1) return;
  const inOrder = group.length === calls.length;
  const unanimous = new Set(calls.map(({ credentials, mode }) => `${credentials} ${mode}`)).size === 1;
  if (!inOrder && !unanimous) return;
  const oneSite = new Set(calls.map(({ callSite }) => callSite)).size === 1;
  group.forEach(({ id }, index) => {
    const { credentials, mode, callSite } = calls[inOrder ? index : 0] as Note;
    if (credentials === null || mode === null) return;
    found.set(id, { credentials, mode, ...(callSite !== undefined && (inOrder || oneSite) ? { callSite } : {}) });
  });
}
