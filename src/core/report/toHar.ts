import type { Exchange, Transaction } from "../exchange/exchange";
import { type Reflections, reflectionsIn } from "../remedy/risksReflection";
import { corsFields, type Judged, type Place } from "./corsFields";
import { harEntry, isoTime } from "./harEntry";
import { FORMAT_VERSION, type Report, type ReportInfo } from "./harTypes";
import { HeaderWords } from "./headerWords";
import { judge } from "./judged";
import { type Likeness, Likenesses } from "./likeness";
import { printedData } from "./printed";
import type { RecordingInfo } from "./recording";

/** HAR 1.2 as any viewer opens it, with `_cors` on every entry. docs/contract.md is the format. */
export function toHar(exchanges: readonly Exchange[], info: RecordingInfo): Report {
  const { log } = reportHead(info);
  return { log: { ...log, entries: JSON.parse([...harParts(exchanges, info)].join("")).log.entries } };
}

/**
 * The text of the report, piece by piece, an entry each: whoever writes a large one can rest in between. Only what is under way is held,
 * so that 50,000 exchanges need no more room than a few.
 */
export function* harParts(exchanges: readonly Exchange[], info: RecordingInfo): Generator<string, void, void> {
  const { entries, ...rest } = reportHead(info).log;
  // `{"log":{...}}`: the entries go in front of the last two braces.
  yield `${JSON.stringify({ log: rest }).slice(0, -2)},"entries":[`;
  let between = "\n";
  for (const entry of harEntries(exchanges, info)) {
    yield between + entry;
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

function* harEntries(exchanges: readonly Exchange[], info: RecordingInfo): Generator<string, void, void> {
  const words = new HeaderWords();
  const judging = new Judging(info, reflectionsIn(exchanges), words);
  const rows = exchanges.flatMap(rowsOf);
  rows.sort((a, b) => a.startedAt - b.startedAt || rank(a) - rank(b));
  for (const [index, { family, role, hop }] of rows.entries()) if (role === "preflight") family.preflights.set(hop, index);
  for (const { family, transaction, role, hop, index } of rows) {
    const preflight = role === "main" ? (family.preflights.get(hop) ?? null) : null;
    const text = judging.corsText(family, { role, hop }, preflight);
    yield harEntry(family.exchange, transaction, index, { role, text }, words);
  }
}

/** An exchange whose entries are being written. */
interface Family {
  readonly exchange: Exchange;
  /** Where the last preflight of each hop stands. */
  readonly preflights: Map<number, number>;
  /** Entries that are still to come. */
  left: number;
  judged: Judged | null;
}

interface Row extends Place {
  readonly family: Family;
  readonly transaction: Transaction;
  /** Index into `transaction.hops`; for a preflight not the hop that it was sent for. */
  readonly index: number;
  readonly startedAt: number;
}

function rowsOf(exchange: Exchange): Row[] {
  const { main, preflights } = exchange;
  // A main request without a hop was never told of: its preflights say nothing about it.
  if (main !== null && main.hops.length === 0) return [];
  const family: Family = { exchange, preflights: new Map(), left: 0, judged: null };
  const rows: Row[] = [];
  main?.hops.forEach(({ startedAt }, index) => {
    rows.push({ family, transaction: main, role: "main", hop: index, index, startedAt });
  });
  for (const { hop, transaction } of preflights) {
    transaction.hops.forEach(({ startedAt }, index) => {
      rows.push({ family, transaction, role: "preflight", hop, index, startedAt });
    });
  }
  family.left = rows.length;
  return rows;
}

/** In the same instant a main request comes before the preflight that it caused. */
function rank({ role }: Row): number {
  return role === "main" ? 0 : 1;
}

/** What stands in `_cors`: made once for exchanges that are alike, and for others once for all entries of an exchange. */
class Judging {
  readonly #likenesses: Likenesses;

  constructor(
    private readonly info: RecordingInfo,
    private readonly reflections: Reflections,
    words: HeaderWords,
  ) {
    this.#likenesses = new Likenesses(info, reflections, words);
  }

  corsText(family: Family, place: Place, preflight: number | null): string {
    const { exchange } = family;
    const likeness = this.#likenesses.of(exchange);
    if (likeness === null) return JSON.stringify(corsFields(this.#judged(family), place, preflight));
    const text = preflight === null ? sharedText(likeness, place) : JSON.stringify(corsFields(likeness.judged, place, preflight));
    return `{"exchange":${JSON.stringify(exchange.id)}${text.slice(NO_EXCHANGE.length)}`;
  }

  #judged(family: Family): Judged {
    const judged = family.judged ?? judge(family.exchange, this.info, this.reflections);
    family.left -= 1;
    family.judged = family.left > 0 ? judged : null;
    return judged;
  }
}

function sharedText({ judged, texts }: Likeness, place: Place): string {
  const name = `${place.role} ${place.hop}`;
  const known = texts.get(name);
  if (known !== undefined) return known;
  const text = JSON.stringify(corsFields(judged, place, null));
  texts.set(name, text);
  return text;
}

/** How `_cors` begins where many exchanges share it. */
const NO_EXCHANGE = '{"exchange":""';
