import type { Diagnosis } from "../diagnosis/diagnosis";
import type { Exchange } from "../exchange/exchange";
import { leadOf } from "../exchange/exchange";
import { originOf } from "../fetch/origins";
import { merge } from "./merge";
import type { Policy } from "./policy";
import { smallestPolicy } from "./smallest";

/** What the pages of one origin need from a server. */
export interface OriginNeeds {
  readonly origin: string;
  /** True for the origin of the inspected page: only that one the user has chosen by looking at it. */
  readonly own: boolean;
  readonly exchanges: number;
  readonly blocked: number;
  /** Lets every one of those exchanges pass. */
  readonly policy: Policy;
}

export interface ServerNeeds {
  /** The server's origin. */
  readonly server: string;
  /** The page's own first, then by name. */
  readonly origins: readonly OriginNeeds[];
  /** Exchanges with this server that no policy can be read from (`null` origins, odd methods), each reason once. */
  readonly leftOut: readonly { readonly reason: string; readonly exchanges: number }[];
}

export interface Judged {
  readonly exchange: Exchange;
  readonly diagnosis: Diagnosis;
}

/**
 * What all recorded traffic needs from one server: what passes today is counted in, so that the new policy breaks none of it. Nothing in
 * here is a decision: a hostile page can make requests as well, and would write itself into the list of allowed origins.
 */
export function needsFrom(server: string, judged: readonly Judged[], pageOrigin: string | null): ServerNeeds {
  const found = new Map<string, { policies: Policy[]; blocked: number }>();
  const leftOut = new Map<string, number>();
  for (const { exchange, diagnosis } of judged) {
    if (!isCorsTraffic(diagnosis) || originOf(lastUrl(exchange)) !== server) continue;
    const smallest = smallestPolicy(exchange, diagnosis);
    if (!smallest.ok) {
      leftOut.set(smallest.refusal, (leftOut.get(smallest.refusal) ?? 0) + 1);
      continue;
    }
    const origin = smallest.policy.allowedOrigins[0] ?? "";
    const needs = found.get(origin) ?? { policies: [], blocked: 0 };
    needs.policies.push(smallest.policy);
    if (diagnosis.verdict === "blocked") needs.blocked += 1;
    found.set(origin, needs);
  }
  const origins = [...found].flatMap(([origin, { policies, blocked }]) => {
    const policy = merge(policies);
    return policy === null ? [] : [{ origin, own: origin === pageOrigin, exchanges: policies.length, blocked, policy }];
  });
  origins.sort((a, b) => Number(b.own) - Number(a.own) || (a.origin < b.origin ? -1 : 1));
  return { server, origins, leftOut: [...leftOut].map(([reason, exchanges]) => ({ reason, exchanges })) };
}

/** One policy for the origins that the user ticked; null when none is. */
export function policyFor({ origins }: ServerNeeds, ticked: ReadonlySet<string>): Policy | null {
  return merge(origins.filter(({ origin }) => ticked.has(origin)).map(({ policy }) => policy));
}

/** What was stopped by something else, or never asked for CORS, needs nothing. */
function isCorsTraffic({ verdict, mode }: Diagnosis): boolean {
  return verdict === "blocked" || (verdict === "allowed" && mode !== "no-cors" && mode !== "navigate");
}

/** A chain of redirects needs something from each of its servers; the one that is prescribed for is where it was refused, else the last. */
function lastUrl(exchange: Exchange): string {
  return leadOf(exchange).hops.at(-1)?.url ?? "";
}
