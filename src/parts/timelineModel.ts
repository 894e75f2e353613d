import { type Exchange, endedAt, type Hop, type Transaction } from "../core/exchange/exchange";
import { type HopTimes, hasPhases, PHASES, type Phase } from "./hopTimes";
import { say } from "./say";

/**
 * `preflight` and `gap`: a request waits while its preflight is under way, and then until it leaves. `waiting`, `server`, `body`: what the
 * recorder's own clock tells where DevTools tells no phases. `ghost`: a preflight that the cache answered.
 */
export type SpanKind = Phase | "preflight" | "gap" | "waiting" | "server" | "body" | "ghost";

export interface Span {
  readonly kind: SpanKind;
  /** Milliseconds since the first event of the exchange. */
  readonly from: number;
  readonly to: number;
}

export interface TimelineRow {
  readonly key: string;
  readonly title: string;
  readonly method: string;
  readonly url: string;
  readonly spans: readonly Span[];
  /** What the numbers say, in reading order. */
  readonly notes: readonly string[];
  readonly refused: boolean;
}

export interface TimelineModel {
  readonly total: number;
  readonly rows: readonly TimelineRow[];
}

/** What DevTools timed of a request; null where it did not, or is not sure which one it was. Undefined as a whole where there is no DevTools. */
export type TimesOf = (transaction: Transaction, hop: number) => HopTimes | null;

interface Refusal {
  readonly hop: number;
  readonly stage: string;
}

const GHOST_SHARE = 0.15;
/** Kinds of standing still, in which a request that has a preflight waits for it. */
const STANDING: readonly SpanKind[] = ["queued", "stalled", "waiting"];

export function milliseconds(ms: number): string {
  if (ms < 1) return "<1 ms";
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** For where every bit counts: `0.3 ms`, `12.4 ms`. */
export function exactMilliseconds(ms: number): string {
  return ms < 100 ? `${ms.toFixed(1)} ms` : milliseconds(ms);
}

/** By the recorder's clock. Times are absolute. */
function seenSpans(hop: Hop, until: number): Span[] {
  const sentAt = hop.sent?.at ?? (hop.response === null ? until : hop.startedAt);
  const answeredAt = hop.response?.at ?? until;
  return [
    { kind: "waiting", from: hop.startedAt, to: sentAt },
    { kind: "server", from: sentAt, to: answeredAt },
    { kind: "body", from: answeredAt, to: until },
  ];
}

/** By DevTools' clock. `latest`: the next hop has begun. */
function phaseSpans({ startedAt, phases }: HopTimes, latest: number): Span[] {
  let at = startedAt;
  return PHASES.map((kind) => {
    const from = Math.min(at, latest);
    at += phases[kind];
    return { kind, from, to: Math.min(at, latest) };
  });
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What a request stood still for: its preflight, then the way from there. */
function withPreflight(spans: readonly Span[], preflight: Stretch | null): Span[] {
  if (preflight === null) return [...spans];
  return spans.flatMap((span): Span[] => {
    if (!STANDING.includes(span.kind)) return [span];
    const cut = (at: number) => Math.min(Math.max(at, span.from), span.to);
    const [begins, ends] = [cut(preflight.from), cut(preflight.to)];
    return [
      { ...span, to: begins },
      { kind: "preflight", from: begins, to: ends },
      { kind: "gap", from: ends, to: span.to },
    ];
  });
}

/** Neighbours of one kind are one: a gap may be cut out of two phases. */
function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of spans) {
    if (span.to <= span.from) continue;
    const last = all.at(-1);
    if (last?.kind === span.kind && last.to === span.from) all[all.length - 1] = { ...last, to: span.to };
    else all.push(span);
  }
  return all;
}

function endOf(transaction: Transaction, index: number, now: number): number {
  const hop = transaction.hops[index];
  if (index < transaction.hops.length - 1) return hop?.response?.at ?? transaction.hops[index + 1]?.startedAt ?? now;
  return endedAt(transaction) ?? hop?.response?.at ?? now;
}

function transactionsOf({ preflights, main }: Exchange): Transaction[] {
  return [...preflights.map(({ transaction }) => transaction), ...(main === null ? [] : [main])];
}

function lastMoment(exchange: Exchange): number {
  const times = transactionsOf(exchange).flatMap((t) => [
    ...t.hops.flatMap((h) => [h.startedAt, h.sent?.at ?? 0, h.response?.at ?? 0]),
    endedAt(t) ?? 0,
  ]);
  return Math.max(...times);
}

