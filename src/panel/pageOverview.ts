import { economicsOf } from "../core/diagnosis/economics";
import { type BrowserEngine, capOf } from "../core/diagnosis/economicsReplay";
import type { Verdict } from "../core/engines/engine";
import type { Row } from "./judge";

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A bar of the strip; times in milliseconds since the page's first request. */
export interface StripBar extends Stretch {
  readonly lane: number;
  readonly kind: Verdict | "pending" | "preflight";
}

export interface PageOverview {
  readonly totalMs: number;
  readonly lanes: number;
  readonly bars: readonly StripBar[];
  readonly exchanges: number;
  readonly preflights: number;
  /** Every preflight's time added up. */
  readonly sumMs: number;
  /** The time in which at least one preflight was under way: what overlaps is counted once. */
  readonly wallMs: number;
  /** Those stretches. */
  readonly waits: readonly Stretch[];
  /** Had each reply allowed the longest time that the recording's engine keeps one. */
  readonly atCap: { readonly engine: BrowserEngine; readonly seconds: number; readonly preflights: number; readonly ms: number };
}

const LANES = 8;
/** The strip is about so many pixels wide: what is nearer together than one of them is drawn as one. */
const RESOLUTION = 800;

/** All exchanges of one page together. `rows` in order of start, at least one. */
export function overviewOf(rows: readonly Row[]): PageOverview {
  const zero = Math.min(...rows.map(({ bar }) => bar.from));
  const end = Math.max(...rows.map(({ bar }) => bar.to ?? bar.from));
  const totalMs = Math.max(1, end - zero);
  const preflights = rows.flatMap(preflightStretches).map(({ from, to }) => ({ from: from - zero, to: to - zero }));
  const waits = union(preflights);
  const bars = stripBars(rows, zero, totalMs);
  const known = new Map(rows.map((row) => [row.exchange, row.diagnosis]));
  const endpoints = economicsOf(known.keys(), (exchange) => known.get(exchange) as Row["diagnosis"]);
  const engine = endpoints[0]?.recordedBy ?? "chromium";
  const spared = endpoints.map(({ atCap, recordedBy }) => atCap[recordedBy]);
  return {
    totalMs,
    lanes: 1 + Math.max(0, ...bars.map(({ lane }) => lane)),
    bars,
    exchanges: rows.length,
    preflights: preflights.length,
    sumMs: lengthOf(preflights),
    wallMs: lengthOf(waits),
    waits,
    atCap: {
      engine,
      seconds: capOf(engine),
      preflights: spared.reduce((sum, one) => sum + one.preflights, 0),
      ms: spared.reduce((sum, one) => sum + one.ms, 0),
    },
  };
}

function preflightStretches({ exchange }: Row): Stretch[] {
  return exchange.preflights.flatMap(({ transaction: { hops, end } }) => {
    const from = hops[0]?.startedAt;
    const to = hops[0]?.response?.at ?? end?.at;
    return from === undefined || to === undefined ? [] : [{ from, to: Math.max(from, to) }];
  });
}

function lengthOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { from, to }) => sum + to - from, 0);
}

export function union(stretches: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = [];
  for (const one of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last !== undefined && one.from <= last.to) all[all.length - 1] = { from: last.from, to: Math.max(last.to, one.to) };
    else all.push(one);
  }
  return all;
}

/** Each exchange in the first lane that is free, or in the last; the preflight's part of it in front. */
function stripBars(rows: readonly Row[], zero: number, totalMs: number): StripBar[] {
  const pixel = totalMs / RESOLUTION;
  const busyUntil: number[] = [];
  const bars: StripBar[] = [];
  /** Where the newest bar of each lane and kind stands. */
  const newest = new Map<string, number>();
  const put = (bar: StripBar) => {
    const key = `${bar.lane} ${bar.kind}`;
    const at = newest.get(key) ?? -1;
    const before = bars[at];
    // A page of thousands is drawn with some hundred bars.
    if (before !== undefined && bar.from - before.to < pixel && bar.from >= before.from) {
      bars[at] = { ...before, to: Math.max(before.to, bar.to) };
      return;
    }
    newest.set(key, bars.length);
    bars.push(bar);
  };
  for (const { bar, verdict } of rows) {
    const from = bar.from - zero;
    const to = Math.max(bar.to ?? totalMs + zero, bar.from) - zero;
    const free = busyUntil.findIndex((until) => until <= from);
    const lane = free >= 0 ? free : Math.min(busyUntil.length, LANES - 1);
    busyUntil[lane] = Math.max(busyUntil[lane] ?? 0, to);
    put({ lane, kind: verdict, from, to });
    if (bar.preflight !== null) put({ lane, kind: "preflight", from: bar.preflight.from - zero, to: bar.preflight.to - zero });
  }
  // A request's own colour is not drawn over the preflight in it.
  return bars.sort((a, b) => Number(a.kind === "preflight") - Number(b.kind === "preflight"));
}
