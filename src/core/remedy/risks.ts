import type { Diagnosis } from "../diagnosis/diagnosis";
import type { Exchange } from "../exchange/exchange";
import { preflightHop } from "./refused";
import { unreadHeaderRisks } from "./risksHeaders";
import { originRisks, wildcardRisks } from "./risksOrigin";
import { preflightRisks } from "./risksPreflight";
import { NO_REFLECTIONS, type Reflections } from "./risksReflection";
import type { Risk } from "./risksTable";

export type { Risk } from "./risksTable";

/**
 * What is wrong with an exchange that was allowed, the worst first; nothing for one that was not, whose failures are said elsewhere. One
 * exchange cannot show that a server echoes whoever asks: `others`, from `reflectionsIn` over the whole recording, is that proof.
 */
export function risksOf(exchange: Exchange, diagnosis: Diagnosis, others: Reflections = NO_REFLECTIONS): Risk[] {
  const { main } = exchange;
  const index = (main?.hops.length ?? 0) - 1;
  const hop = main?.hops[index];
  // What passed with our own headers is no reply of the server's.
  if (exchange.changedBy !== undefined) return [];
  if (diagnosis.verdict !== "allowed" || diagnosis.mode === "same-origin" || hop?.response == null) return [];
  const preflight = preflightHop(exchange, index);
  const reply = { url: hop.url, sent: hop.sent?.headers ?? [], headers: hop.response.headers };
  const risks = [
    ...originRisks(reply, others),
    ...wildcardRisks(reply),
    ...(preflight === null ? [] : preflightRisks(preflight)),
    ...unreadHeaderRisks(hop, preflight),
  ];
  return risks.sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}

const RANK: Readonly<Record<Risk["severity"], number>> = { high: 0, medium: 1, low: 2 };
