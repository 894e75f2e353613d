import type { Diagnosis, EngineAnswer } from "../diagnosis/diagnosis";
import type { Exchange } from "../exchange/exchange";
import type { Remedy } from "../remedy/policy";
import type { Risk } from "../remedy/risks";
import type { CorsFields, PreflightFields } from "./harTypes";

/** An exchange with everything that is derived from it. */
export interface Judged {
  readonly exchange: Exchange;
  readonly diagnosis: Diagnosis;
  readonly remedy: Remedy;
  readonly risks: readonly Risk[];
}

/** Which request of the exchange an entry stands for. */
export interface Place {
  readonly role: CorsFields["role"];
  readonly hop: number;
}

/** `preflightEntry`: where in the file the preflight of this hop stands, null when none was recorded. */
export function corsFields(judged: Judged, place: Place, preflightEntry: number | null): CorsFields {
  const { exchange, diagnosis, remedy } = judged;
  if (!carriesDiagnosis(judged, place)) return followed(judged, place, preflightEntry);
  const isMain = place.role === "main";
  const { reason, certainty, candidates, evidence, unknowns, cause, notCors, engines, verdict, failedParameter, ownWord } = diagnosis;
  const failures = isMain ? diagnosis.failures : diagnosis.failures.filter(({ step }) => step.startsWith("preflight"));
  return {
    exchange: exchange.id,
    role: place.role,
    hop: place.hop,
    verdict,
    reason,
    failedParameter,
    ownWord: ownWord ?? undefined,
    certainty,
    candidates,
    evidence,
    unknowns,
    failures,
    sent: isMain ? diagnosis.sent : null,
    cause,
    notCors,
    preflight: isMain ? preflightFields(diagnosis, preflightEntry) : null,
    engines,
    risks: isMain ? judged.risks : [],
    remedy: isMain && verdict === "blocked" ? reportRemedy(remedy) : null,
  };
}

/** The diagnosis belongs to the hop that was refused or came last, and to the preflight that it was refused at. */
function carriesDiagnosis({ exchange, diagnosis }: Judged, { role, hop }: Place): boolean {
  const { main } = exchange;
  if (main === null) return true;
  const last = diagnosis.refusedAt?.hop ?? main.hops.length - 1;
  if (hop !== last) return false;
  if (role === "main" || diagnosis.refusedAt?.stage === "preflight") return true;
  // A preflight that broke off took its request with it; one that was answered passed if the request then left.
  return diagnosis.verdict !== "blocked" && diagnosis.verdict !== "allowed" && main.hops[hop]?.sent == null;
}

function reportRemedy({ party, thirdParty, summary, policy, advice }: Remedy): NonNullable<CorsFields["remedy"]> {
  return { party, thirdParty, summary, policy, advice };
}

/** A request that the browser went on from: to the next hop, or from the preflight to the request itself. */
function followed({ exchange, diagnosis }: Judged, { role, hop }: Place, entry: number | null): CorsFields {
  const facts: PreflightFields = {
    needed: entry !== null,
    because: entry === null ? [] : becauseOf(exchange, hop),
    entry,
    cachedForMs: null,
  };
  return {
    exchange: exchange.id,
    role,
    hop,
    verdict: "allowed",
    reason: null,
    certainty: "certain",
    candidates: [],
    evidence: [role === "main" ? "the browser followed the redirect" : "the browser went on to send the request itself"],
    unknowns: [],
    failures: [],
    sent: role === "main" ? "yes" : null,
    cause: null,
    notCors: null,
    preflight: role === "main" ? facts : null,
    engines: enginesBefore(diagnosis, role),
    risks: [],
    remedy: null,
  };
}

function becauseOf({ main }: Exchange, hop: number): string[] {
  const method = main?.hops[hop]?.method ?? "";
  return /^(?:GET|HEAD|POST)$/.test(method) ? [] : [`method ${method}`];
}

/** What other engines make of the whole chain says something about an early step only where they stop at the preflight. */
function enginesBefore({ engines, judgedBy }: Diagnosis, role: CorsFields["role"]): CorsFields["engines"] {
  const at = (name: keyof typeof engines): EngineAnswer => {
    const { verdict, reason } = engines[name];
    const here = name !== judgedBy && role === "preflight" && verdict === "blocked" && reason !== null && /Preflight/.test(reason);
    return here ? engines[name] : { verdict: "allowed", reason: null };
  };
  return { chromium: at("chromium"), firefox: at("firefox"), webkit: at("webkit"), standard: at("standard") };
}

function preflightFields({ preflight }: Diagnosis, entry: number | null): PreflightFields {
  return {
    needed: preflight.needed,
    because: preflight.because,
    entry: entry ?? (preflight.found === "cached" ? "cached" : null),
    cachedForMs: preflight.cachedForSeconds === undefined ? null : preflight.cachedForSeconds * 1000,
  };
}
