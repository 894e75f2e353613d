import { diagnose } from "../diagnosis/diagnose";
import type { Exchange, Transaction } from "../exchange/exchange";
import { prescribe } from "../remedy/prescribe";
import { risksOf } from "../remedy/risks";
import { type Reflections, reflectionsIn } from "../remedy/risksReflection";
import { corsFields, type Judged, type Place } from "./corsFields";
import { harEntry, isoTime } from "./harEntry";
import { FORMAT_VERSION, type Report, type ReportInfo } from "./harTypes";
import { printedData } from "./printed";
import type { RecordingInfo } from "./recording";

/**
 * Everything derived from an exchange, once: a report asks for it several times. `reflections`: what the recording as a whole proves about
 * its servers.
 */
export function judge(exchange: Exchange, info: Pick<RecordingInfo, "engine" | "browser">, reflections?: Reflections): Judged {
  const diagnosis = diagnose(exchange, info.engine, exchange.source === "imported" && info.browser.name === UNKNOWN_BROWSER);
  return { exchange, diagnosis, remedy: prescribe(exchange, diagnosis), risks: risksOf(exchange, diagnosis, reflections) };
}

/** What `RecordingInfo.browser.name` says for a file that names none. */
export const UNKNOWN_BROWSER = "unknown";

interface Row extends Place {
  readonly judged: Judged;
  readonly transaction: Transaction;
  /** Index into `transaction.hops`; for a preflight not the hop that it was sent for. */
  readonly index: number;
}

/** HAR 1.2 as any viewer opens it, with `_cors` on every entry. docs/contract.md is the format. */
export function toHar(exchanges: readonly Exchange[], info: RecordingInfo): Report {
  const reflections = reflectionsIn(exchanges);
  const rows = exchanges.filter(hasRequests).flatMap((exchange) => rowsOf(judge(exchange, info, reflections)));
  rows.sort((a, b) => startOf(a) - startOf(b) || rank(a) - rank(b));
  const preflights = preflightEntries(rows);
  const entries = rows.map((row) => {
    const entry = row.role === "main" ? (preflights.get(row.judged)?.get(row.hop) ?? null) : null;
    return harEntry(row.judged.exchange, row.transaction, row.index, corsFields(row.judged, { role: row.role, hop: row.hop }, entry));
  });
  return printedData({
    log: {
      version: "1.2",
      creator: { name: "Corscope", version: info.extensionVersion },
      browser: info.browser,
      pages: [],
      entries,
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

function hasRequests({ main, preflights }: Exchange): boolean {
  return main === null ? preflights.length > 0 : main.hops.length > 0;
}

function rowsOf(judged: Judged): Row[] {
  const { main, preflights } = judged.exchange;
  const mains = (main?.hops ?? []).map((_, index): Row => ({ judged, transaction: main as Transaction, role: "main", hop: index, index }));
  const others = preflights.flatMap(({ hop, transaction }) =>
    transaction.hops.map((_, index): Row => ({ judged, transaction, role: "preflight", hop, index })),
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
function preflightEntries(rows: readonly Row[]): Map<Judged, Map<number, number>> {
  const entries = new Map<Judged, Map<number, number>>();
  for (const [index, { judged, role, hop }] of rows.entries()) {
    if (role !== "preflight") continue;
    const hops = entries.get(judged) ?? new Map<number, number>();
    entries.set(judged, hops.set(hop, index));
  }
  return entries;
}
