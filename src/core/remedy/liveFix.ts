import type { Diagnosis } from "../diagnosis/diagnosis";
import { type Exchange, type LiveFix, leadOf } from "../exchange/exchange";
import { getHeader } from "../fetch/headers";
import { originOf } from "../fetch/origins";
import { answersPreflight } from "./plan";
import type { Remedy } from "./policy";
import { refusedPart } from "./refused";
import { LONGEST_LIST, parseHeaderName, parseMethod, parseOrigin } from "./validate";

/** A policy that can be tried in the user's own tab before anybody deploys it. */
export interface Trial {
  /** Origin of the page, the only one that is allowed. */
  readonly page: string;
  readonly fix: LiveFix;
  /** `perhaps`: the recording does not tell whether the call includes credentials. */
  readonly credentials: "included" | "perhaps" | "not-included";
}

/** `preflight-status`: no header turns a refused OPTIONS into a successful one. */
export type NoTrial = "not-blocked" | "no-policy" | "preflight-status" | "imported" | "no-tab";

export type TrialPlan = { readonly ok: true; readonly trial: Trial } | { readonly ok: false; readonly why: NoTrial };

/**
 * Which headers to put in place of the server's so that this exchange passes. `others`: what else this page asks of the server; the headers
 * reach those replies too, and what passes today must go on passing.
 */
export function planTrial(
  exchange: Exchange,
  diagnosis: Diagnosis,
  remedy: Remedy,
  withCredentials: boolean,
  others: readonly Exchange[] = [],
): TrialPlan {
  if (exchange.source !== "live") return no("imported");
  const { initiator, tabId } = leadOf(exchange).context;
  if (tabId < 0) return no("no-tab");
  const part = refusedPart(exchange, diagnosis);
  if (diagnosis.verdict !== "blocked" || part === null) return no("not-blocked");
  if (remedy.policy === null) return no("no-policy");
  if (answersPreflight(part)) return no("preflight-status");
  const page = parseOrigin(diagnosis.origin ?? "");
  const server = parseOrigin(originOf(part.url));
  // Behind a redirect the origin may be another than the page's, and the rule is bound to the page.
  if (page === null || server === null || page !== initiator) return no("no-policy");
  const { policy } = remedy;
  const asked = askedOf(others, page, server);
  const fix: LiveFix = {
    kind: "live-fix",
    server,
    headers: [
      ["Access-Control-Allow-Origin", page],
      ["Access-Control-Allow-Credentials", withCredentials ? "true" : null],
      ...listed("Access-Control-Allow-Methods", [...policy.allowedMethods, ...asked.methods]),
      ...listed("Access-Control-Allow-Headers", [...policy.allowedHeaders, ...asked.headers]),
      ...listed("Access-Control-Expose-Headers", policy.exposedHeaders),
      // Else the browser keeps the changed preflight, and the page's next call passes after the rule is gone.
      ["Access-Control-Max-Age", "0"],
    ],
  };
  const { allowCredentials } = policy;
  const credentials = allowCredentials === "unknown" ? "perhaps" : allowCredentials ? "included" : "not-included";
  return { ok: true, trial: { page, fix, credentials } };
}

/** Does what stands allow all that this one would? Credentials are a matter of their own. */
export function covers(standing: LiveFix, planned: LiveFix): boolean {
  const given = new Map(standing.headers);
  return planned.headers.every(([name, value]) => {
    if (!/-(?:Methods|Headers)$/.test(name) || value === null) return true;
    const list = new Set((given.get(name) ?? "").split(", "));
    return value.split(", ").every((one) => list.has(one));
  });
}

function no(why: NoTrial): TrialPlan {
  return { ok: false, why };
}

function listed(name: string, values: readonly string[]): LiveFix["headers"] {
  const list = [...new Set(values)].sort();
  return list.length === 0 ? [] : [[name, list.join(", ")]];
}

/** Methods and header names that the page's preflights to this server asked for, each parsed. */
function askedOf(exchanges: readonly Exchange[], page: string, server: string): { methods: string[]; headers: string[] } {
  const methods = new Set<string>();
  const headers = new Set<string>();
  for (const { preflights } of exchanges) {
    for (const { transaction } of preflights) {
      const [hop] = transaction.hops;
      if (hop?.sent == null || originOf(hop.url) !== server || getHeader(hop.sent.headers, "Origin") !== page) continue;
      const method = parseMethod(getHeader(hop.sent.headers, "Access-Control-Request-Method") ?? "");
      if (method !== null && methods.size < LONGEST_LIST) methods.add(method);
      for (const text of (getHeader(hop.sent.headers, "Access-Control-Request-Headers") ?? "").split(",")) {
        const name = parseHeaderName(text.trim());
        if (name !== null && headers.size < LONGEST_LIST) headers.add(name);
      }
    }
  }
  return { methods: [...methods], headers: [...headers] };
}
