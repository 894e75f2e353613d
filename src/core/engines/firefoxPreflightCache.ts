import { extractHeaderListValues, type Fields, getHeader } from "../fetch/headers";
import type { KeptPreflight } from "./engine";

/** nsCORSPreflightListener::AddResultToCache: digits only, else the reply is not kept at all; at most a day; empty is as good as absent. */
export function firefoxMaxAge(headers: Fields): number {
  const value = getHeader(headers, "Access-Control-Max-Age") ?? "";
  if (value === "") return 5;
  return /^\d+$/.test(value) ? Math.min(Number(value), 86_400) : 0;
}

/**
 * CORSCacheEntry::CheckRequest. What is kept are the tokens of both lists, and they are looked up as they stand: a kept `*` is a name, HEAD
 * has to be listed, and only GET and POST need not. Opaque origins keep theirs as any other does.
 */
export function keepsFirefoxPreflight({ method, unsafeHeaderNames, replyHeaders }: KeptPreflight): boolean {
  const listed = (name: string): readonly string[] => {
    const values = extractHeaderListValues(replyHeaders, name);
    return values === null || values === "failure" ? [] : values;
  };
  if (method !== "GET" && method !== "POST" && !listed("Access-Control-Allow-Methods").includes(method)) return false;
  const names = listed("Access-Control-Allow-Headers").map((name) => name.toLowerCase());
  return unsafeHeaderNames.every((name) => names.includes(name));
}
