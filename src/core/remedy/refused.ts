import type { Diagnosis, Stage } from "../diagnosis/diagnosis";
import type { ClaimedPreflight, Exchange, Hop, ResponseRecord } from "../exchange/exchange";
import { getHeader } from "../fetch/headers";
import { locationUrl } from "../fetch/redirect";

/** The place of an exchange that a remedy has to speak about. */
export interface Refused {
  readonly hop: number;
  readonly stage: Stage;
  readonly url: string;
  /** The method of the main request, as the preflight asked for it where there was one. */
  readonly method: string;
  readonly preflight: Hop | null;
  /** The reply that was judged: the preflight's at stage preflight, else the main one. */
  readonly reply: ResponseRecord | null;
  /** Where that reply redirects to, absolute; null when it does not, or to nothing that parses. */
  readonly location: string | null;
}

/** Null only for an exchange without any request. For one that was not refused: its last hop. */
export function refusedPart(exchange: Exchange, diagnosis: Diagnosis): Refused | null {
  const hops = exchange.main?.hops ?? [];
  const index = Math.max(0, Math.min(diagnosis.refusedAt?.hop ?? hops.length - 1, hops.length - 1));
  const main = hops[index] ?? null;
  const preflight = preflightHop(exchange, index);
  const lead = main ?? preflight;
  if (lead === null) return null;
  const stage = diagnosis.refusedAt?.stage ?? (main === null ? "preflight" : "response");
  const reply = (stage === "preflight" ? preflight : main)?.response ?? null;
  const asked = preflight === null ? null : requestedMethod(preflight);
  return { hop: index, stage, url: lead.url, method: asked ?? lead.method, preflight, reply, location: locationOf(lead.url, reply) };
}

/** The last preflight that was sent for this hop (an engine may repeat one). */
export function preflightHop(exchange: Exchange, hop: number): Hop | null {
  const claimed = exchange.preflights.filter((preflight) => preflight.hop === hop || exchange.main === null);
  return firstHop(claimed.at(-1));
}

function firstHop(claimed: ClaimedPreflight | undefined): Hop | null {
  return claimed?.transaction.hops[0] ?? null;
}

function requestedMethod(preflight: Hop): string | null {
  return preflight.sent === null ? null : getHeader(preflight.sent.headers, "Access-Control-Request-Method");
}

function locationOf(url: string, reply: ResponseRecord | null): string | null {
  if (reply === null) return null;
  const location = locationUrl(reply.status, reply.headers, url);
  return location === "failure" ? null : location;
}
