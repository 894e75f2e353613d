import type { Engine } from "../engines/engine";
import type { Exchange, Hop, Transaction } from "../exchange/exchange";
import { redirectLocation } from "../exchange/redirects";
import { tellingOf } from "../exchange/telling";
import { getHeader } from "../fetch/headers";
import { byteSerializeRequestOrigin } from "../fetch/origins";
import type { CheckResult, Judged } from "./check";
import { runChecks } from "./checks";
import type { Stage } from "./diagnosis";
import { isCorsTainted, requestOriginOf } from "./originOfHop";
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
  const { fieldsAreApart } = tellingOf(exchange);
  if (main === null) return preflights.flatMap(({ transaction }) => walkPreflight(engine, transaction, null, credentialed, fieldsAreApart));
  const requestOrigin = requestOriginOf(exchange);
  const stages: WalkedStage[] = [];
  main.hops.forEach((hop, index) => {
    for (const claimed of preflights) {
      if (claimed.hop !== index) continue;
      stages.push(...walkPreflight(engine, claimed.transaction, { hop, index, requestOrigin }, credentialed, fieldsAreApart));
      break;
    }
    const reply = walkReply(engine, main, index, requestOrigin, credentialed, fieldsAreApart);
    if (reply !== null) stages.push(reply);
  });
  return stages;
}

function walkPreflight(
  engine: Engine,
  preflight: Transaction,
  main: { readonly hop: Hop; readonly index: number; readonly requestOrigin: string } | null,
  credentialed: boolean,
  fieldsAreApart: boolean,
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
    fieldsAreApart,
  };
  return [{ stage: "preflight", hop: main?.index ?? 0, origin, results: runChecks(engine, judged) }];
}

function walkReply(
  engine: Engine,
  main: Transaction,
  index: number,
  requestOrigin: string,
  credentialed: boolean,
  fieldsAreApart: boolean,
): WalkedStage | null {
  const hop = main.hops[index] as Hop;
  if (hop.response === null) return null;
  const redirected = redirectLocation(hop.response) !== null;
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
    fieldsAreApart,
  };
  return { stage: judged.stage, hop: index, origin: judged.origin, results: runChecks(engine, judged) };
}
