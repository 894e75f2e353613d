import { relevanceOf } from "../diagnosis/relevance";
import { chromium } from "../engines/chromium";
import type { EngineName } from "../engines/engine";
import { firefox } from "../engines/firefox";
import { assemble } from "../exchange/assemble";
import type { Exchange } from "../exchange/exchange";
import type { NetworkEvent } from "../exchange/networkEvent";
import { type ForeignEntry, readForeignEntry, withPage } from "./foreignEntry";
import { foreignEvents, withOutcome } from "./foreignEvents";
import { HarSplitter } from "./harSplitter";
import { FORMAT_VERSION } from "./harTypes";
import { advance, jsonPlace, type Place, START } from "./jsonPlace";
import { type ReadEntry, readOwnEntry } from "./ownEvents";
import { brokenAt, parseHar } from "./parseHar";
import { Pool } from "./pool";
import type { RecordingInfo } from "./recording";
import { type Fields, fieldsOf, inner, listOf, numberOf, textOf } from "./shapes";

type Recorded = Omit<RecordingInfo, "browser" | "engine">;

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
      /** Where the file stops being JSON, if it does; what can be read of it is here. */
      readonly broken: string | null;
      /** Null in files of others. */
      readonly recorded: Recorded | null;
    }
  | { readonly ok: false; readonly problem: string };

/** Reads our own reports and the HARs of browsers, Playwright and proxies. Never throws; a bad file gets one sentence. */
export function fromHar(text: string): FromHar {
  const reader = new HarReader();
  reader.push(text);
  return reader.end();
}

/** `fromHar` for a file that comes in pieces: of each entry only what is needed of it is kept. */
export class HarReader {
  readonly #splitter = new HarSplitter(
    (text, place) => this.#take(text, place),
    (text) => this.#try(text),
  );
  readonly #pool = new Pool();
  readonly #read: { readonly own: ReadEntry; readonly foreign: ForeignEntry | null }[] = [];
  readonly #foreign: ForeignEntry[] = [];
  /** Null until the first entry: what is ours says so in front of them. */
  #isOwn: boolean | null = null;
  #count = 0;
  #skipped = 0;
  /** The first entry that is no JSON. */
  #broken: { readonly text: string; readonly place: Place; readonly index: number } | null = null;

  push(piece: string): void {
    this.#splitter.push(piece);
  }

  end(): FromHar {
    this.#splitter.end();
    const parsed = this.#shell();
    if (!parsed.ok) return parsed;
    const { log } = parsed;
    const version = numberOf(inner(log, "_corscope"), "formatVersion") ?? 0;
    if (version > FORMAT_VERSION)
      return { ok: false, problem: `This report was written by a newer Corscope (format ${version}, this one reads ${FORMAT_VERSION}).` };
    if (this.#skipped === this.#count && this.#count > 0)
      return { ok: false, problem: parsed.broken === null ? NO_ENTRIES : brokenAt(parsed.broken) };
    return this.#finish(log, parsed.broken);
  }

  #take(text: string, place: Place): void {
    const index = this.#count;
    if (text.trim() === "") {
      this.#broken ??= { text, place, index };
      return;
    }
    if (this.#try(text)) return;
    this.#count += 1;
    this.#skipped += 1;
    this.#broken ??= { text, place, index };
  }

  /** False, and nothing is kept, where the text is not JSON. */
  #try(text: string): boolean {
    let data: unknown;
    try {
      data = JSON.parse(text);
    } catch {
      return false;
    }
    this.#count += 1;
    this.#keep(data);
    return true;
  }

  #keep(data: unknown): void {
    const entry = fieldsOf(data);
    const own = entry === null ? null : readOwnEntry(entry, this.#pool);
    this.#isOwn ??= this.#saysOurs();
    const foreign = entry === null || (own !== null && this.#isOwn) ? null : readForeignEntry(entry);
    if (own !== null) this.#read.push({ own, foreign });
    else if (foreign !== null) this.#foreign.push(foreign);
    else this.#skipped += 1;
  }

  /** Whether the file so far says that we wrote it. */
  #saysOurs(): boolean {
    const head = parseHar(`${this.#splitter.shell}]}}`);
    return head.ok && inner(head.log, "_corscope") !== null;
  }

  /** What stands around the entries, and where the file first stops being JSON; of a torn one as much as was there. */
  #shell(): { readonly ok: true; readonly log: Fields; readonly broken: string | null } | Extract<FromHar, { ok: false }> {
    const { shell, list, isOver } = this.#splitter;
    const torn = this.#broken;
    const inEntry =
      torn === null ? null : `${jsonPlace(torn.text, torn.place, !isOver && torn.index === this.#count - 1)} (log.entries[${torn.index}])`;
    const whole = parseHar(shell);
    if (whole.ok) return { ...whole, broken: inEntry };
    const upTo = list === null || this.#count === 0 ? null : parseHar(`${shell.slice(0, list.before)}]}}`);
    if (upTo === null || list === null || !upTo.ok) return whole;
    const behind = list.after === null ? "the end of the file" : placeBehind(shell, list.before, list.after);
    return { ...upTo, broken: inEntry ?? behind };
  }

  #finish(log: Fields, broken: string | null): FromHar {
    const pages = pagesOf(log);
    const isOwn = this.#isOwn === true || inner(log, "_corscope") !== null;
    const own = isOwn ? this.#read.map((one) => one.own) : [];
    const foreign = [...this.#foreign, ...(isOwn ? [] : this.#read.flatMap((one) => one.foreign ?? []))].map((one) => withPage(one, pages));
    const told = new Map<string, ReadEntry>();
    for (const entry of own) if (entry.events[0] !== undefined) told.set(entry.events[0].requestId, entry);
    const browser = browserOf(log);
    const engine = engineOf(log, browser?.name ?? "");
    const rules = engine === "firefox" ? firefox : chromium;
    const all = assemble(inOrder(own, foreignEvents(foreign, tellsOutcome(log))), "imported").map((exchange) => {
      const seen = told.get(exchange.id);
      const whole = seen === undefined || seen.remarks === null ? exchange : { ...exchange, ...seen.remarks };
      return withOutcome(seen?.incomplete ? { ...whole, incomplete: true } : whole, rules);
    });
    const exchanges = all.filter((exchange) => told.has(exchange.id) || isRelated(exchange));
    const unrelated = all.length - exchanges.length;
    return { ok: true, exchanges, skipped: this.#skipped, broken, unrelated, engine, browser, recorded: recordedOf(log) };
  }
}

