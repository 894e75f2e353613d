import { diagnose } from "../core/diagnosis/diagnose";
import type { Diagnosis } from "../core/diagnosis/diagnosis";
import type { EngineName, Verdict } from "../core/engines/engine";
import { type Exchange, endedAt, isSettled, leadOf } from "../core/exchange/exchange";
import type { Remedy } from "../core/remedy/policy";
import { prescribe } from "../core/remedy/prescribe";
import { say } from "../parts/say";
import { notCorsWords, reasonWords } from "../parts/words";
import { type Initiator, initiatorOf } from "./initiator";
import { kinOf } from "./repeats";

/** What the row's bar is drawn from, in milliseconds since the epoch. */
export interface Bar {
  readonly from: number;
  /** Null while under way, and where the end was not seen. */
  readonly to: number | null;
  readonly preflight: { readonly from: number; readonly to: number } | null;
}

/** What the list shows of an exchange. Derived once per exchange object: a changed exchange is a new object. */
export interface Row {
  readonly kind: "row";
  readonly id: string;
  readonly exchange: Exchange;
  readonly diagnosis: Diagnosis;
  readonly verdict: Verdict | "pending";
  readonly startedAt: number;
  readonly method: string;
  readonly url: string;
  readonly host: string;
  readonly path: string;
  readonly reason: string;
  readonly preflight: "needed" | "cached" | "none";
  /** Null while under way, and where the end was not seen. */
  readonly durationMs: number | null;
  readonly status: number | null;
  readonly initiator: Initiator;
  readonly bar: Bar;
  /** Equal for repeats. */
  readonly kin: string;
}

const rows = new WeakMap<Exchange, Row>();
const remedies = new WeakMap<Exchange, Remedy>();

function reasonOf(exchange: Exchange, diagnosis: Diagnosis): string {
  if (diagnosis.reason !== null && diagnosis.verdict === "blocked") return reasonWords(diagnosis.reason);
  if (diagnosis.notCors !== null) return notCorsWords(diagnosis.notCors);
  if (!isSettled(exchange)) return "";
  if (exchange.changedBy !== undefined && diagnosis.verdict === "allowed") return say("liveChangedReason");
  return diagnosis.verdict === "unknown" ? (diagnosis.unknowns[0] ?? "") : "";
}

function lastStatus(exchange: Exchange): number | null {
  const lead = leadOf(exchange);
  return lead.hops.findLast((hop) => hop.response !== null)?.response?.status ?? (lead.end?.kind === "accepted" ? lead.end.status : null);
}

function barOf({ main, preflights }: Exchange): Bar {
  const starts = preflights.map(({ transaction }) => transaction.hops[0]?.startedAt ?? Number.POSITIVE_INFINITY);
  const ends = preflights.map(({ transaction }) => endedAt(transaction) ?? Number.NEGATIVE_INFINITY);
  const from = Math.min(main?.hops[0]?.startedAt ?? Number.POSITIVE_INFINITY, ...starts);
  const preflight = main === null || preflights.length === 0 ? null : { from: Math.min(...starts), to: Math.max(from, ...ends) };
  const lead = main ?? preflights[0]?.transaction;
  const over = lead === undefined ? null : endedAt(lead);
  const to = over === null ? null : Math.max(over, ...ends);
  return { from: Number.isFinite(from) ? from : 0, to, preflight };
}

/** `engine`: whose rules judge it; an exchange belongs to one log and so to one engine. */
export function rowOf(exchange: Exchange, engine: EngineName): Row {
  const known = rows.get(exchange);
  if (known !== undefined) return known;
  const diagnosis = diagnose(exchange, engine);
  const lead = leadOf(exchange);
  const first = lead.hops[0];
  const over = endedAt(lead);
  const url = URL.parse(first?.url ?? "");
  const seen = {
    id: exchange.id,
    verdict: isSettled(exchange) ? diagnosis.verdict : "pending",
    method: first?.method ?? "",
    host: url?.host ?? "",
    path: url === null ? (first?.url ?? "") : url.pathname + url.search,
    reason: reasonOf(exchange, diagnosis),
  } as const;
  const initiator = initiatorOf(exchange);
  const row: Row = {
    ...seen,
    kind: "row",
    exchange,
    diagnosis,
    startedAt: first?.startedAt ?? 0,
    url: first?.url ?? "",
    preflight:
      diagnosis.preflight.found === "cached" ? "cached" : diagnosis.preflight.needed || exchange.preflights.length > 0 ? "needed" : "none",
    durationMs: over === null ? null : over - (first?.startedAt ?? over),
    status: lastStatus(exchange),
    initiator,
    bar: barOf(exchange),
    kin: kinOf({ ...seen, scheme: url?.protocol ?? "", origin: initiator.origin }),
  };
  rows.set(exchange, row);
  return row;
}

export function remedyOf(row: Row): Remedy {
  const known = remedies.get(row.exchange);
  if (known !== undefined) return known;
  const remedy = prescribe(row.exchange, row.diagnosis);
  remedies.set(row.exchange, remedy);
  return remedy;
}
