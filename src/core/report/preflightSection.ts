import type { Diagnosis } from "../diagnosis/diagnosis";
import { economicsOf } from "../diagnosis/economics";
import type { Exchange } from "../exchange/exchange";
import { code } from "./markdownText";
import { printed } from "./printed";

/** Cheap ones are not worth a line. */
const MOST = 10;

/** Where preflights cost time and what would spare them, the dearest endpoint first; nothing where none could be spared. */
export function preflightSection(judged: ReadonlyMap<Exchange, Diagnosis>): string[] {
  const dear = economicsOf(judged.keys(), (exchange) => judged.get(exchange) as Diagnosis).filter(
    ({ atCap, recordedBy }) => atCap[recordedBy].preflights > 0,
  );
  if (dear.length === 0) return [];
  const lines = dear.slice(0, MOST).map(({ method, url, preflights, costMs, atCap, recordedBy }) => {
    const own = atCap[recordedBy];
    const cost = `${preflights} preflights took ${Math.round(costMs.total)} ms`;
    const spared = `Access-Control-Max-Age: ${own.seconds} would have spared ${own.preflights} (${Math.round(own.ms)} ms)`;
    return `- ${code(printed(`${method} ${url}`))}: ${cost}; ${spared}.`;
  });
  return ["## Preflights that could be spared", lines.join("\n")];
}
