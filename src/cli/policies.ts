import { diagnose } from "../core/diagnosis/diagnose";
import type { EngineName } from "../core/engines/engine";
import type { Exchange } from "../core/exchange/exchange";
import { merge } from "../core/remedy/merge";
import type { Policy } from "../core/remedy/policy";
import { refusedPart } from "../core/remedy/refused";
import { smallestPolicy } from "../core/remedy/smallest";

export interface ServerPolicy {
  /** Serialised origin of the server that has to speak by it. */
  readonly server: string;
  readonly policy: Policy;
}

export interface Policies {
  readonly servers: readonly ServerPolicy[];
  /** Why some requests are not covered, each sentence once. */
  readonly refusals: readonly string[];
}

/** What each server has to allow so that everything this origin asked for passes, blocked today or not. */
export function policiesFor(exchanges: readonly Exchange[], origin: string, engine: EngineName): Policies {
  const needed = new Map<string, Policy[]>();
  const refusals = new Set<string>();
  for (const exchange of exchanges) {
    const diagnosis = diagnose(exchange, engine);
    const part = refusedPart(exchange, diagnosis);
    const server = part === null ? null : URL.parse(part.url);
    if (diagnosis.origin !== origin || server === null || server.origin === origin || diagnosis.mode !== "cors") continue;
    const smallest = smallestPolicy(exchange, diagnosis);
    if (!smallest.ok) refusals.add(smallest.refusal);
    else if (needed.get(server.origin)?.push(smallest.policy) === undefined) needed.set(server.origin, [smallest.policy]);
  }
  const servers = [...needed].flatMap(([server, policies]) => {
    const policy = merge(policies);
    return policy === null ? [] : [{ server, policy }];
  });
  return { servers, refusals: [...refusals] };
}
