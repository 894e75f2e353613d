import { urlOf } from "../../servers/scenarios/expand";
import type { Origins, Scenario } from "../../servers/scenarios/scenario";
import { type Outcome, SEND } from "./send";

/** For the whole site of the page. */
function setCookie(seconds: number): void {
  // biome-ignore lint/suspicious/noDocumentCookie: CookieStore is missing on plain http
  document.cookie = `session=playground; Path=/; SameSite=Lax; Domain=${location.hostname}; Max-Age=${seconds}`;
}

/** Sends what the scenario sends and waits for all that its page could see. */
export async function runScenario(scenario: Scenario, origins: Origins, n: string): Promise<Outcome> {
  const { request } = scenario;
  const url = urlOf(scenario, origins, n);
  const send = SEND[request.via];
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
