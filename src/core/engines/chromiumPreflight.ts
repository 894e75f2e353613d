import { extractHeaderListValues, type Fields } from "../fetch/headers";
import type { CredentialsMode } from "../fetch/outcome";
import { type CorsErrorStatus, corsErrorStatus } from "./chromiumAccess";
import { chromiumPreflightedHeaderNames, isChromiumSafelistedMethod } from "./chromiumHeaders";

/** A preflight reply that parsed, after services/network/cors/preflight_result.cc. */
export interface PreflightResult {
  /** As written: methods are compared with case. */
  readonly methods: ReadonlySet<string>;
  /** Lower-case. */
  readonly headers: ReadonlySet<string>;
  /** Whether the request it was sent for includes credentials; then `*` is a literal. */
  readonly credentialed: boolean;
  readonly maxAge: number;
}

export interface PreflightHeaders {
  readonly allowMethods: string | null;
  readonly allowHeaders: string | null;
  readonly maxAge: string | null;
}

/** PreflightResult::Create: methods are parsed before headers. */
export function parsePreflight(
  credentialsMode: CredentialsMode,
  { allowMethods, allowHeaders, maxAge }: PreflightHeaders,
): PreflightResult | CorsErrorStatus {
  const methods = parseAllowList(allowMethods);
  if (methods === null) return corsErrorStatus("InvalidAllowMethodsPreflightResponse");
  const headers = parseAllowList(allowHeaders);
  if (headers === null) return corsErrorStatus("InvalidAllowHeadersPreflightResponse");
  return {
    methods: new Set(methods),
    headers: new Set(headers.map((name) => name.toLowerCase())),
    credentialed: credentialsMode === "include",
    maxAge: chromiumMaxAge(maxAge),
  };
}

export function isParsed(result: PreflightResult | CorsErrorStatus): result is PreflightResult {
  return "methods" in result;
}

/** ParseAccessControlAllowList; an absent header is an empty list. */
function parseAllowList(value: string | null): readonly string[] | null {
  if (value === null) return [];
  const values = extractHeaderListValues([["x", value]], "x");
  return values === "failure" ? null : (values ?? []);
}

/** What NetLog shows of a result: each list sorted, joined with commas. */
export function preflightNetLog(result: PreflightResult): { methods: string; headers: string } {
  return { methods: [...result.methods].sort().join(","), headers: [...result.headers].sort().join(",") };
}

/** PreflightResult::EnsureAllowedCrossOriginMethod */
export function ensureAllowedMethod(result: PreflightResult, method: string): CorsErrorStatus | null {
  if (result.methods.has(method) || isChromiumSafelistedMethod(method)) return null;
  if (!result.credentialed && result.methods.has("*")) return null;
  return corsErrorStatus("MethodDisallowedByPreflightResponse", method);
}

/**
 * PreflightResult::EnsureAllowedCrossOriginHeaders: the first name, in the order of the request. With `nonWildcardAuthorization` (a feature
 * that is off, except for look-ups in the cache) `*` does not cover Authorization.
 */
export function ensureAllowedHeaders(
  result: PreflightResult,
  headers: Fields,
  { nonWildcardAuthorization = false, isRevalidating = false } = {},
): CorsErrorStatus | null {
  if (!result.credentialed && result.headers.has("*")) {
    const refused = nonWildcardAuthorization && hasAuthorization(headers) && !result.headers.has("authorization");
    return refused ? corsErrorStatus("HeaderDisallowedByPreflightResponse", "authorization") : null;
  }
  const refused = chromiumPreflightedHeaderNames(headers, isRevalidating).find((name) => !result.headers.has(name));
  return refused === undefined ? null : corsErrorStatus("HeaderDisallowedByPreflightResponse", refused);
}

/** PreflightResult::HasAuthorizationCoveredByWildcard: what Chromium prints a deprecation for. */
export function isAuthorizationCoveredByWildcard(result: PreflightResult, headers: Fields): boolean {
  return !result.credentialed && result.headers.has("*") && hasAuthorization(headers) && !result.headers.has("authorization");
}

function hasAuthorization(headers: Fields): boolean {
  return headers.some(([name]) => name.toLowerCase() === "authorization");
}

/** PreflightResult::EnsureAllowedRequest, asked by the cache: a result with credentials serves requests without, not the reverse. */
export function ensureAllowedRequest(
  result: PreflightResult,
  request: {
    readonly credentialsMode: CredentialsMode;
    readonly method: string;
    readonly headers: Fields;
    readonly isRevalidating?: boolean;
  },
): boolean {
  if (!result.credentialed && request.credentialsMode === "include") return false;
  if (ensureAllowedMethod(result, request.method) !== null) return false;
  const options = { nonWildcardAuthorization: true, isRevalidating: request.isRevalidating ?? false };
  return ensureAllowedHeaders(result, request.headers, options) === null;
}

const LONGEST = 7200;
const INT64_MAX = 2n ** 63n - 1n;

/** ParseAccessControlMaxAge: a signed 64-bit integer, else 5; negative is 0; at most two hours. */
export function chromiumMaxAge(value: string | null): number {
  if (value === null || !/^[+-]?\d+$/.test(value)) return 5;
  const seconds = BigInt(value.replace(/^\+/, ""));
  if (seconds > INT64_MAX || seconds < -INT64_MAX - 1n) return 5;
  return Number(seconds < 0n ? 0n : seconds > BigInt(LONGEST) ? BigInt(LONGEST) : seconds);
}

/** preflight_controller.cc CreatePreflightRequest, as far as a server sees it; names sorted, joined without a space. */
export function chromiumPreflightHeaders(
  method: string,
  headers: Fields,
  origin: string,
  isRevalidating = false,
): (readonly [string, string])[] {
  const names = chromiumPreflightedHeaderNames(headers, isRevalidating).sort();
  const userAgent = headers.filter(([name]) => name.toLowerCase() === "user-agent").map(([name, value]) => [name, value] as const);
  return [
    ["Accept", "*/*"],
    ["Access-Control-Request-Method", method],
    ...(names.length === 0 ? [] : [["Access-Control-Request-Headers", names.join(",")] as const]),
    ["Origin", origin],
    ...userAgent,
    ["Sec-Fetch-Mode", "cors"],
  ];
}
