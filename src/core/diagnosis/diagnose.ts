import { ENGINES } from "../engines/byName";
import type { Engine, EngineName } from "../engines/engine";
import { asBrowserSaw } from "../exchange/asBrowserSaw";
import type { Exchange } from "../exchange/exchange";
import { findCause } from "./causes";
import { compareEngines } from "./compareEngines";
import type { Diagnosis, Judgement } from "./diagnosis";
import { readWitnesses } from "./hypotheses";
import { judge } from "./judge";
import { buildLadder, listFailures } from "./ladder";
import { type Observation, observe } from "./observation";
import { originAtHop } from "./originOfHop";
import { ownWordOf } from "./ownWord";
import { weighPage } from "./pageWord";
import { preflightFacts } from "./preflights";
import type { World } from "./refusal";
import { describe } from "./sentences";
import { walk } from "./walk";

/**
 * The judgement of one exchange by the rules of one engine. A pure function of the facts; it never throws. `foreign` says that nobody knows
 * which browser made the request, so nothing is certain.
 */
export function diagnose(told: Exchange, engineName: EngineName = "chromium", foreign = false): Diagnosis {
  const engine = ENGINES[engineName];
  const exchange = asBrowserSaw(told);
  const witnesses = readWitnesses(exchange);
  const observation = observe(exchange);
  // Not included stands first: it is what fetch() does unless told otherwise.
  const modes = witnesses.credentials === "unknown" ? [false, true] : [witnesses.credentials === "include"];
  const worlds: World[] = modes.map((credentialed) => ({ credentialed, engine, stages: walk(engine, exchange, credentialed) }));
  const { judgement, world } = weighPage(exchange.witness, witnesses, worlds, (open) => judge(exchange, observation, witnesses, open));
  const stated = told.changedBy === undefined ? judgement : withLiveFix(judgement);
  return new Derived(exchange, engine, foreign ? asInferred(stated) : stated, world, wasSent(exchange, observation));
}

/** How the browser lets a request end that a check may have refused. */
const REFUSALS: ReadonlySet<Observation["kind"]> = new Set(["refused", "untold", "local-network"]);

/** Whether `diagnose` says "blocked": most requests end in a way that needs no headers read for that. */
export function isBlocked(exchange: Exchange, engineName: EngineName): boolean {
  return REFUSALS.has(observe(asBrowserSaw(exchange)).kind) && diagnose(exchange, engineName).verdict === "blocked";
}

/** Whoever reads "allowed" must not think that the server allowed it. */
function withLiveFix(judgement: Judgement): Judgement {
  return { ...judgement, evidence: [...judgement.evidence, "judged with Corscope's headers in place of the server's"] };
}

/** Browsers run the checks in different orders. */
function asInferred(judgement: Judgement): Judgement {
  if (judgement.certainty !== "certain") return judgement;
  return {
    ...judgement,
    certainty: "inferred",
    evidence: [...judgement.evidence, "the file names no browser: judged in Chromium's order"],
  };
}

type LazyPart = "failures" | "ladder" | "cause" | "preflight" | "sentence" | "engines";

/**
 * A judgement and what is laid around it. That costs more than the judgement, and most exchanges are never looked at: each part is made when
 * it is first asked for.
 */
class Derived implements Diagnosis {
  readonly verdict;
  readonly reason;
  declare readonly failedParameter?: string;
  readonly certainty;
  readonly candidates;
  readonly evidence;
  readonly unknowns;
  readonly refusedAt;
  readonly notCors;
  readonly credentials;
  readonly mode;
  readonly sent;
  readonly #exchange: Exchange;
  readonly #engine: Engine;
  readonly #judgement: Judgement;
  readonly #world: World;
  readonly #hop: number;
  /** What was asked for so far. */
  #made: { -readonly [Part in LazyPart]?: Diagnosis[Part] } | null = null;

  constructor(exchange: Exchange, engine: Engine, judgement: Judgement, world: World, sent: Diagnosis["sent"]) {
    this.verdict = judgement.verdict;
    this.reason = judgement.reason;
    if (judgement.failedParameter !== undefined) this.failedParameter = judgement.failedParameter;
    this.certainty = judgement.certainty;
    this.candidates = judgement.candidates;
    this.evidence = judgement.evidence;
    this.unknowns = judgement.unknowns;
    this.refusedAt = judgement.refusedAt;
    this.notCors = judgement.notCors;
    this.credentials = judgement.credentials;
    this.mode = judgement.mode;
    this.sent = sent;
    this.#exchange = exchange;
    this.#engine = engine;
    this.#judgement = judgement;
    this.#world = world;
    this.#hop = judgement.refusedAt?.hop ?? Math.max((exchange.main?.hops.length ?? 1) - 1, 0);
  }

  get failures(): Diagnosis["failures"] {
    const tells = this.verdict === "blocked" || this.#exchange.main === null;
    return this.#part("failures", () => (tells ? listFailures(this.#world.stages) : []));
  }

  get ladder(): Diagnosis["ladder"] {
    return this.#part("ladder", () => buildLadder(this.#exchange, this.#world.stages, this.#judgement));
  }

  get cause(): Diagnosis["cause"] {
    return this.#part("cause", () => findCause(this.#exchange, this.#judgement, this.#world.stages));
  }

  get origin(): string {
    return originAtHop(this.#exchange, this.#hop);
  }

  get preflight(): Diagnosis["preflight"] {
    return this.#part("preflight", () => preflightFacts(this.#engine, this.#exchange, this.#hop, this.verdict === "blocked"));
  }

  get judgedBy(): EngineName {
    return this.#engine.name;
  }

  get ownWord(): Diagnosis["ownWord"] {
    return this.verdict === "blocked" ? ownWordOf(this.#engine, this.#exchange, this) : null;
  }

  get sentence(): string {
    return this.#part("sentence", () => describe(this.#exchange, this.#judgement, this.#world.stages));
  }

  get engines(): Diagnosis["engines"] {
    return this.#part("engines", () => compareEngines(this.#engine, this.#exchange, this.#judgement, this.#world.credentialed));
  }

  #part<Part extends LazyPart>(part: Part, make: () => Diagnosis[Part]): Diagnosis[Part] {
    this.#made ??= {};
    if (!(part in this.#made)) this.#made[part] = make();
    return this.#made[part] as Diagnosis[Part];
  }
}

/** Failures after which a server has certainly seen nothing. */
const NEVER_LEFT = new Set([
  "connection-refused",
  "dns",
  "blocked-by-client",
  "policy",
  "csp",
  "tls",
  "unsafe-port",
  "cache-probe",
  "request-invalid",
  "unreachable",
]);

function wasSent({ main, preflights }: Exchange, observation: Observation): Diagnosis["sent"] {
  const hop = main?.hops.at(-1);
  const heldBack = preflights.some((one) => one.hop === (main?.hops.length ?? 0) - 1 && one.transaction.end?.kind === "failed");
  if (hop === undefined) return "unknown";
  if (hop.response !== null || observation.kind === "accepted") return "yes";
  if (observation.kind === "local-network" || (observation.kind === "refused" && observation.stage === "preflight")) return "no";
  if (observation.kind === "not-cors") return hop.sent === null || NEVER_LEFT.has(observation.notCors) || heldBack ? "no" : "unknown";
  return "unknown";
}
