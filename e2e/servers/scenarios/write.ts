import type { CorsError } from "../../../src/core/engines/corsError";
import type { Expectation, Group, HopReplies, Pairs, Reply, RequestSpec, Scenario } from "./scenario";

/** The words in which the table is written; nothing here but shorthand. */

type Pair = readonly [string, string];

export const allowOrigin = (value: string): Pair => ["Access-Control-Allow-Origin", value];
export const allowCredentials = (value = "true"): Pair => ["Access-Control-Allow-Credentials", value];
export const allowMethods = (value: string): Pair => ["Access-Control-Allow-Methods", value];
export const allowHeaders = (value: string): Pair => ["Access-Control-Allow-Headers", value];
export const maxAge = (value: string): Pair => ["Access-Control-Max-Age", value];

export const reply = (status: number, ...headers: Pair[]): Reply => ({ status, headers });
export const json = (status: number, ...headers: Pair[]): Reply => ({
  status,
  headers: [["Content-Type", "application/json"], ...headers],
  body: '{"ok":true}',
});

export const get = (extra: Partial<RequestSpec> = {}): RequestSpec => ({ via: "fetch", to: "api", ...extra });
export const put = (extra: Partial<RequestSpec> = {}): RequestSpec => ({ via: "fetch", to: "api", method: "PUT", ...extra });
export const withHeader = (...headers: Pairs): RequestSpec => ({ via: "fetch", to: "api", headers });

type Extra = Omit<Partial<Expectation>, "verdict" | "reason">;

/** Refused at a redirect or at the reply itself. */
export const blocked = (reason: CorsError, extra: Extra = {}): Expectation => ({ verdict: "blocked", reason, preflight: null, ...extra });
/** Refused at a preflight, or after one that passed. */
export const blockedWithPreflight = (reason: CorsError, extra: Extra = {}): Expectation => blocked(reason, { preflight: "seen", ...extra });
export const passes = (extra: Extra = {}): Expectation => ({ verdict: "allowed", reason: null, preflight: null, ...extra });
export const notCors = (kind: string, netError: string, extra: Extra = {}): Expectation => ({
  verdict: "not-cors",
  reason: null,
  notCors: kind,
  netError,
  preflight: null,
  ...extra,
});

type Row = readonly [id: string, title: string, says: string, request: RequestSpec, hops: readonly HopReplies[], expect: Expectation];

export function group(name: Group, rows: readonly Row[]): readonly Scenario[] {
  return rows.map(([id, title, says, request, hops, expect]) => ({ id, title, group: name, says, request, hops, expect }));
}