/** One after the other; a list of them all would be another copy of the file. */
function* inOrder(own: readonly ReadEntry[], foreign: readonly NetworkEvent[]): Generator<NetworkEvent, void, void> {
  for (const { events } of own) yield* events;
  yield* foreign;
}

const NO_ENTRIES =
  "Expected requests in log.entries, but none has a request.url, request.method and startedDateTime: log.entries[0] already lacks one.";

/** Where the shell breaks behind its list; `after` is where in the file the list ended. */
function placeBehind(shell: string, before: number, after: Place): string {
  const ahead = advance(START, shell.slice(0, before));
  const at = /^line (\d+), column (\d+)$/.exec(jsonPlace(shell));
  if (at === null) return "the end of the file";
  const [line, column] = [Number(at[1]), Number(at[2])];
  const shifted = line === ahead.line ? after.column + column - ahead.column : column;
  return `line ${after.line + line - ahead.line}, column ${shifted}`;
}

/** What our own reports say about the recording as a whole, so that writing one again gives the same file. */
function recordedOf(log: Fields): Recorded | null {
  const told = inner(log, "_corscope");
  const [version, dropped] = [textOf(told, "extensionVersion"), numberOf(told, "dropped")];
  const [from, to] = [textOf(told, "recordedFrom"), textOf(told, "recordedTo")].map((time) => Date.parse(time ?? ""));
  const counted = inner(told, "counted");
  if (version === null || from === undefined || to === undefined || Number.isNaN(from) || Number.isNaN(to)) return null;
  const count = (name: string): number => numberOf(counted, name) ?? 0;
  const muted = numberOf(counted, "muted");
  return {
    extensionVersion: version,
    recordedFrom: from,
    recordedTo: to,
    dropped: dropped ?? 0,
    counted: {
      sameOrigin: count("sameOrigin"),
      noCors: count("noCors"),
      navigations: count("navigations"),
      ...(muted === null ? {} : { muted }),
    },
  };
}

function isRelated(exchange: Exchange): boolean {
  const relevance = relevanceOf(exchange);
  return relevance === "recorded" || relevance === "undecided";
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
