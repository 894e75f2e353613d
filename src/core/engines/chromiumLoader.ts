import { type Fields, getHeader, splitValue } from "../fetch/headers";
import { isForbiddenMethod, isToken } from "../fetch/methods";
import { isSameOrigin } from "../fetch/origins";
import { redirected } from "../fetch/redirect";
import { isRedirectStatus } from "../fetch/statuses";
import {
  checkAccess,
  checkPreflightAccess,
  checkRedirectLocation,
  chromiumOrigin,
  corsErrorStatus,
  isCorsEnabledMode,
} from "./chromiumAccess";
import { chromiumPreflightedHeaderNames, isChromiumSafelistedMethod } from "./chromiumHeaders";
import { type Ended, ended, type LoaderRequest, LoaderRun, type Reply, type Script } from "./chromiumLoaderRun";
import { ensureAllowedHeaders, ensureAllowedMethod, isParsed, parsePreflight } from "./chromiumPreflight";
import { canSkipPreflight } from "./chromiumPreflightCache";

/**
 * Chromium's CORS loader run on scripted replies, after services/network/cors/cors_url_loader{,_factory}.cc: the order of refusals, what is
 * sent and what is not.
 */
export function runChromiumLoader(request: LoaderRequest, script: Script): Ended {
  const run = new LoaderRun(request);
  if (!isValidRequest(request)) return ended(run, "ERR_INVALID_ARGUMENT");
  setCorsFlagIfNeeded(run);
  if (run.corsFlag && isCorsEnabledMode(request.mode)) run.url = withoutUserInfo(run.url);
  const refused = startRequest(run, script);
  if (refused !== null) return refused;
  for (const reply of script.redirects) {
    const end = followRedirect(run, script, reply);
    if (end !== null) return end;
  }
  return receiveResponse(run, script.response(run));
}

/** CorsURLLoaderFactory::IsValidRequest: what only a broken caller sends. */
function isValidRequest({ origin, mode, method, headers }: LoaderRequest): boolean {
  if (origin === null && mode !== "navigate" && mode !== "no-cors") return false;
  if (!headers.every(([name, value]) => isSafeRequestHeader(name, value))) return false;
  if (!isToken(method)) return false;
  return mode === "no-cors" ? method.toUpperCase() !== "CONNECT" : !isForbiddenMethod(method);
}

const UNSAFE_HEADERS = /^(?:content-length|host|trailer|te|upgrade|cookie2|keep-alive|transfer-encoding|set-cookie|proxy-.*)$/i;

/** header_util.cc IsRequestHeaderSafe: a part of the standard's forbidden headers, for the rest is still set by the renderer. */
function isSafeRequestHeader(name: string, value: string): boolean {
  if (UNSAFE_HEADERS.test(name)) return false;
  if (/^connection$/i.test(name)) return splitValue(value).every((token) => /^(?:close|keep-alive|)$/i.test(token));
  if (/^accept-encoding$/i.test(name)) return !splitValue(value).some((coding) => /^dc[bz]/i.test(coding));
  if (!/^x-(?:http-method|http-method-override|method-override)$/i.test(name)) return true;
  return !splitValue(value).some(isForbiddenMethod);
}

function setCorsFlagIfNeeded(run: LoaderRun): void {
  const { origin, mode } = run.request;
  if (mode === "navigate" || mode === "no-cors" || origin === null) return;
  run.corsFlag ||= !isSameOrigin(origin, chromiumOrigin(run.url));
}

function withoutUserInfo(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null || (parsed.username === "" && parsed.password === "")) return url;
  return parsed.href.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, "$1");
}

const CORS_ENABLED_SCHEMES = /^(?:https?|data):/i;

/** CorsURLLoader::StartRequest: null when the request went out. */
function startRequest(run: LoaderRun, script: Script): Ended | null {
  const { mode } = run.request;
  if (run.corsFlag && !CORS_ENABLED_SCHEMES.test(run.url)) return ended(run, "ERR_FAILED", corsErrorStatus("CorsDisabledScheme"));
  run.originHeader = includesOriginHeader(run) ? run.serializedOrigin() : null;
  if (run.corsFlag && mode === "same-origin") return ended(run, "ERR_FAILED", corsErrorStatus("DisallowedByMode"));
  if (run.corsFlag && needsCorsPreflight(run)) {
    const refused = performPreflight(run, script);
    if (refused !== null) return refused;
  }
  run.sendMain();
  return null;
}

function includesOriginHeader({ request, corsFlag, method }: LoaderRun): boolean {
  if (request.origin === null || request.mode === "navigate") return false;
  return corsFlag || (method !== "GET" && method !== "HEAD");
}

/** NeedsCorsPreflight: the mode, then the method, then the headers. */
function needsCorsPreflight({ request, method, headers }: LoaderRun): boolean {
  if (!isCorsEnabledMode(request.mode)) return false;
  if (request.mode === "cors-with-forced-preflight" || !isChromiumSafelistedMethod(method)) return true;
  return chromiumPreflightedHeaderNames(headers, request.isRevalidating).length > 0;
}

