import { checkRedirectLocation, chromiumResponseTainting } from "../../src/core/engines/chromiumAccess";
import { runChromiumLoader } from "../../src/core/engines/chromiumLoader";
import type { Ended, LoaderRequest, LoaderRun, Reply, Script } from "../../src/core/engines/chromiumLoaderRun";
import { parseTimingAllowOrigin, passesTimingAllowChecks } from "../../src/core/engines/chromiumTiming";
import type { Judge } from "./headerKinds";
import {
  CREDENTIALS_MODES,
  flag,
  headerList,
  type Json,
  Malformed,
  object,
  objects,
  oneOf,
  requestMode,
  text,
  textOrNull,
  whole,
} from "./input";
import { verdict } from "./preflightKinds";

const REPLY_HEADERS: Readonly<Record<string, string>> = {
  acao: "Access-Control-Allow-Origin",
  acac: "Access-Control-Allow-Credentials",
  acam: "Access-Control-Allow-Methods",
  acah: "Access-Control-Allow-Headers",
  acma: "Access-Control-Max-Age",
  tao: "Timing-Allow-Origin",
  location: "Location",
};

const INITIATOR = "<initiator origin>";

function reply(given: Json, run: LoaderRun | null, status = 200): Reply {
  const headers = Object.entries(REPLY_HEADERS).flatMap(([key, name]) => {
    const value = textOrNull(given, key);
    return value === null ? [] : [[name, value === INITIATOR ? (run?.request.origin ?? "null") : value] as const];
  });
  const netError = textOrNull(given, "netError");
  return { status: whole(given, "status", status), headers, ...(netError === null ? {} : { netError }) };
}

/** The reply of a server that the vector does not speak of: it allows everything. */
function permissive(run: LoaderRun): Reply {
  const names = run.headers.map(([name]) => name).join(",");
  const headers = { acao: run.serializedOrigin(), acac: "true", acam: run.method, acah: names };
  return reply(headers, run);
}

function scriptOf(input: Json): Script {
  const preflights = [...objects(input, "preflights")];
  const preflightNetError = textOrNull(input, "preflightNetError");
  const redirects = objects(input, "redirects").map((given) => reply(given, null, 301));
  const repeated = Array.from({ length: Math.min(whole(input, "redirectCount", 0), 1000) }, () => ({
    status: 301,
    headers: [["Location", "/redirected"] as const, ["Access-Control-Allow-Origin", text(input, "origin", "null")] as const],
  }));
  return {
    redirects: [...redirects, ...repeated],
    preflight(run) {
      if (preflightNetError !== null) return { status: 0, headers: [], netError: preflightNetError };
      const given = preflights.shift();
      if (given === undefined) return permissive(run);
      return reply(given, run, textOrNull(given, "location") === null ? 200 : 301);
    },
    response: (run) => (input.response === undefined ? permissive(run) : reply(object(input, "response"), run)),
  };
}

function requestOf(input: Json): LoaderRequest {
  return {
    origin: textOrNull(input, "origin"),
    url: text(input, "url"),
    mode: requestMode(input),
    method: text(input, "method", "GET"),
    headers: headerList(input, "requestHeaders"),
    credentialsMode: oneOf(input, "credentialsMode", CREDENTIALS_MODES, "omit"),
    redirectMode: oneOf(input, "redirectMode", ["follow", "error", "manual"], "follow"),
    isRevalidating: flag(input, "isRevalidating"),
    hasStreamingBody: flag(input, "hasStreamingBody") || flag(input, "streamingBody"),
    nonWildcardAuthorization: flag(input, "nonWildcardAuthorizationSupport"),
    networkIsolationKey: text(input, "networkIsolationKey", ""),
  };
}

function whatHappened({ netError, corsError, sent }: Ended): Json {
  const last = sent.filter(({ started }) => started).at(-1);
  const place = (hop: number) => (hop === 0 ? "url" : hop === 1 ? "location" : `location${hop}`);
  return {
    ...verdict(corsError),
    ok: netError === "OK",
    netError,
    networkRequestSent: sent.length > 0,
    mainRequestSent: sent.some(({ preflight }) => !preflight),
    preflightSent: sent.some(({ preflight }) => preflight),
    originHeader: last?.origin ?? null,
    requestedUrl: last?.url ?? null,
    requestSequence: sent.map(({ method, hop }) => `${method} ${place(hop)}`),
  };
}

/** One preflight and its reply; `path` is where the test server serves it. */
function preflightEndToEnd(input: Json): Json {
  const origin = textOrNull(input, "origin") ?? "https://initiator.example";
  const acao = textOrNull(input, "acao");
  const tainted = flag(input, "tainted");
  // A tainted request has the opaque origin from the start: nothing else of the loader tells the two apart here.
  const request = { ...input, origin: tainted ? "null" : origin, url: `https://response.example${text(input, "path", "/")}` };
  const given = { ...input, acao: acao === INITIATOR ? origin : acao };
  const forced = { ...requestOf(request), mode: "cors-with-forced-preflight" as const };
  const answered = reply(given, null);
  return whatHappened(runChromiumLoader(forced, { redirects: [], preflight: () => answered, response: permissive }));
}

/** Each hop's URL with the Timing-Allow-Origin of its answer. */
function timingAllow(input: Json): Json {
  const redirects = objects(input, "redirects");
  const urls = [text(input, "url")];
  for (const { location } of redirects) urls.push(URL.parse(String(location), urls.at(-1) as string)?.href ?? "");
  if (urls.includes("")) throw new Malformed("a location is no URL");
  const hops = urls.map((url, index) => ({ url, timingAllowOrigin: textOrNull(redirects[index] ?? input, "tao") }));
  return { timingAllowPassed: passesTimingAllowChecks(textOrNull(input, "origin"), requestMode(input), hops) };
}

export const LOADER_KINDS: Readonly<Record<string, Judge>> = {
  loader: (input) => whatHappened(runChromiumLoader(requestOf(input), scriptOf(input))),
  "preflight-end-to-end": preflightEndToEnd,
  "redirect-location": (input) => {
    const flags = [flag(input, "corsFlag"), flag(input, "tainted")] as const;
    return verdict(checkRedirectLocation(text(input, "location"), requestMode(input), text(input, "origin"), ...flags));
  },
  "response-tainting": (input) => {
    const flags = [flag(input, "corsFlag"), flag(input, "taintedOrigin")] as const;
    return { tainting: chromiumResponseTainting(text(input, "url"), requestMode(input), textOrNull(input, "origin"), ...flags) };
  },
  "tao-parse": (input) => ({ origins: parseTimingAllowOrigin(text(input, "value")) }),
  "tao-check": timingAllow,
};
