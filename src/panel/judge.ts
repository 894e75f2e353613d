import { diagnose } from "../core/diagnosis/diagnose";
import type { Diagnosis } from "../core/diagnosis/diagnosis";
import type { EngineName, Verdict } from "../core/engines/engine";
import { type Exchange, isSettled, leadOf } from "../core/exchange/exchange";
import type { Remedy } from "../core/remedy/policy";
import { prescribe } from "../core/remedy/prescribe";
import { notCorsWords, reasonWords } from "../parts/words";

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
  /** Null while under way. */
  readonly durationMs: number | null;
  readonly status: number | null;
}

const rows = new WeakMap<Exchange, Row>();
const remedies = new WeakMap<Exchange, Remedy>();

function reasonOf(exchange: Exchange, diagnosis: Diagnosis): string {
  if (diagnosis.reason !== null && diagnosis.verdict === "blocked") return reasonWords(diagnosis.reason);
  if (diagnosis.notCors !== null) return notCorsWords(diagnosis.notCors);
  if (!isSettled(exchange)) return "";
  return diagnosis.verdict === "unknown" ? (diagnosis.unknowns[0] ?? "") : "";
}

function lastStatus(exchange: Exchange): number | null {
  const lead = leadOf(exchange);
  return lead.hops.findLast((hop) => hop.response !== null)?.response?.status ?? (lead.end?.kind === "accepted" ? lead.end.status : null);
}

/** `engine`: whose rules judge it; an exchange belongs to one log and so to one engine. */
export function rowOf(exchange: Exchange, engine: EngineName): Row {
  const known = rows.get(exchange);
  if (known !== undefined) return known;
  const diagnosis = diagnose(exchange, engine);
  const lead = leadOf(exchange);
  const first = lead.hops[0];
  const url = URL.parse(first?.url ?? "");
  const row: Row = {
    kind: "row",
    id: exchange.id,
    exchange,
    diagnosis,
    verdict: isSettled(exchange) ? diagnosis.verdict : "pending",
    startedAt: first?.startedAt ?? 0,
    method: first?.method ?? "",
    url: first?.url ?? "",
    host: url?.host ?? "",
    path: url === null ? (first?.url ?? "") : url.pathname + url.search,
    reason: reasonOf(exchange, diagnosis),
    preflight:
      diagnosis.preflight.found === "cached" ? "cached" : diagnosis.preflight.needed || exchange.preflights.length > 0 ? "needed" : "none",
    durationMs: lead.end === null ? null : lead.end.at - (first?.startedAt ?? lead.end.at),
    status: lastStatus(exchange),
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