/** PreflightController::PerformPreflightCheck */
function performPreflight(run: LoaderRun, script: Script): Ended | null {
  const { credentialsMode, isRevalidating, networkIsolationKey } = run.request;
  const key = { origin: run.request.origin ?? "null", url: run.url, networkIsolationKey };
  const lookUp = { credentialsMode, method: run.method, headers: run.headers, isRevalidating, tainted: run.tainted };
  const { hit, cache } = canSkipPreflight(run.cache, key, lookUp, 0);
  run.cache = cache;
  if (hit) return null;
  run.sendPreflight();
  const reply = script.preflight(run);
  if (reply.netError !== undefined) return ended(run, reply.netError);
  if (isRedirectStatus(reply.status) && getHeader(reply.headers, "Location") !== null)
    return ended(run, "ERR_FAILED", corsErrorStatus("PreflightDisallowedRedirect"));
  const access = checkPreflightAccess(run.url, reply.status, accessHeaders(reply.headers), credentialsMode, run.serializedOrigin());
  if (access !== null) return ended(run, "ERR_FAILED", access);
  const result = parsePreflight(credentialsMode, {
    allowMethods: getHeader(reply.headers, "Access-Control-Allow-Methods"),
    allowHeaders: getHeader(reply.headers, "Access-Control-Allow-Headers"),
    maxAge: getHeader(reply.headers, "Access-Control-Max-Age"),
  });
  if (!isParsed(result)) return ended(run, "ERR_FAILED", result);
  const { nonWildcardAuthorization } = run.request;
  const refused =
    ensureAllowedMethod(result, run.method) ?? ensureAllowedHeaders(result, run.headers, { nonWildcardAuthorization, isRevalidating });
  if (refused !== null) return ended(run, "ERR_FAILED", refused);
  run.keepPreflight(key, result);
  return null;
}

function accessHeaders(headers: Fields) {
  return {
    allowOrigin: getHeader(headers, "Access-Control-Allow-Origin"),
    allowCredentials: getHeader(headers, "Access-Control-Allow-Credentials"),
  };
}

function accessFault(run: LoaderRun, headers: Fields) {
  return checkAccess(run.url, accessHeaders(headers), run.request.credentialsMode, run.serializedOrigin());
}

/** CorsURLLoader::OnReceiveRedirect and FollowRedirect: null when the request went on to the new URL. */
function followRedirect(run: LoaderRun, script: Script, reply: Reply): Ended | null {
  const { mode, redirectMode, origin } = run.request;
  if (run.corsFlag && isCorsEnabledMode(mode)) {
    const fault = accessFault(run, reply.headers);
    if (fault !== null) return ended(run, "ERR_FAILED", fault);
  }
  const location = URL.parse(getHeader(reply.headers, "Location") ?? "", run.url)?.href;
  if (location === undefined) return ended(run, "ERR_INVALID_REDIRECT");
  if (redirectMode === "manual") return ended(run, "OK");
  if (run.redirectCount++ === 20) return ended(run, "ERR_TOO_MANY_REDIRECTS");
  const fault = checkRedirectLocation(location, mode, origin ?? "null", run.corsFlag, run.tainted);
  if (fault !== null) return ended(run, "ERR_FAILED", fault);
  if (reply.status !== 303 && run.request.hasStreamingBody) return ended(run, "ERR_INVALID_ARGUMENT");
  const hop = chromiumOrigin(run.url);
  if (origin !== null && !isSameOrigin(hop, chromiumOrigin(location)) && !isSameOrigin(origin, hop)) run.tainted = true;
  if (redirectMode === "error") return ended(run, "ERR_FAILED");
  return goOn(run, script, reply.status, location);
}

/** A request is started anew where net/ could not follow by itself: a preflight, a first Origin header, a changed method. */
function goOn(run: LoaderRun, script: Script, status: number, location: string): Ended | null {
  const { method, corsFlag } = run;
  const next = redirected(run.asRedirected(), status, location);
  run.method = next.method;
  run.headers = next.headers;
  run.url = location;
  run.hop++;
  setCorsFlagIfNeeded(run);
  if (run.corsFlag && (needsCorsPreflight(run) || !corsFlag || method !== run.method)) return startRequest(run, script);
  run.followMain();
  return null;
}

/** CorsURLLoader::OnReceiveResponse. The status is irrelevant, but for a 304 that answers the browser's own validators. */
function receiveResponse(run: LoaderRun, reply: Reply): Ended {
  if (reply.netError !== undefined) return ended(run, reply.netError);
  if (run.corsFlag && !(run.request.isRevalidating && reply.status === 304)) {
    const fault = accessFault(run, reply.headers);
    if (fault !== null) return ended(run, "ERR_FAILED", fault);
  }
  return ended(run, "OK");
}
