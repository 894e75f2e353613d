import { corsCheck } from "./corsCheck";
import { corsUnsafeRequestHeaderNames, extractHeaderListValues, type Fields, isCorsNonWildcardRequestHeaderName } from "./headers";
import { isCorsSafelistedMethod } from "./methods";
import { type CredentialsMode, failure, type Outcome, SUCCESS } from "./outcome";
import { isOkStatus } from "./statuses";

/** What a CORS-preflight fetch is for. */
export interface PreflightedRequest {
  readonly method: string;
  /** https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names of the request. */
  readonly unsafeHeaderNames: readonly string[];
  readonly credentialsMode: CredentialsMode;
  /** https://fetch.spec.whatwg.org/#use-cors-preflight-flag: listeners on an upload object, or a body that is a stream. */
  readonly useCorsPreflight?: boolean;
}

export interface PreflightReply {
  readonly status: number;
  readonly headers: Fields;
}

export type PreflightOutcome = Outcome<"cors-check" | "cors-preflight-fetch">;

/** https://fetch.spec.whatwg.org/#concept-http-fetch step 4.1 as it is with an empty cache (with one: preflightCache's needsPreflightFetch). */
export function needsPreflight(method: string, headers: Fields): boolean {
  return !isCorsSafelistedMethod(method) || corsUnsafeRequestHeaderNames(headers).length > 0;
}

/**
 * https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 steps 3 to 5: what the preflight asks.
 * 1. and 2. observed, not run: an OPTIONS request to the same URL in mode "cors", without credentials, accepting anything.
 */
export function preflightRequestHeaders(method: string, unsafeHeaderNames: readonly string[]): [string, string][] {
  const headers: [string, string][] = [["Access-Control-Request-Method", method]]; // 3.
  // 5.1. Let value be the items in headers separated from each other by `,`. (Not 0x2C 0x20: the standard says why.)
  if (unsafeHeaderNames.length > 0) headers.push(["Access-Control-Request-Headers", [...unsafeHeaderNames].sort().join(",")]);
  return headers;
}

/** https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 step 7 (6. observed, not run): does this reply let the request through? The first failure only. */
export function checkPreflightReply(requestOrigin: string, request: PreflightedRequest, reply: PreflightReply): PreflightOutcome {
  const access = corsCheck(requestOrigin, request.credentialsMode, reply.headers); // 7. If a CORS check returns success and
  if (!access.ok) return access;
  if (!isOkStatus(reply.status)) return failure("cors-preflight-fetch", 7, { status: String(reply.status) }); // the status is an ok status, then:
  const lists = checkPreflightLists(reply.headers); // 7.1. to 7.3.
  if (!lists.ok) return lists;
  const method = checkPreflightMethod(request, reply.headers); // 7.5.
  if (!method.ok) return method;
  for (const name of request.unsafeHeaderNames) {
    const header = checkPreflightHeader(name, request.credentialsMode, reply.headers); // 7.6. and 7.7.
    if (!header.ok) return header;
  }
  return SUCCESS; // 7.8. to 7.15. fill the cache: see preflightCache
}

/** Step 7.3: "If either methods or headerNames is failure, return a network error." */
export function checkPreflightLists(headers: Fields): PreflightOutcome {
  for (const name of ["Access-Control-Allow-Methods", "Access-Control-Allow-Headers"]) {
    if (extractHeaderListValues(headers, name) === "failure") return failure("cors-preflight-fetch", 3, { header: name });
  }
  return SUCCESS;
}

/** Step 7.5: the method is listed, or safelisted, or covered by a wildcard that credentials do not turn into a literal. */
export function checkPreflightMethod(
  request: Pick<PreflightedRequest, "method" | "credentialsMode" | "useCorsPreflight">,
  headers: Fields,
): PreflightOutcome {
  const methods = allowedMethods(request, headers);
  if (methods.includes(request.method) || isCorsSafelistedMethod(request.method)) return SUCCESS;
  if (request.credentialsMode !== "include" && methods.includes("*")) return SUCCESS;
  return failure("cors-preflight-fetch", 5, { method: request.method });
}

/**
 * Steps 7.6 and 7.7 for one unsafe header name. `wildcardCoversAuthorization` is the engines' departure from 7.6: all three let `*` cover
 * Authorization today.
 */
export function checkPreflightHeader(
  name: string,
  credentialsMode: CredentialsMode,
  headers: Fields,
  wildcardCoversAuthorization = false,
): PreflightOutcome {
  const names = listOrEmpty(headers, "Access-Control-Allow-Headers").map((listed) => listed.toLowerCase());
  if (names.includes(name.toLowerCase())) return SUCCESS;
  if (isCorsNonWildcardRequestHeaderName(name) && !wildcardCoversAuthorization) return failure("cors-preflight-fetch", 6, { name });
  if (credentialsMode !== "include" && names.includes("*")) return SUCCESS;
  return failure("cors-preflight-fetch", 7, { name });
}

/** Steps 7.1 and 7.4: a forced preflight without Access-Control-Allow-Methods allows the method it was sent for. */
export function allowedMethods(request: Pick<PreflightedRequest, "method" | "useCorsPreflight">, headers: Fields): readonly string[] {
  const methods = extractHeaderListValues(headers, "Access-Control-Allow-Methods"); // 7.1.
  if (methods === null) return request.useCorsPreflight === true ? [request.method] : []; // 7.4.
  return methods === "failure" ? [] : methods;
}

function listOrEmpty(headers: Fields, name: string): readonly string[] {
  const values = extractHeaderListValues(headers, name);
  return values === null || values === "failure" ? [] : values;
}
