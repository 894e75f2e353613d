import { fieldValues } from "../fetch/headers";
import { isRedirectStatus } from "../fetch/statuses";
import type { ResponseRecord } from "./exchange";

/**
 * Where a reply sends the browser on; null when it is no redirect to it. Browsers take the first Location that is not empty
 * (Chromium: net/http/http_response_headers.cc, IsRedirect), where the standard joins all fields.
 */
export function redirectTarget({ status, headers }: Pick<ResponseRecord, "status" | "headers">, url: string): string | null {
  const location = redirectLocation({ status, headers });
  if (location === null) return null;
  if (last.location !== location || last.url !== url) last = { location, url, target: URL.parse(location, url)?.href ?? null };
  return last.target;
}

/** Parsing is dear, and one judgement asks for the same target several times. */
let last: { readonly location: string; readonly url: string; readonly target: string | null } = { location: "", url: "", target: null };

/** The Location that is followed, as it stands in the header. `emptyCounts`: an empty one leads to the same URL, where no other is there. */
export function redirectLocation({ status, headers }: Pick<ResponseRecord, "status" | "headers">, emptyCounts = false): string | null {
  if (!isRedirectStatus(status)) return null;
  const values = fieldValues(headers, "Location");
  return values.find((value) => value !== "") ?? (emptyCounts ? (values[0] ?? null) : null);
}

/**
 * True for a redirect to a scheme that no webRequest filter can name: the browser refuses it, and tells extensions nothing any more. `data:`
 * and its like are left out, whose refusal is told under the redirecting URL; of `about:` Chromium alone tells, a moment later.
 */
export function endsOutOfSight(response: ResponseRecord, url: string): boolean {
  const target = redirectTarget(response, url);
  return target !== null && !/^(?:https?|wss?|data|blob|filesystem|file|chrome|chrome-extension):/.test(target);
}

interface Address {
  readonly host: string;
  readonly pathname: string;
}

/** True for two addresses of one host whose paths differ by a slash at the end and by nothing else. */
export function differBySlash(a: Address, b: Address): boolean {
  return a.host === b.host && (b.pathname === `${a.pathname}/` || a.pathname === `${b.pathname}/`);
}
