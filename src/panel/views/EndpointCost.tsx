import { useMemo } from "preact/hooks";
import { type EndpointEconomics, economicsOf } from "../../core/diagnosis/economics";
import { type Exchange, leadOf } from "../../core/exchange/exchange";
import { say, sayCount } from "../../parts/say";
import { milliseconds } from "../../parts/timelineModel";
import { type Row, rowOf } from "../judge";

/** Exchanges with the same page, method and URL but for the query: the company in which a preflight is dear or cheap. */
function companyOf(row: Row, exchanges: readonly Exchange[]): Exchange[] {
  const addressOf = (exchange: Exchange): string => {
    const { context, hops } = leadOf(exchange);
    return `${context.initiator} ${hops[0]?.method} ${hops[0]?.url.split(/[?#]/, 1)[0]}`;
  };
  const own = addressOf(row.exchange);
  return exchanges.filter((other) => addressOf(other) === own);
}

function words({ preflights, cacheHits, costMs, atCap, recordedBy, despiteCache, distinctUrls }: EndpointEconomics): string[] {
  const own = atCap[recordedBy];
  const lines = [
    say("endpointTook", { preflights: sayCount("endpointCost", preflights), time: milliseconds(costMs.total), spared: cacheHits }),
  ];
  if (own.preflights > 0) {
    lines.push(say("endpointMaxAge", { seconds: own.seconds, count: own.preflights, time: milliseconds(own.ms) }));
  }
  if (despiteCache > 0) lines.push(say("endpointDespite", { count: despiteCache }));
  if (distinctUrls > 1) lines.push(say("endpointUrls", { count: distinctUrls }));
  return lines;
}

/** What preflights cost at the endpoint of the selected exchange, over the whole recording. Nothing where none was needed. */
export function EndpointCost({ row, exchanges }: { row: Row; exchanges: readonly Exchange[] }) {
  const { judgedBy, preflight } = row.diagnosis;
  const costsOf = () => economicsOf(companyOf(row, exchanges), (exchange) => rowOf(exchange, judgedBy).diagnosis)[0];
  // Found anew when the recording grows, not with every frame of a stream.
  const endpoint = useMemo(() => (preflight.needed ? costsOf() : undefined), [row, exchanges.length]);
  if (endpoint === undefined || endpoint.preflights + endpoint.cacheHits < 2) return null;
  return (
    <section class="endpoint-cost">
      <h3 class="part-title">{say("endpointTitle")}</h3>
      {words(endpoint).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </section>
  );
}
