import { CHROMIUM_ERRORS, CHROMIUM_LOCAL_NETWORK_ERROR } from "./chromiumErrors";
import {
  FIREFOX_ERRORS,
  FIREFOX_LOCAL_NETWORK_ERROR,
  FIREFOX_LOST_REDIRECT,
  FIREFOX_REDIRECT_REFUSALS,
  FIREFOX_REFUSAL,
} from "./firefoxErrors";

/** For what failed in a file that does not say how: no browser's word, and nobody's evidence. */
export const UNSTATED_ERROR = "unstated";

/**
 * What kind of failure a browser's error names (a key of `NOT_CORS_SENTENCES`); null for one that may be the CORS check's. Every browser has
 * names of its own, so that the name says whose it is. `redirected`: the last reply seen was a redirect.
 */
export function classOfError(error: string, redirected = false): string | null {
  const name = nameIn(error);
  if (name.startsWith("NS_")) return classOfFirefoxError(name, redirected);
  // Failures of TLS are told by Firefox in a sentence of the user's language.
  if (name.includes(" ") && /^\p{L}\S*(?: \S+){3,}/u.test(name)) return "tls";
  return name === "ERR_FAILED" || name === UNSTATED_ERROR ? null : (lookUp(CHROMIUM_ERRORS, name) ?? "network");
}

function nameIn(error: string): string {
  return error.startsWith("net::") ? error.slice("net::".length) : error;
}

export function isLocalNetworkError(error: string): boolean {
  const name = nameIn(error);
  return name === CHROMIUM_LOCAL_NETWORK_ERROR || name === FIREFOX_LOCAL_NETWORK_ERROR;
}

function classOfFirefoxError(name: string, redirected: boolean): string | null {
  if (name === FIREFOX_REFUSAL || (redirected && FIREFOX_REDIRECT_REFUSALS.has(name))) return null;
  if (redirected && name === FIREFOX_LOST_REDIRECT) return "redirect-scheme";
  return lookUp(FIREFOX_ERRORS, name) ?? "network";
}

function lookUp(table: readonly (readonly [pattern: string, notCors: string])[], name: string): string | null {
  const found = table.find(([pattern]) => (pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern));
  return found?.[1] ?? null;
}
