import { diagnose } from "../diagnosis/diagnose";
import type { Diagnosis } from "../diagnosis/diagnosis";
import { walk } from "../diagnosis/walk";
import { ENGINES } from "../engines/byName";
import type { EngineName } from "../engines/engine";
import { standard } from "../engines/standard";
import type { ClaimedPreflight, Exchange, Hop, ResponseRecord, Transaction } from "../exchange/exchange";
import type { Header, HeaderList } from "../exchange/networkEvent";
import { getHeader } from "../fetch/headers";
import { answersPreflight } from "./plan";
import type { Policy, Remedy } from "./policy";
import { refusedPart } from "./refused";

/**
 * The exchange as it would look had the server spoken by this policy. Only the hop that was refused changes: the ones before it passed, and
 * another server's hop is not this policy's to change. `answerPreflight`: OPTIONS is answered 204 whatever it was answered.
 */
export function applyPolicy(exchange: Exchange, policy: Policy, answerPreflight = false): Exchange {
  const last = (exchange.main?.hops.length ?? 1) - 1;
  const preflights = exchange.preflights.map((claimed) =>
    claimed.hop === last || exchange.main === null ? corrected(claimed, policy, answerPreflight) : claimed,
  );
  return { ...exchange, main: exchange.main === null ? null : passed(exchange.main, preflights, policy), preflights };
}

/** Does this remedy's policy let the exchange pass, by the same judgement that found it blocked? */
export function proves(exchange: Exchange, remedy: Remedy, engine?: EngineName): boolean {
  if (remedy.policy === null || (exchange.main === null && exchange.preflights.length === 0)) return false;
  return policyPasses(exchange, diagnose(exchange, engine), remedy.policy, engine);
}

/**
 * An accepted ending corroborates whatever the headers say, so asking the diagnosis alone would prove nothing: every check of the changed
 * hop is also run, by the engine's rules and the standard's, which are the strictest, in each world of credentials that the evidence leaves open.
 */
export function policyPasses(exchange: Exchange, diagnosis: Diagnosis, policy: Policy, engine: EngineName = "chromium"): boolean {
  const part = refusedPart(exchange, diagnosis);
  if (part === null) return false;
  const changed = applyPolicy(exchange, policy, answersPreflight(part));
  if (diagnose(changed, engine).verdict === "blocked") return false;
  const worlds = diagnosis.credentials === "unknown" ? [false, true] : [diagnosis.credentials === "include"];
  const last = Math.max((exchange.main?.hops.length ?? 1) - 1, 0);
  return [standard, ENGINES[engine]].every((rules) =>
    worlds.every((credentialed) => {
      const stages = walk(rules, changed, credentialed).filter(({ hop }) => hop === last);
      return stages.length > 0 && stages.every(({ results }) => results.every(({ reason }) => reason === null));
    }),
  );
}

function corrected(claimed: ClaimedPreflight, policy: Policy, answerPreflight: boolean): ClaimedPreflight {
  const { transaction } = claimed;
  const hops = transaction.hops.map((hop): Hop => {
    const before = hop.response ?? blankReply(hop.startedAt, 204);
    const headers = withPolicy(answerPreflight ? [] : before.headers, policy, requestOrigin(hop), true);
    const response = answerPreflight ? { ...blankReply(before.at, 204), headers } : { ...before, headers };
    return { ...hop, response };
  });
  const status = hops.at(-1)?.response?.status ?? 204;
  const at = transaction.end?.at ?? hops.at(-1)?.startedAt ?? 0;
  return { ...claimed, transaction: { ...transaction, hops, end: { kind: "accepted", at, status, fromCache: false } } };
}

/** The main request gets a reply; where it was never sent, it now is, with the headers that its preflight announced. */
function passed(main: Transaction, preflights: readonly ClaimedPreflight[], policy: Policy): Transaction {
  const index = main.hops.length - 1;
  const hop = main.hops[index];
  if (hop === undefined) return main;
  const preflight = preflights.findLast((claimed) => claimed.hop === index)?.transaction.hops[0] ?? null;
  const at = Math.max(hop.startedAt, preflight?.response?.at ?? 0);
  const sent = hop.sent ?? { headers: announced(preflight, policy), at };
  const before = hop.response ?? blankReply(at, 200);
  const response = { ...before, headers: withPolicy(before.headers, policy, getHeader(sent.headers, "Origin"), false) };
  const hops = [...main.hops.slice(0, index), { ...hop, sent, response }];
  return { ...main, hops, end: { kind: "accepted", at: main.end?.at ?? at, status: response.status, fromCache: false } };
}

function announced(preflight: Hop | null, policy: Policy): HeaderList {
  const origin = requestOrigin(preflight) ?? policy.allowedOrigins[0] ?? "null";
  const asked = preflight?.sent ? (getHeader(preflight.sent.headers, "Access-Control-Request-Headers") ?? "") : "";
  const names = asked
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const stated = names.map((name): Header => [name, name.toLowerCase() === "content-type" ? "application/json" : "1"]);
  return [["Origin", origin], ["Sec-Fetch-Mode", "cors"], ...stated];
}

function requestOrigin(hop: Hop | null): string | null {
  return hop?.sent ? getHeader(hop.sent.headers, "Origin") : null;
}

function blankReply(at: number, status: number): ResponseRecord {
  return { status, statusLine: `HTTP/1.1 ${status}`, headers: [], at };
}

const WRITTEN = /^access-control-allow-(?:origin|credentials|methods|headers)$|^access-control-(?:expose-headers|max-age)$/i;

/** Replaces every CORS header: the policy is the whole of what the server says, so that nothing passes by what happened to be there. */
function withPolicy(headers: HeaderList, policy: Policy, origin: string | null, preflight: boolean): HeaderList {
  const kept = headers.filter(([name]) => !WRITTEN.test(name));
  const any = policy.allowedOrigins.includes("*");
  const named = origin === null ? policy.allowedOrigins[0] : policy.allowedOrigins.find((allowed) => allowed === origin);
  const allowed = any ? "*" : named;
  if (allowed === undefined) return kept;
  const added: Header[] = [["Access-Control-Allow-Origin", allowed]];
  if (!any && policy.allowCredentials !== false) added.push(["Access-Control-Allow-Credentials", "true"]);
  if (preflight) {
    if (policy.allowedMethods.length > 0) added.push(["Access-Control-Allow-Methods", policy.allowedMethods.join(", ")]);
    if (policy.allowedHeaders.length > 0) added.push(["Access-Control-Allow-Headers", policy.allowedHeaders.join(", ")]);
    if (policy.maxAge !== undefined) added.push(["Access-Control-Max-Age", String(policy.maxAge)]);
  } else if (policy.exposedHeaders.length > 0) added.push(["Access-Control-Expose-Headers", policy.exposedHeaders.join(", ")]);
  return [...kept, ...added, ...(policy.vary ? [["Vary", "Origin"] as const] : [])];
}
