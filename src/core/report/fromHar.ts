import { relevanceOf } from "../diagnosis/relevance";
import { chromium } from "../engines/chromium";
import type { EngineName } from "../engines/engine";
import { firefox } from "../engines/firefox";
import { assemble } from "../exchange/assemble";
import type { Exchange, LiveFix } from "../exchange/exchange";
import type { NetworkEvent } from "../exchange/networkEvent";
import { type ForeignEntry, readForeignEntry } from "./foreignEntry";
import { foreignEvents, withOutcome } from "./foreignEvents";
import { FORMAT_VERSION } from "./harTypes";
import { readOwnEntry } from "./ownEvents";
import { parseHar } from "./parseHar";
import { type Fields, fieldsOf, inner, listOf, numberOf, textOf } from "./shapes";

export type FromHar =
  | {
      readonly ok: true;
      readonly exchanges: Exchange[];
      /** Entries that could not be read. */
      readonly skipped: number;
      /** Requests that CORS has nothing to do with: same-origin, no-cors, navigations. */
      readonly unrelated: number;
      /** Whose rules the file is judged by: the browser's that wrote it, else Chromium's. */
      readonly engine: EngineName;
      readonly browser: { readonly name: string; readonly version: string } | null;
    }
  | { readonly ok: false; readonly problem: string };

/** Reads our own reports and the HARs of browsers, Playwright and proxies. Never throws; a bad file gets one sentence. */
export function fromHar(text: string): FromHar {
  const parsed = parseHar(text);
  if (!parsed.ok) return parsed;
  const { log, entries } = parsed;
  const version = numberOf(inner(log, "_corscope"), "formatVersion") ?? 0;
  if (version > FORMAT_VERSION)
    return { ok: false, problem: `This report was written by a newer Corscope (format ${version}, this one reads ${FORMAT_VERSION}).` };
  const browser = browserOf(log);
  const engine = engineOf(log, browser?.name ?? "");
  const read = readEntries(log, entries);
  if (read.skipped === entries.length && entries.length > 0) {
    return {
      ok: false,
      problem:
        "Expected requests in log.entries, but none has a request.url, request.method and startedDateTime: log.entries[0] already lacks one.",
    };
  }
  const rules = engine === "firefox" ? firefox : chromium;
  const all = assemble([...read.own, ...foreignEvents(read.foreign, tellsOutcome(log))], "imported").map((exchange) => {
    const changedBy = read.changed.get(exchange.id);
    const told = changedBy === undefined ? exchange : { ...exchange, changedBy };
    return withOutcome(read.incomplete.has(exchange.id) ? { ...told, incomplete: true } : told, rules);
  });
  const exchanges = all.filter((exchange) => read.ownIds.has(exchange.id) || isRelated(exchange));
  return { ok: true, exchanges, skipped: read.skipped, unrelated: all.length - exchanges.length, engine, browser };
}

function isRelated(exchange: Exchange): boolean {
  const relevance = relevanceOf(exchange);
  return relevance === "recorded" || relevance === "undecided";
}

interface ReadEntries {
  readonly own: NetworkEvent[];
  readonly ownIds: Set<string>;
  readonly foreign: ForeignEntry[];
  readonly incomplete: Set<string>;
  /** By request id. */
  readonly changed: Map<string, LiveFix>;
  skipped: number;
}

function readEntries(log: Fields, entries: readonly unknown[]): ReadEntries {
  const pages = pagesOf(log);
  const isOwn = inner(log, "_corscope") !== null;
  const read: ReadEntries = { own: [], ownIds: new Set(), foreign: [], incomplete: new Set(), changed: new Map(), skipped: 0 };
  for (const item of entries) {
    const entry = fieldsOf(item);
    const own = isOwn && entry !== null ? readOwnEntry(entry) : null;
    const foreign = own === null && entry !== null ? readForeignEntry(entry, pages) : null;
    if (own !== null) {
      read.own.push(...own.events);
      for (const { requestId } of own.events) {
        read.ownIds.add(requestId);
        if (own.incomplete) read.incomplete.add(requestId);
        if (own.changedBy !== null) read.changed.set(requestId, own.changedBy);
      }
    } else if (foreign !== null) read.foreign.push(foreign);
    else read.skipped++;
  }
  return read;
}

function pagesOf(log: Fields): Map<string, string> {
  const pages = new Map<string, string>();
  for (const item of listOf(log, "pages") ?? []) {
    const page = fieldsOf(item);
    const [id, title] = [textOf(page, "id"), textOf(page, "title")];
    if (id !== null && title !== null) pages.set(id, title);
  }
  return pages;
}

function browserOf(log: Fields): { name: string; version: string } | null {
  const browser = inner(log, "browser");
  const name = textOf(browser, "name");
  return name === null || name === "" ? null : { name, version: textOf(browser, "version") ?? "" };
}

/** DevTools and Playwright write down what failed; Firefox and proxies only what went over the wire. */
function tellsOutcome(log: Fields): boolean {
  return /^(?:WebInspector|Playwright|Corscope)/i.test(textOf(inner(log, "creator"), "name") ?? "");
}

function engineOf(log: Fields, browser: string): EngineName {
  const stated = textOf(inner(log, "_corscope"), "engine");
  if (stated === "firefox" || stated === "webkit" || stated === "standard" || stated === "chromium") return stated;
  const writer = `${browser} ${textOf(inner(log, "creator"), "name") ?? ""}`;
  return /firefox/i.test(writer) ? "firefox" : /webkit|safari/i.test(browser) ? "webkit" : "chromium";
}
