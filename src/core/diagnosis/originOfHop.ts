import type { Exchange, Transaction } from "../exchange/exchange";
import { getHeader } from "../fetch/headers";
import { byteSerializeRequestOrigin, isSameOrigin, originOf } from "../fetch/origins";

/** The origin that made the request, before any tainting; `"null"` when nothing tells. */
export function requestOriginOf({ main, preflights }: Exchange): string {
  const transaction = main ?? preflights[0]?.transaction;
  const initiator = transaction?.context.initiator;
  if (initiator !== undefined) return initiator;
  const first = transaction?.hops[0]?.sent ?? preflights[0]?.transaction.hops[0]?.sent;
  return (first == null ? null : getHeader(first.headers, "Origin")) ?? "null";
}

/** The origin as this hop states it; where it was not seen leaving, as the standard computes it. */
export function originAtHop(exchange: Exchange, index: number): string {
  const { main, preflights } = exchange;
  const own = main?.hops[index]?.sent;
  const preflight = preflights.find((one) => one.hop === index)?.transaction.hops[0]?.sent;
  const stated =
    (own == null ? null : getHeader(own.headers, "Origin")) ?? (preflight == null ? null : getHeader(preflight.headers, "Origin"));
  if (stated !== null) return stated;
  const urls = (main?.hops ?? []).slice(0, index + 1).map((hop) => hop.url);
  return byteSerializeRequestOrigin(requestOriginOf(exchange), urls);
}

/** Response tainting is "cors" from the first cross-origin URL on. */
export function isCorsTainted(main: Transaction, index: number, requestOrigin: string): boolean {
  return main.hops.slice(0, index + 1).some((hop) => !isSameOrigin(originOf(hop.url), requestOrigin));
}
