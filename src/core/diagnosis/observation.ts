import type { CorsError } from "../engines/corsError";
import { type Exchange, leadOf } from "../exchange/exchange";
import { redirectLocation, redirectTarget } from "../exchange/redirects";
import { OUT_OF_SIGHT } from "../exchange/transaction";
import { getHeader } from "../fetch/headers";
import { isPotentiallyTrustworthy } from "../fetch/origins";
import type { Stage } from "./diagnosis";
import { classOfError, LOCAL_NETWORK_ERROR } from "./notCors";

/** What the events alone say about the end of an exchange, before any header is judged. */
export type Observation =
  | { readonly kind: "open" }
  | { readonly kind: "lone-preflight" }
  | { readonly kind: "accepted" }
  /** The browser dropped it where a CORS check sits; which one, the headers tell. */
  | { readonly kind: "refused"; readonly stage: Stage; readonly hop: number; readonly outOfSight?: true }
  | { readonly kind: "local-network"; readonly reason: CorsError; readonly hop: number; readonly sure: boolean }
  | { readonly kind: "not-cors"; readonly notCors: string }
  | { readonly kind: "unclear"; readonly missing: string };

/** Reads Chromium's signatures, as measured with `extraHeaders` in 156. */
export function observe(exchange: Exchange): Observation {
  const { main } = exchange;
  if (main === null) return { kind: "lone-preflight" };
  const { end, hops } = main;
  if (end === null) return { kind: "open" };
  if (end.kind === "accepted") return { kind: "accepted" };
  const hop = hops.length - 1;
  const last = hops[hop];
  if (last === undefined) return { kind: "unclear", missing: "the request itself was not seen" };
  const error = end.error.replace(/^net::/, "");
  if (error === LOCAL_NETWORK_ERROR) return { kind: "local-network", reason: localNetworkReason(exchange), hop, sure: true };
  const notCors = classOfError(error);
  // A cancelled page takes its finished requests along: that says nothing about them.
  // ERR_FAILED after the reply was handed on is the page letting go of it as well.
  if (end.afterAccepted) return notCors === "aborted" || notCors === null ? { kind: "accepted" } : { kind: "not-cors", notCors };
  const redirected = last.response !== null && redirectLocation(last.response) !== null;
  if (end.error === OUT_OF_SIGHT) return { kind: "refused", stage: "redirect", hop, outOfSight: true };
  // The redirect itself passed, and the browser went no further: redirect mode "error" or "manual", or the page's CSP forbids the target.
  if (notCors === "aborted" && redirected) return { kind: "not-cors", notCors: "request-mode" };
  if (notCors !== null) return { kind: "not-cors", notCors };
  if (last.response !== null) {
    return { kind: "refused", stage: redirected ? "redirect" : "response", hop };
  }
  return observeUnanswered(exchange, hop);
}

/** ERR_FAILED without a reply: the preflight says why, if there is one. */
function observeUnanswered(exchange: Exchange, hop: number): Observation {
  const preflight = exchange.preflights.find((claimed) => claimed.hop === hop)?.transaction;
  if (preflight === undefined) return { kind: "unclear", missing: "the browser gave no reason and no reply was seen" };
  const { end, hops } = preflight;
  const [own] = hops;
  if (own?.response != null) {
    // A Location that is no URL is a network error of its own, sometimes without its own name.
    const lost = redirectLocation(own.response) !== null && redirectTarget(own.response, own.url) === null;
    return lost ? { kind: "not-cors", notCors: "redirect-scheme" } : { kind: "refused", stage: "preflight", hop };
  }
  if (end?.kind === "failed") {
    const notCors = classOfError(end.error);
    if (notCors !== null) return { kind: "not-cors", notCors };
    // A preflight that dies in the network gives its own error to the main request; ERR_FAILED on both is the local network's refusal.
    return { kind: "local-network", reason: localNetworkReason(exchange), hop, sure: false };
  }
  return { kind: "unclear", missing: "the reply to the preflight was not seen" };
}

/** An insecure page is refused outright; a secure one was not given the permission. */
function localNetworkReason(exchange: Exchange): CorsError {
  const { context, hops } = leadOf(exchange);
  const origin = context.initiator ?? getHeader(hops[0]?.sent?.headers ?? [], "Origin");
  return origin != null && isPotentiallyTrustworthy(origin) ? "LocalNetworkAccessPermissionDenied" : "InsecureLocalNetwork";
}
