import type { Engine } from "../engines/engine";
import type { Exchange, Hop, Transaction } from "../exchange/exchange";
import { getHeader } from "../fetch/headers";
import { byteSerializeRequestOrigin, isSameOrigin, originOf } from "../fetch/origins";
import { locationUrl } from "../fetch/redirect";
import { type CheckResult, type Judged, runChecks } from "./checks";
import type { Stage } from "./diagnosis";
import { requestedHeaderNames } from "./preflights";

/** A reply of the exchange with every check that applies to it, run. */
export interface WalkedStage {
  readonly stage: Stage;
  readonly hop: number;
  readonly origin: string;
  readonly results: readonly CheckResult[];
}

/** Runs all checks of the whole chain under one credentials mode: each preflight, each redirect, the final reply. */
export function walk(engine: Engine, exchange: Exchange, credentialed: boolean): WalkedStage[] {
  const { main, preflights } = exchange;
  if (main === null) return preflights.flatMap(({ transaction }) => walkPreflight(engine, transaction, null, credentialed));
  const requestOrigin = requestOriginOf(exchange);
  return main.hops.flatMap((hop, index) => {
    const claimed = preflights.find((one) => one.hop === index)?.transaction;
    const stages = claimed === undefined ? [] : walkPreflight(engine, claimed, { hop, index, requestOrigin }, credentialed);
    const reply = walkReply(engine, main, index, requestOrigin, credentialed);
    return reply === null ? stages : [...stages, reply];
  });
}

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

function walkPreflight(
  engine: Engine,
  preflight: Transaction,
  main: { readonly hop: Hop; readonly index: number; readonly requestOrigin: string } | null,
  credentialed: boolean,
): WalkedStage[] {
  const [own] = preflight.hops;
  if (own?.response == null) return [];
  const sent = own.sent?.headers ?? [];
  const origin = getHeader(sent, "Origin") ?? main?.requestOrigin ?? preflight.context.initiator ?? "null";
  const judged: Judged = {
    stage: "preflight",
    url: own.url,
    status: own.response.status,
    headers: own.response.headers,
    origin,
    credentialed,
    method: main?.hop.method || (getHeader(sent, "Access-Control-Request-Method") ?? ""),
    unsafeHeaderNames: requestedHeaderNames(preflight),
    tainted: true,
    requestOrigin: main?.requestOrigin ?? origin,
  };
  return [{ stage: "preflight", hop: main?.index ?? 0, origin, results: runChecks(engine, judged) }];
}

function walkReply(engine: Engine, main: Transaction, index: number, requestOrigin: string, credentialed: boolean): WalkedStage | null {
  const hop = main.hops[index] as Hop;
  if (hop.response === null) return null;
  const redirected = locationUrl(hop.response.status, hop.response.headers, hop.url) !== null;
  const stated = hop.sent === null ? null : getHeader(hop.sent.headers, "Origin");
  const urls = main.hops.slice(0, index + 1).map((one) => one.url);
  const judged: Judged = {
    stage: redirected ? "redirect" : "response",
    url: hop.url,
    status: hop.response.status,
    headers: hop.response.headers,
    origin: stated ?? byteSerializeRequestOrigin(requestOrigin, urls),
    credentialed,
    method: hop.method,
    unsafeHeaderNames: [],
    tainted: isCorsTainted(main, index, requestOrigin),
    requestOrigin,
  };
  return { stage: judged.stage, hop: index, origin: judged.origin, results: runChecks(engine, judged) };
}