function notesOf(transaction: Transaction, index: number, until: number, preflight: Stretch | null): string[] {
  const hop = transaction.hops[index] as Hop;
  const notes: string[] = [];
  if (preflight !== null && hop.sent !== null) {
    notes.push(say("timelineLeftAfter", { time: milliseconds(Math.max(0, hop.sent.at - preflight.to)) }));
  }
  if (hop.response !== null) {
    const time = milliseconds(hop.response.at - (hop.sent?.at ?? hop.startedAt));
    notes.push(say("timelineAnswered", { status: hop.response.status, time }));
  } else if (transaction.end?.kind === "failed") notes.push(say(hop.sent === null ? "timelineNeverLeft" : "timelineNoReply"));
  else if (transaction.end === null) notes.push(say("timelineUnderWay"));
  else if (transaction.end.kind === "unseen") notes.push(say("timelineEndUnseen"));
  notes.push(say("timelineInAll", { time: milliseconds(until - hop.startedAt) }));
  return notes;
}

function phaseNotes(times: HopTimes | null): string[] {
  if (times === null) return [say("timelineNotTimed")];
  if (!hasPhases(times)) return [say("timelineNoPhases")];
  return times.ip === "" ? [] : [say("timelineFrom", { ip: times.ip })];
}

/** Preflights, gaps and hops on one time axis. `cached`: the preflight that was needed came out of the browser's cache. */
export function timelineOf(exchange: Exchange, cached: boolean, refusal: Refusal | null, timesOf?: TimesOf): TimelineModel {
  const now = lastMoment(exchange);
  const rows: TimelineRow[] = [];
  const add = (transaction: Transaction, index: number, title: string, refused: boolean, preflight: Stretch | null): Stretch | null => {
    const hop = transaction.hops[index];
    if (hop === undefined) return null;
    const until = endOf(transaction, index, now);
    const times = timesOf?.(transaction, index) ?? null;
    const next = transaction.hops[index + 1]?.startedAt ?? Number.POSITIVE_INFINITY;
    const bare = times !== null && hasPhases(times) ? phaseSpans(times, next) : seenSpans(hop, until);
    const spans = joined(withPreflight(bare, preflight));
    rows.push({
      key: `${transaction.requestId}/${index}`,
      title,
      method: hop.method,
      url: hop.url,
      spans,
      // Of what is still under way DevTools has nothing to say yet.
      notes: [
        ...notesOf(transaction, index, until, preflight),
        ...(timesOf === undefined || transaction.end === null ? [] : phaseNotes(times)),
      ],
      refused,
    });
    return { from: spans[0]?.from ?? hop.startedAt, to: spans.at(-1)?.to ?? until };
  };
  const hops = exchange.main?.hops ?? [];
  for (let index = 0; index < Math.max(1, hops.length); index += 1) {
    let preflight: Stretch | null = null;
    for (const claimed of exchange.preflights.filter((one) => one.hop === index)) {
      const refused = refusal?.stage === "preflight" && refusal.hop === index;
      preflight = add(claimed.transaction, 0, say("timelinePreflight"), refused, null);
    }
    const hop = hops[index];
    if (hop === undefined || exchange.main === null) continue;
    if (cached && index === 0 && preflight === null) rows.push(ghostOf(hop, now));
    const title =
      index < hops.length - 1 ? say("timelineRedirect", { number: index + 1 }) : say(index > 0 ? "timelineFinal" : "timelineMain");
    add(exchange.main, index, title, refusal !== null && refusal.stage !== "preflight" && refusal.hop === index, preflight);
  }
  return fromZero(rows, now);
}

/** It took no time; it is drawn wide enough to be seen. */
function ghostOf(hop: Hop, now: number): TimelineRow {
  const to = hop.startedAt + Math.max((now - hop.startedAt) * GHOST_SHARE, 1);
  return {
    key: "cached",
    title: say("timelinePreflight"),
    method: "OPTIONS",
    url: hop.url,
    spans: [{ kind: "ghost", from: hop.startedAt, to }],
    notes: [say("timelineCached")],
    refused: false,
  };
}

function fromZero(rows: readonly TimelineRow[], now: number): TimelineModel {
  const spans = rows.flatMap((row) => row.spans);
  const zero = Math.min(now, ...spans.map(({ from }) => from));
  const end = Math.max(now, ...spans.map(({ to }) => to));
  return {
    total: Math.max(1, end - zero),
    rows: rows.map((row) => ({
      ...row,
      spans: row.spans.map((span) => ({ ...span, from: span.from - zero, to: span.to - zero })),
    })),
  };
}

/** Round steps for a stretch of the axis: 1, 2 or 5 times a power of ten, about five of them. */
export function ticksOf(to: number, from = 0): number[] {
  const rough = (to - from) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to * 1.0001; at += step) ticks.push(at);
  return ticks;
}
