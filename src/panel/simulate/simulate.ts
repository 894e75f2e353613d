import { isAgainstHeaders } from "../../core/diagnosis/againstHeaders";
import { diagnose } from "../../core/diagnosis/diagnose";
import type { Diagnosis } from "../../core/diagnosis/diagnosis";
import { walk } from "../../core/diagnosis/walk";
import { ENGINES } from "../../core/engines/byName";
import type { EngineName } from "../../core/engines/engine";
import type { Ending, Exchange, Hop, Transaction } from "../../core/exchange/exchange";
import { redirectTarget } from "../../core/exchange/redirects";
import { build, isCrossOrigin, type Supposed } from "./build";
import { changedPlaces } from "./changes";
import type { Base, Draft } from "./draft";

/** What one engine would make of the form. */
export interface Outcome {
  readonly engine: EngineName;
  /** As if it had been recorded: goes through the same judgement, remedy and print as every other. */
  readonly exchange: Exchange;
  readonly diagnosis: Diagnosis;
  /** `mode`: the request's own mode forbids it before any reply is asked for. `followed`: the reply is a redirect that is followed out of the form. */
  readonly beyond: { readonly kind: "mode" } | { readonly kind: "followed"; readonly target: string } | null;
  /** Where the credentials mode is unknown and the other one fares differently. */
  readonly otherwise: Diagnosis | null;
}

/** `captured`: the engine whose browser made the recording; of an unedited form, its outcome is a fact and not computed. */
export function simulate(base: Base, draft: Draft, engine: EngineName, captured: EngineName): Outcome {
  if (changedPlaces(base, draft).length === 0 && (engine === captured || tellsNothing(base))) {
    const diagnosis = engine === captured ? base.diagnosis : diagnose(base.exchange, engine);
    return { engine, exchange: base.exchange, diagnosis, beyond: null, otherwise: null };
  }
  const [supposed, other]: readonly (Supposed | null)[] = draft.credentials === "unknown" ? ["omit", "include"] : [draft.credentials, null];
  const outcome = simulateWith(base, draft, engine, supposed ?? "omit");
  if (other == null) return outcome;
  const { diagnosis } = simulateWith(base, draft, engine, other);
  const same = diagnosis.verdict === outcome.diagnosis.verdict && diagnosis.reason === outcome.diagnosis.reason;
  return { ...outcome, otherwise: same ? null : diagnosis };
}

/** Of such a capture no other engine's outcome can be computed either. */
function tellsNothing({ exchange, diagnosis }: Base): boolean {
  return exchange.main === null || exchange.main.end === null || isAgainstHeaders(diagnosis);
}

/** The outcome if the page used this credentials mode. */
export function simulateWith(base: Base, draft: Draft, engine: EngineName, supposed: Supposed): Outcome {
  const built = build(base, draft, engine, supposed);
  // What stopped the request was no header: it stops this one as well.
  if (base.gate !== null && !draft.supposed) return outcomeOf(engine, base.exchange);
  // https://fetch.spec.whatwg.org/#main-fetch: "same-origin" mode is a network error before anything is sent.
  if (draft.mode === "same-origin" && isCrossOrigin(built, draft.origin)) {
    const exchange = held(built, lastOf(built), false);
    return outcomeOf(engine, exchange, { kind: "mode" });
  }
  const exchange = draft.mode === "no-cors" ? accepted(built) : ended(built, engine, supposed === "include");
  const last = exchange.main?.hops.at(-1);
  const target = exchange.main?.end === null && last?.response != null ? redirectTarget(last.response, last.url) : null;
  return outcomeOf(engine, exchange, target === null ? null : { kind: "followed", target });
}

function outcomeOf(engine: EngineName, exchange: Exchange, beyond: Outcome["beyond"] = null): Outcome {
  return { engine, exchange, diagnosis: diagnose(exchange, engine), beyond, otherwise: null };
}

/** Leaves the traces that an engine leaves: it stops at the first check that fails. */
function ended(built: Exchange, engine: EngineName, credentialed: boolean): Exchange {
  const failed = walk(ENGINES[engine], built, credentialed).find(({ results }) => results.some(({ reason }) => reason !== null));
  if (failed === undefined) return accepted(built);
  return held(built, failed.hop, failed.stage !== "preflight");
}

/** `answered`: false where the hop was never sent. */
function held(built: Exchange, index: number, answered: boolean): Exchange {
  const { main } = built;
  if (main === null) return built;
  const hops = main.hops.slice(0, index + 1).map((hop, at): Hop => (at < index || answered ? hop : { ...hop, sent: null, response: null }));
  const end: Ending = { kind: "failed", at: timeOf(main, index), error: "net::ERR_FAILED", afterAccepted: false };
  return { ...built, main: { ...main, hops, end }, preflights: built.preflights.filter(({ hop }) => hop <= index) };
}

/** A redirect is followed to where the form knows nothing of. */
function accepted(built: Exchange): Exchange {
  const { main } = built;
  const hop = main?.hops.at(-1);
  if (main === null || hop?.response == null) return built;
  if (redirectTarget(hop.response, hop.url) !== null) return { ...built, main: { ...main, end: null } };
  const end: Ending = { kind: "accepted", at: hop.response.at, status: hop.response.status, fromCache: false };
  return { ...built, main: { ...main, end } };
}

function lastOf({ main }: Exchange): number {
  return Math.max((main?.hops.length ?? 1) - 1, 0);
}

function timeOf(main: Transaction, index: number): number {
  const hop = main.hops[index];
  return hop?.response?.at ?? (hop?.startedAt ?? 0) + 2;
}
