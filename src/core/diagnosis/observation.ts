import type { CorsError } from "../engines/corsError";
import { classOfError, isLocalNetworkError, UNSTATED_ERROR } from "../engines/errors";
import { FIREFOX_UNUSABLE } from "../engines/firefoxErrors";
import { type Ending, type Exchange, type Hop, leadOf } from "../exchange/exchange";
import { redirectLocation, redirectTarget } from "../exchange/redirects";
import { type Telling, tellingOf } from "../exchange/telling";
import { OUT_OF_SIGHT } from "../exchange/transaction";
import { getHeader } from "../fetch/headers";
import { isPotentiallyTrustworthy } from "../fetch/origins";
import type { Stage } from "./diagnosis";

/** What the events alone say about the end of an exchange, before any header is judged. */
export type Observation =
  | { readonly kind: "open" }
  | { readonly kind: "unseen" }
  | { readonly kind: "lone-preflight" }
  | { readonly kind: "accepted" }
  /** A reply came, and the browser does not say what became of it: its headers do. */
  | { readonly kind: "untold"; readonly stage: Stage; readonly hop: number }
  /** The browser dropped it where a CORS check sits; which one, the headers tell. */
  | { readonly kind: "refused"; readonly stage: Stage; readonly hop: number; readonly outOfSight?: true }
  | { readonly kind: "local-network"; readonly reason: CorsError; readonly hop: number; readonly sure: boolean }
  | { readonly kind: "not-cors"; readonly notCors: string }
  | { readonly kind: "unclear"; readonly missing: string };

/** Reads the signatures of Chromium, as measured with `extraHeaders` in 156, and of Firefox 153 ESR. */
export function observe(exchange: Exchange): Observation {
  const { main } = exchange;
  if (main === null) return { kind: "lone-preflight" };
  const { end, hops } = main;
  if (end === null) return { kind: "open" };
  if (end.kind === "unseen") return { kind: "unseen" };
  const hop = hops.length - 1;
  const last = hops[hop];
  const telling = tellingOf(exchange);
  if (end.kind === "accepted") return handedOn(telling, last, hop);
  if (last === undefined) return { kind: "unclear", missing: "the request itself was not seen" };
  if (isLocalNetworkError(end.error)) return { kind: "local-network", reason: localNetworkReason(exchange), hop, sure: true };
  const notCors = classOfError(end.error, isRedirect(last, true));
  if (end.afterAccepted) return afterHandedOn(telling, end, notCors, last, hop);
  if (end.error === OUT_OF_SIGHT) return { kind: "refused", stage: "redirect", hop, outOfSight: true };
  // The redirect itself passed, and the browser went no further: redirect mode "error" or "manual", or the page's CSP forbids the target.
  if (notCors === "aborted" && isRedirect(last)) return { kind: "not-cors", notCors: "request-mode" };
  if (notCors !== null) return { kind: "not-cors", notCors: preflightFailure(exchange, hop) ?? notCors };
  if (last.response !== null) return { kind: "refused", stage: stageOf(last), hop };
  return observeUnanswered(exchange, hop);
}

function handedOn({ acceptanceIsJudged }: Telling, last: Hop | undefined, hop: number): Observation {
  if (acceptanceIsJudged) return { kind: "accepted" };
  return last?.response == null ? { kind: "unclear", missing: "the reply was not seen" } : { kind: "untold", stage: stageOf(last), hop };
}

/**
 * A cancelled page takes its finished requests along: that says nothing about them. ERR_FAILED after the reply was handed on is the page
 * letting go of it as well; Firefox's refusal is the check that was run at last.
 */
function afterHandedOn(
  telling: Telling,
  { error }: Extract<Ending, { kind: "failed" }>,
  notCors: string | null,
  last: Hop,
  hop: number,
): Observation {
  if (notCors === "aborted" || FIREFOX_UNUSABLE.test(error)) return handedOn(telling, last, hop);
  if (notCors !== null) return { kind: "not-cors", notCors };
  return telling.acceptanceIsJudged ? { kind: "accepted" } : { kind: "refused", stage: stageOf(last), hop };
}

function isRedirect({ response }: Hop, emptyCounts = false): boolean {
  return response !== null && redirectLocation(response, emptyCounts) !== null;
}

function stageOf(hop: Hop): Stage {
  return isRedirect(hop) ? "redirect" : "response";
}

/** What kept a preflight from being judged, where something did: a request that never left bears another name for it, or none. */
function preflightFailure(exchange: Exchange, hop: number): string | null {
  if (exchange.main?.hops[hop]?.response != null) return null;
  const { end, hops } = exchange.preflights.find((claimed) => claimed.hop === hop)?.transaction ?? { end: null, hops: [] };
  const [own] = hops;
  return end?.kind === "failed" ? classOfError(end.error, own !== undefined && isRedirect(own, true)) : null;
}

/** ERR_FAILED without a reply: the preflight says why, if there is one. */
function observeUnanswered(exchange: Exchange, hop: number): Observation {
  const preflight = exchange.preflights.find((claimed) => claimed.hop === hop)?.transaction;
  if (preflight === undefined) return { kind: "unclear", missing: "the browser gave no reason and no reply was seen" };
  const { end, hops } = preflight;
  const [own] = hops;
  const notCors = preflightFailure(exchange, hop);
  if (notCors !== null) return { kind: "not-cors", notCors };
  if (own?.response != null) {
    // A Location that is no URL is a network error of its own, sometimes without its own name.
    const lost = redirectLocation(own.response) !== null && redirectTarget(own.response, own.url) === null;
    return lost ? { kind: "not-cors", notCors: "redirect-scheme" } : { kind: "refused", stage: "preflight", hop };
  }
  // A preflight that dies in the network gives its own error to the main request; ERR_FAILED on both is the local network's refusal.
  if (end?.kind === "failed" && end.error !== UNSTATED_ERROR)
    return { kind: "local-network", reason: localNetworkReason(exchange), hop, sure: false };
  return { kind: "unclear", missing: "the reply to the preflight was not seen" };
}

/** An insecure page is refused outright; a secure one was not given the permission. */
function localNetworkReason(exchange: Exchange): CorsError {
  const { context, hops } = leadOf(exchange);
  const origin = context.initiator ?? getHeader(hops[0]?.sent?.headers ?? [], "Origin");
  return origin != null && isPotentiallyTrustworthy(origin) ? "LocalNetworkAccessPermissionDenied" : "InsecureLocalNetwork";
}
