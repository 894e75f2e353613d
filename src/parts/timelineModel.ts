import type { Exchange, Hop, Transaction } from "../core/exchange/exchange";

export interface Span {
  readonly kind: "waiting" | "server" | "body" | "ghost";
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

const GHOST_SHARE = 0.15;

export function milliseconds(ms: number): string {
  if (ms < 1) return "<1 ms";
  return ms < 10_000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

interface Refusal {
  readonly hop: number;
  readonly stage: string;
}

function spansOf(hop: Hop, until: number, zero: number): Span[] {
  const sentAt = hop.sent?.at ?? (hop.response === null ? until : hop.startedAt);
  const answeredAt = hop.response?.at ?? until;
  const spans: Span[] = [
    { kind: "waiting", from: hop.startedAt, to: sentAt },
    { kind: "server", from: sentAt, to: answeredAt },
    { kind: "body", from: answeredAt, to: until },
  ];
  return spans.filter((span) => span.to > span.from).map((span) => ({ ...span, from: span.from - zero, to: span.to - zero }));
}

function endOf(transaction: Transaction, index: number, now: number): number {
  const hop = transaction.hops[index];
  if (index < transaction.hops.length - 1) return hop?.response?.at ?? transaction.hops[index + 1]?.startedAt ?? now;
  return transaction.end?.at ?? hop?.response?.at ?? now;
}

function lastMoment(exchange: Exchange): number {
  const transactions = [...exchange.preflights.map((claimed) => claimed.transaction), ...(exchange.main === null ? [] : [exchange.main])];
  const times = transactions.flatMap((t) => [
    ...t.hops.flatMap((h) => [h.startedAt, h.sent?.at ?? 0, h.response?.at ?? 0]),
    t.end?.at ?? 0,
  ]);
  return Math.max(...times);
}

function notesOf(transaction: Transaction, index: number, until: number, preflightEnd: number | null): string[] {
  const hop = transaction.hops[index] as Hop;
  const notes: string[] = [];
  if (preflightEnd !== null && hop.sent !== null)
    notes.push(`left ${milliseconds(Math.max(0, hop.sent.at - preflightEnd))} after the preflight`);
  if (hop.response !== null) {
    notes.push(`${hop.response.status} after ${milliseconds(hop.response.at - (hop.sent?.at ?? hop.startedAt))}`);
  } else if (transaction.end?.kind === "failed") {
    notes.push(hop.sent === null ? "never left the browser" : "no reply");
  } else if (transaction.end === null) notes.push("still under way");
  notes.push(`${milliseconds(until - hop.startedAt)} in all`);
  return notes;
}

/** Preflights, gaps and hops on one time axis. `cached`: the preflight that was needed came out of the browser's cache. */
export function timelineOf(exchange: Exchange, cached: boolean, refusal: Refusal | null): TimelineModel {
  const now = lastMoment(exchange);
  const all = [...exchange.preflights.map((claimed) => claimed.transaction), ...(exchange.main === null ? [] : [exchange.main])];
  const zero = Math.min(...all.map((transaction) => transaction.hops[0]?.startedAt ?? now));
  const rows: TimelineRow[] = [];
  const add = (transaction: Transaction, index: number, title: string, refused: boolean, preflightEnd: number | null) => {
    const hop = transaction.hops[index];
    if (hop === undefined) return;
    const until = endOf(transaction, index, now);
    rows.push({
      key: `${transaction.requestId}/${index}`,
      title,
      method: hop.method,
      url: hop.url,
      spans: spansOf(hop, until, zero),
      notes: notesOf(transaction, index, until, preflightEnd),
      refused,
    });
  };
  const hops = exchange.main?.hops ?? [];
  for (let index = 0; index < Math.max(1, hops.length); index += 1) {
    let preflightEnd: number | null = null;
    for (const claimed of exchange.preflights.filter((p) => p.hop === index)) {
      add(claimed.transaction, 0, "Preflight", refusal?.stage === "preflight" && refusal.hop === index, null);
      preflightEnd = claimed.transaction.end?.at ?? claimed.transaction.hops[0]?.response?.at ?? null;
    }
    const hop = hops[index];
    if (hop === undefined || exchange.main === null) continue;
    if (cached && index === 0 && preflightEnd === null) {
      rows.push({
        key: "cached",
        title: "Preflight",
        method: "OPTIONS",
        url: hop.url,
        // It took no time; it is drawn wide enough to be seen.
        spans: [{ kind: "ghost", from: 0, to: Math.max((now - zero) * GHOST_SHARE, 1) }],
        notes: ["not sent: an earlier reply was still cached"],
        refused: false,
      });
    }
    const title = index < hops.length - 1 ? `Redirect ${index + 1}` : index > 0 ? "Final request" : "Request";
    add(exchange.main, index, title, refusal !== null && refusal.stage !== "preflight" && refusal.hop === index, preflightEnd);
  }
  return { total: Math.max(1, now - zero), rows };
}

/** Round steps for the axis: 1, 2 or 5 times a power of ten, about five of them. */
export function ticksOf(total: number): number[] {
  const rough = total / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough;
  const ticks: number[] = [];
  for (let at = 0; at <= total * 1.0001; at += step) ticks.push(at);
  return ticks;
}
