import { originOf } from "../fetch/origins";
import type { Exchange, Hop, LiveFix } from "./exchange";
import type { Header } from "./networkEvent";

/** The exchange with the replies that the browser judged; the same object where nobody changed them. */
export function asBrowserSaw(exchange: Exchange): Exchange {
  const { changedBy, main, preflights } = exchange;
  if (changedBy === undefined) return exchange;
  const seen = (hop: Hop): Hop => changed(hop, changedBy);
  return {
    ...exchange,
    main: main === null ? null : { ...main, hops: main.hops.map(seen) },
    preflights: preflights.map(({ hop, transaction }) => ({ hop, transaction: { ...transaction, hops: transaction.hops.map(seen) } })),
  };
}

function changed(hop: Hop, { server, headers }: LiveFix): Hop {
  if (hop.response === null || originOf(hop.url) !== server) return hop;
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const kept = hop.response.headers.filter(([name]) => !names.has(name.toLowerCase()));
  const put = headers.flatMap(([name, value]): Header[] => (value === null ? [] : [[name, value]]));
  return { ...hop, response: { ...hop.response, headers: [...kept, ...put] } };
}
