import { diagnose } from "../diagnosis/diagnose";
import type { Exchange, Transaction } from "../exchange/exchange";
import { prescribe } from "../remedy/prescribe";
import { risksOf } from "../remedy/risks";
import { type Reflections, reflectionsIn } from "../remedy/risksReflection";
import { corsFields, type Judged, type Place } from "./corsFields";
import { harEntry, isoTime } from "./harEntry";
import { FORMAT_VERSION, type Report, type ReportEntry, type ReportInfo } from "./harTypes";
import { printedData, printedJson } from "./printed";
import type { RecordingInfo } from "./recording";

/**
 * Everything derived from an exchange, once: a report asks for it several times. `reflections`: what the recording as a whole proves about
 * its servers.
 */
export function judge(seen: Exchange, info: Pick<RecordingInfo, "engine" | "browser">, reflections?: Reflections): Judged {
  // Of what the report shows: a sentence that cuts a value must not cut through a mark.
  const exchange = printedData(seen);
  const diagnosis = diagnose(exchange, info.engine, exchange.source === "imported" && info.browser.name === UNKNOWN_BROWSER);
  return { exchange, diagnosis, remedy: prescribe(exchange, diagnosis), risks: risksOf(exchange, diagnosis, reflections) };
}

/** What `RecordingInfo.browser.name` says for a file that names none. */
export const UNKNOWN_BROWSER = "unknown";

interface Row extends Place {
  readonly exchange: Exchange;
  readonly transaction: Transaction;
  /** Index into `transaction.hops`; for a preflight not the hop that it was sent for. */
  readonly index: number;
}

/** HAR 1.2 as any viewer opens it, with `_cors` on every entry. docs/contract.md is the format. */
export function toHar(exchanges: readonly Exchange[], info: RecordingInfo): Report {
  const { log } = reportHead(info);
  return { log: { ...log, entries: [...harEntries(exchanges, info)].map(printedData) } };
}

/**
 * The text of the same report, piece by piece, an entry each: whoever writes a large one can rest in between. Only what is under way is held,
 * so that 50,000 exchanges need no more room than a few.
 */
export function* harParts(exchanges: readonly Exchange[], info: RecordingInfo): Generator<string, void, void> {
  const { entries, ...rest } = reportHead(info).log;
  // `{"log":{...}}`: the entries go in front of the last two braces.
  yield `${JSON.stringify({ log: rest }).slice(0, -2)},"entries":[`;
  let between = "\n";
  for (const entry of harEntries(exchanges, info)) {
    yield between + printedJson(entry);
    between = ",\n";
  }
  yield "]}}\n";
}

function reportHead(info: RecordingInfo): Report {
  return printedData({
    log: {
      version: "1.2",
      creator: { name: "Corscope", version: info.extensionVersion },
      browser: info.browser,
      pages: [],
      entries: [],
      _corscope: reportInfo(info),
    },
  });
}

/** Always in the same order, so that a report that is read and written again is the same file. */
function reportInfo({ extensionVersion, browser, engine, recordedFrom, recordedTo, dropped, counted }: RecordingInfo): ReportInfo {
  const { sameOrigin, noCors, navigations, muted } = counted;
  return {
    formatVersion: FORMAT_VERSION,
    extensionVersion,
    browser: { name: browser.name, version: browser.version },
    engine,
    recordedFrom: isoTime(recordedFrom),
    recordedTo: isoTime(recordedTo),
    dropped,
    counted: { sameOrigin, noCors, navigations, ...(muted === undefined ? {} : { muted }) },
  };
}

function* harEntries(exchanges: readonly Exchange[], info: RecordingInfo): Generator<ReportEntry, void, void> {
  const reflections = reflectionsIn(exchanges);
  const rows = exchanges.flatMap(rowsOf);
  rows.sort((a, b) => startOf(a) - startOf(b) || rank(a) - rank(b));
  const preflights = preflightEntries(rows);
  const left = new Map<Exchange, number>();
  for (const { exchange } of rows) left.set(exchange, (left.get(exchange) ?? 0) + 1);
  const judged = new Map<Exchange, Judged>();
  for (const { exchange, transaction, role, hop, index } of rows) {
    const one = judged.get(exchange) ?? judge(exchange, info, reflections);
    const rest = (left.get(exchange) ?? 1) - 1;
    left.set(exchange, rest);
    if (rest > 0) judged.set(exchange, one);
    else judged.delete(exchange);
    const preflight = role === "main" ? (preflights.get(exchange)?.get(hop) ?? null) : null;
    yield harEntry(exchange, transaction, index, corsFields(one, { role, hop }, preflight));
  }
}

function rowsOf(exchange: Exchange): Row[] {
  const { main, preflights } = exchange;
  const mains = (main?.hops ?? []).map(
    (_, index): Row => ({ exchange, transaction: main as Transaction, role: "main", hop: index, index }),
  );
  // A main request without a hop was never told of: its preflights say nothing about it.
  if (main !== null && mains.length === 0) return [];
  const others = preflights.flatMap(({ hop, transaction }) =>
    transaction.hops.map((_, index): Row => ({ exchange, transaction, role: "preflight", hop, index })),
  );
  return [...mains, ...others];
}

function startOf(row: Row): number {
  return row.transaction.hops[row.index]?.startedAt ?? 0;
}

/** In the same instant a main request comes before the preflight that it caused. */
function rank({ role }: Row): number {
  return role === "main" ? 0 : 1;
}

/** Where the last preflight of each hop stands, by exchange. */
function preflightEntries(rows: readonly Row[]): Map<Exchange, Map<number, number>> {
  const entries = new Map<Exchange, Map<number, number>>();
  for (const [index, { exchange, role, hop }] of rows.entries()) {
    if (role !== "preflight") continue;
    const hops = entries.get(exchange) ?? new Map<number, number>();
    entries.set(exchange, hops.set(hop, index));
  }
  return entries;
}
