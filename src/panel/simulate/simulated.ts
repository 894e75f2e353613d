import { diagnose } from "../../core/diagnosis/diagnose";
import type { EngineName } from "../../core/engines/engine";
import type { Policy } from "../../core/remedy/policy";
import { parseTranscript } from "../../core/report/parseTranscript";
import { say } from "../../parts/say";
import { type Row, rowOf } from "../judge";
import { changedPlaces } from "./changes";
import { type Base, baseOf, type Draft } from "./draft";

/** One simulation in progress. It outlives its view, so that a look at another tab loses nothing. */
export interface Simulated {
  readonly row: Row;
  readonly base: Base;
  readonly draft: Draft;
  /** Whose browser made what the form starts from. */
  readonly captured: EngineName;
  /** Whose checks are shown. */
  readonly shown: EngineName;
  /** True where the form starts from a pasted transcript and not from the recording. */
  readonly pasted: boolean;
}

/** A policy that was read out of a simulation, for the exchange that it began with. */
export interface EditedPolicy {
  readonly exchangeId: string;
  readonly policy: Policy;
}

export function beginWith(row: Row, captured: EngineName): Simulated {
  const base = baseOf(row.exchange, row.diagnosis);
  return { row, base, draft: base.draft, captured, shown: captured, pasted: false };
}

/** What is under way for this row, or a new one. An exchange that went on meanwhile begins anew, unless that would throw edits away. */
export function continued(before: Simulated | null, row: Row, captured: EngineName): Simulated {
  if (before === null || before.row.id !== row.id || before.row.exchange.source !== row.exchange.source) return beginWith(row, captured);
  const kept = before.pasted || before.row.exchange === row.exchange || changedPlaces(before.base, before.draft).length > 0;
  return kept ? before : beginWith(row, captured);
}

export type Pasted = { readonly ok: true; readonly simulated: Simulated } | { readonly ok: false; readonly problem: string };

/** Of several exchanges the first: a form has room for one. */
export function paste(before: Simulated, text: string): Pasted {
  const read = parseTranscript(text);
  if (!read.ok) return read;
  const [exchange] = read.exchanges;
  if (exchange === undefined) return { ok: false, problem: say("simulateNoExchange") };
  const captured = read.engine ?? "chromium";
  const base = baseOf(exchange, diagnose(exchange, captured));
  return { ok: true, simulated: { ...before, base, draft: base.draft, captured, shown: captured, pasted: true } };
}

/** The recording itself, once the pasted exchange is done with. */
export function unpaste({ row }: Simulated, captured: EngineName): Simulated {
  return beginWith(rowOf(row.exchange, captured), captured);
}
