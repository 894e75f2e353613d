import { type CorsErrorStatus, checkAccess, checkPreflightAccess } from "../../src/core/engines/chromiumAccess";
import {
  chromiumMaxAge,
  chromiumPreflightHeaders,
  ensureAllowedHeaders,
  ensureAllowedMethod,
  ensureAllowedRequest,
  isAuthorizationCoveredByWildcard,
  isParsed,
  type PreflightResult,
  parsePreflight,
  preflightNetLog,
} from "../../src/core/engines/chromiumPreflight";
import { appendPreflight, canSkipPreflight, EMPTY_PREFLIGHT_CACHE } from "../../src/core/engines/chromiumPreflightCache";
import type { Judge } from "./headerKinds";
import { CREDENTIALS_MODES, flag, headerList, type Json, Malformed, object, oneOf, text, textOrNull, texts, whole } from "./input";

export function verdict(status: CorsErrorStatus | null): Json {
  return { ok: status === null, corsError: status?.corsError ?? null, failedParameter: status?.failedParameter ?? "" };
}

function parse(input: Json, modeKey: string): PreflightResult | CorsErrorStatus {
  return parsePreflight(oneOf(input, modeKey, CREDENTIALS_MODES, "omit"), {
    allowMethods: textOrNull(input, "acam"),
    allowHeaders: textOrNull(input, "acah"),
    maxAge: textOrNull(input, "acma"),
  });
}

function parsed(input: Json, modeKey: string): PreflightResult {
  const result = parse(input, modeKey);
  if (!isParsed(result)) throw new Malformed(`the preflight's headers do not parse: ${result.corsError}`);
  return result;
}

function access(input: Json) {
  const headers = { allowOrigin: textOrNull(input, "acao"), allowCredentials: textOrNull(input, "acac") };
  const url = text(input, "responseUrl", "https://response.example/");
  return { url, headers, mode: oneOf(input, "credentialsMode", CREDENTIALS_MODES, "omit"), origin: text(input, "origin") };
}

function parsedList(list: "methods" | "headers"): Judge {
  return (input, expected) => {
    const result = parse(input, "preflightCredentialsMode");
    if (!isParsed(result)) return { ...verdict(result), accepts: [], rejects: [] };
    const allows = (item: string) => result[list].has(list === "methods" ? item : item.toLowerCase());
    return {
      ...verdict(null),
      accepts: texts(expected, "accepts").filter(allows),
      rejects: texts(expected, "rejects").filter((item) => !allows(item)),
    };
  };
}

function ensured(ensure: (result: PreflightResult, input: Json) => CorsErrorStatus | null): Judge {
  return (input) => {
    const result = parse(input, "preflightCredentialsMode");
    return verdict(isParsed(result) ? ensure(result, input) : result);
  };
}

function cacheKey(entry: Json) {
  const spaces = { networkIsolationKey: text(entry, "networkIsolationKey", ""), targetAddressSpace: text(entry, "targetAddressSpace", "") };
  return { origin: text(entry, "origin"), url: text(entry, "url"), ...spaces };
}

const SOME_ENTRY = { origin: "https://origin.example", url: "https://response.example/" };

/** One preflight stored, one request looked up some seconds later. */
function cacheLookUp(input: Json): Json {
  const stored = cacheKey(input.stored === undefined ? SOME_ENTRY : object(input, "stored"));
  const looked = cacheKey(input.looked === undefined ? SOME_ENTRY : object(input, "looked"));
  const result = parsed(input, "cachedWith");
  const cache = appendPreflight(EMPTY_PREFLIGHT_CACHE, stored, result, 0);
  const lookUp = {
    credentialsMode: oneOf(input, "requestWith", CREDENTIALS_MODES, "omit"),
    method: text(input, "method", "GET"),
    headers: headerList(input, "requestHeaders"),
  };
  return { hit: canSkipPreflight(cache, looked, lookUp, whole(input, "secondsLater", 0)).hit };
}

function preflightRequest(input: Json): Json {
  const method = text(input, "method", "GET");
  const origin = flag(input, "tainted") ? "null" : text(input, "origin");
  const headers = chromiumPreflightHeaders(method, headerList(input, "requestHeaders"), origin, flag(input, "isRevalidating"));
  const sent = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null;
  return {
    method: "OPTIONS",
    mode: "cors",
    preflightCredentialsMode: "omit",
    origin,
    acrm: method,
    acrh: sent("access-control-request-headers"),
    accept: sent("accept"),
    userAgent: sent("user-agent"),
    secFetchMode: sent("sec-fetch-mode"),
    ...Object.fromEntries(headers.filter(([name]) => name !== "Origin")),
  };
}

export const PREFLIGHT_KINDS: Readonly<Record<string, Judge>> = {
  "access-check": (input) => {
    const { url, headers, mode, origin } = access(input);
    return verdict(checkAccess(url, headers, mode, origin));
  },
  "preflight-access-check": (input) => {
    const { url, headers, mode, origin } = access(input);
    return verdict(checkPreflightAccess(url, whole(input, "status", 200), headers, mode, origin));
  },
  "preflight-parse-acam": parsedList("methods"),
  "preflight-parse-acah": parsedList("headers"),
  "preflight-parsed-sets": (input) => preflightNetLog(parsed(input, "preflightCredentialsMode")),
  "preflight-method": ensured((result, input) => ensureAllowedMethod(result, text(input, "method"))),
  "preflight-headers": ensured((result, input) =>
    ensureAllowedHeaders(result, headerList(input, "requestHeaders"), {
      nonWildcardAuthorization: flag(input, "nonWildcardAuthorizationSupport"),
      isRevalidating: flag(input, "isRevalidating"),
    }),
  ),
  "authorization-covered-by-wildcard": (input) => ({
    coveredByWildcard: isAuthorizationCoveredByWildcard(parsed(input, "preflightCredentialsMode"), headerList(input, "requestHeaders")),
  }),
  "max-age": (input) => ({ cacheSeconds: chromiumMaxAge(textOrNull(input, "acma")) }),
  "preflight-cache-credentials": (input) => {
    const credentialsMode = oneOf(input, "requestWith", CREDENTIALS_MODES, "omit");
    const request = { credentialsMode, method: text(input, "method", "GET"), headers: headerList(input, "requestHeaders") };
    return { cacheEntryUsable: ensureAllowedRequest(parsed(input, "cachedWith"), request) };
  },
  "preflight-cache-key": cacheLookUp,
  "preflight-request": preflightRequest,
};
