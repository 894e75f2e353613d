import type { CorsError } from "../engines/corsError";
import type { EngineName, OwnWord, Verdict } from "../engines/engine";
import type { Cause } from "./causeTexts";

export type Certainty = "certain" | "inferred" | "undecided";

/** Where in the exchange a check is run. */
export type Stage = "request" | "preflight" | "redirect" | "response";

/** A rung of the ladder: one check of the chain, in the order in which the browser runs them. */
export interface Rung {
  readonly stage: Stage;
  /** Index into `main.hops`. */
  readonly hop: number;
  /** Stable id, kebab-case (`allow-origin-present`). */
  readonly check: string;
  /** What is checked, a short human sentence in the imperative of the standard ("Access-Control-Allow-Origin is present"). */
  readonly label: string;
  /** `failed`: stopped the browser. `would-fail`: comes after the failure and fails as well. `not-run`: the evidence to run it is missing. */
  readonly status: "passed" | "failed" | "would-fail" | "not-reached" | "not-run";
  readonly expected: string;
  readonly got: string;
  /** Name of the header that decides, when one does. */
  readonly header?: string;
  readonly reason?: CorsError;
  /** A link into the Fetch standard. */
  readonly spec: string;
}

/** A check that fails, in the contract's own shape (`_cors.failures`). */
export interface Failure {
  readonly reason: CorsError;
  /** "preflight 2", "response 1" ...: stage and the step of the standard's algorithm. */
  readonly step: string;
  readonly spec: string;
  readonly expected: string;
  readonly got: string;
}

export interface Candidate {
  readonly reason: CorsError;
  readonly failedParameter?: string;
  /** Under which condition it is this one: "credentials are included". */
  readonly when: string;
}

export interface PreflightFacts {
  readonly needed: boolean;
  /** Why, one phrase each: `method PUT`, `header x-trace-id`, `content-type application/json`. */
  readonly because: readonly string[];
  /** `"cached"`: needed, none seen on the wire and the request went out. `"seen"`: recorded here. `null`: none. */
  readonly found: "seen" | "cached" | null;
  /** Seconds the reply may be cached for by this engine; absent if nothing is cached. */
  readonly cachedForSeconds?: number;
  /** What the preflight cost, in milliseconds; absent if none was seen. */
  readonly costMs?: number;
}

export type { EngineName };

/** The judgement of one exchange, derived anew from its facts wherever it is shown. Field names follow `docs/contract.md`. */
export interface Diagnosis {
  readonly verdict: Verdict;
  readonly reason: CorsError | null;
  readonly failedParameter?: string;
  readonly certainty: Certainty;
  readonly candidates: readonly Candidate[];
  readonly evidence: readonly string[];
  /** What the evidence does not tell, one phrase each. */
  readonly unknowns: readonly string[];
  readonly failures: readonly Failure[];
  readonly ladder: readonly Rung[];
  /** The hop that was refused and at which stage; null unless blocked. */
  readonly refusedAt: { readonly hop: number; readonly stage: Stage } | null;
  /** Did the (last) main request reach a server? */
  readonly sent: "yes" | "no" | "unknown";
  readonly cause: Cause | null;
  readonly notCors: string | null;
  readonly credentials: "include" | "omit" | "unknown";
  readonly mode: "cors" | "no-cors" | "same-origin" | "navigate" | "unknown";
  /** Serialised request origin of the hop that decides (`null` after a tainting redirect). */
  readonly origin: string | null;
  readonly preflight: PreflightFacts;
  /** One plain sentence: who did what ("`api.test` answered the preflight without `PUT` in Access-Control-Allow-Methods"). */
  readonly sentence: string;
  readonly engines: Readonly<Record<EngineName, EngineAnswer>>;
  /** Whose rules it was judged by. */
  readonly judgedBy: EngineName;
  /** What that engine itself calls the reason, where it has names of its own (Firefox). */
  readonly ownWord: OwnWord | null;
}

export interface EngineAnswer {
  readonly verdict: Verdict;
  readonly reason: CorsError | null;
  /** The engine's own name for the reason, where it has one. */
  readonly key?: string;
}

/** What is judged so far; `describe` and `findCause` read it, the rest of the Diagnosis is laid around it. */
export type Judgement = Pick<
  Diagnosis,
  | "verdict"
  | "reason"
  | "failedParameter"
  | "certainty"
  | "candidates"
  | "evidence"
  | "unknowns"
  | "refusedAt"
  | "notCors"
  | "credentials"
  | "mode"
>;
