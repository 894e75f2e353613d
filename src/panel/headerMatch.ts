import type { Diagnosis } from "../core/diagnosis/diagnosis";
import type { Hop } from "../core/exchange/exchange";
import type { HeaderList } from "../core/exchange/networkEvent";
import { checkPreflightHeader, checkPreflightMethod } from "../core/fetch/corsPreflight";
import { extractHeaderListValues, fieldValues, getHeader } from "../core/fetch/headers";
import { isCorsSafelistedMethod } from "../core/fetch/methods";

/** `depends`: allowed by `*`, which counts only where no credentials are included, and that is not known. */
export type MatchResult = "yes" | "no" | "differs" | "depends";

/** One thing that was asked for, and what in the reply allows it. */
export interface Match {
  readonly what: "origin" | "method" | "header" | "credentials";
  readonly asked: string;
  /** What the reply says to it; null when it says nothing. */
  readonly allowed: string | null;
  readonly result: MatchResult;
  /** Why it is so, where that is not in the reply. */
  readonly note?: "safelisted" | "unread";
}

type Credentials = Diagnosis["credentials"];

/** What is asked of this reply, one by one. Empty where nothing was: no origin asked, or no reply came. */
export function matchesOf(hop: Hop, credentials: Credentials): Match[] {
  if (hop.sent === null || hop.response === null) return [];
  const asked = hop.sent.headers;
  const reply = hop.response.headers;
  const origin = getHeader(asked, "Origin");
  const method = getHeader(asked, "Access-Control-Request-Method");
  if (origin === null && method === null) return [];
  return [
    ...(origin === null ? [] : [originMatch(origin, fieldValues(reply, "Access-Control-Allow-Origin"), credentials)]),
    ...(credentials === "include" ? [credentialsMatch(getHeader(reply, "Access-Control-Allow-Credentials"))] : []),
    ...(method === null ? [] : [methodMatch(method, reply, credentials)]),
    ...(method === null ? [] : requestedNames(asked).map((name) => headerMatch(name, reply, credentials))),
  ];
}

function requestedNames(headers: HeaderList): string[] {
  const names = extractHeaderListValues(headers, "Access-Control-Request-Headers");
  return names === null || names === "failure" ? [] : [...names];
}

/** In both worlds where it is not known which one it is. */
function inWorlds(credentials: Credentials, passes: (mode: "omit" | "include") => boolean): MatchResult {
  if (credentials !== "unknown") return passes(credentials) ? "yes" : "no";
  if (passes("include")) return "yes";
  return passes("omit") ? "depends" : "no";
}

function originMatch(asked: string, values: readonly string[], credentials: Credentials): Match {
  if (values.length === 0) return { what: "origin", asked, allowed: null, result: "no" };
  const allowed = values.join(", ");
  const result = inWorlds(credentials, (mode) => allowed === asked || (allowed === "*" && mode === "omit"));
  return { what: "origin", asked, allowed, result: result === "no" ? "differs" : result };
}

function credentialsMatch(allowed: string | null): Match {
  const result = allowed === "true" ? "yes" : allowed === null ? "no" : "differs";
  return { what: "credentials", asked: "true", allowed, result };
}

type Fields = Parameters<typeof getHeader>[0];

/** The entry of a list that covers this name: itself, or the wildcard. */
function covering(list: ReturnType<typeof extractHeaderListValues>, isIt: (entry: string) => boolean): string | null {
  if (list === null || list === "failure") return null;
  return list.find(isIt) ?? (list.includes("*") ? "*" : null);
}

function methodMatch(asked: string, reply: Fields, credentials: Credentials): Match {
  const list = extractHeaderListValues(reply, "Access-Control-Allow-Methods");
  if (list === "failure") return { what: "method", asked, allowed: null, result: "no", note: "unread" };
  const allowed = covering(list, (entry) => entry === asked) ?? list?.find((entry) => entry.toUpperCase() === asked.toUpperCase()) ?? null;
  const result = inWorlds(credentials, (credentialsMode) => checkPreflightMethod({ method: asked, credentialsMode }, reply).ok);
  const safelisted = isCorsSafelistedMethod(asked) && allowed === null ? { note: "safelisted" as const } : {};
  return { what: "method", asked, allowed, result: result === "no" && allowed !== null ? "differs" : result, ...safelisted };
}

function headerMatch(asked: string, reply: Fields, credentials: Credentials): Match {
  const list = extractHeaderListValues(reply, "Access-Control-Allow-Headers");
  if (list === "failure") return { what: "header", asked, allowed: null, result: "no", note: "unread" };
  const allowed = covering(list, (entry) => entry.toLowerCase() === asked.toLowerCase());
  // The browsers of today let the wildcard stand for Authorization as well.
  const result = inWorlds(credentials, (mode) => checkPreflightHeader(asked, mode, reply, true).ok);
  return { what: "header", asked, allowed, result: result === "no" && allowed !== null ? "differs" : result };
}
