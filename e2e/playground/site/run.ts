import { LARGE, urlOf } from "../../servers/scenarios/expand";
import type { Origins, Scenario } from "../../servers/scenarios/scenario";
import { type Outcome, type Place, SEND, SEND_FROM } from "./send";

/** The same scenario, played otherwise. */
export interface Variant {
  /** Only for those that `fetch()` and do not abort. */
  readonly from?: Place;
  /** Replies of a megabyte: Firefox ends a refused small reply otherwise than a refused large one. */
  readonly large?: boolean;
}

export const fitsAnywhere = ({ request }: Scenario): boolean => request.via === "fetch" && !request.abort;

/** For the whole site of the page. */
function setCookie(seconds: number): void {
  // biome-ignore lint/suspicious/noDocumentCookie: CookieStore is missing on plain http
  document.cookie = `session=playground; Path=/; SameSite=Lax; Domain=${location.hostname}; Max-Age=${seconds}`;
}

/** Sends what the scenario sends and waits for all that its page could see. */
export async function runScenario(scenario: Scenario, origins: Origins, n: string, { from, large }: Variant = {}): Promise<Outcome> {
  const { request } = scenario;
  const url = `${urlOf(scenario, origins, n)}${large ? LARGE : ""}`;
  const send = from === undefined ? SEND[request.via] : SEND_FROM[from];
  if (request.cookie) setCookie(60);
  try {
    if (request.warmUp) await send({ url, request, signal: null });
    if (!request.abort) return await send({ url, request, signal: null });
    const abort = new AbortController();
    const outcome = send({ url, request, signal: abort.signal });
    // The server says when it has the request: aborting any earlier would race against it.
    await fetch(`/seen?${new URLSearchParams({ scenario: scenario.id, n })}`);
    abort.abort();
    return await outcome;
  } finally {
    if (request.cookie) setCookie(0);
  }
}
