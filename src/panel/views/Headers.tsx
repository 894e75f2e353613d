import type { Hop, Transaction } from "../../core/exchange/exchange";
import { HeaderTable } from "../../parts/HeaderTable";
import { LongText, VisibleText } from "../../parts/VisibleText";
import type { Row } from "../judge";

interface Part {
  readonly key: string;
  readonly title: string;
  readonly hop: Hop;
  /** The header that decided here, on the reply's side. */
  readonly deciding: string | undefined;
}

function partsOf(row: Row): Part[] {
  const { exchange, diagnosis } = row;
  const failed = diagnosis.ladder.find((rung) => rung.status === "failed");
  const refused = diagnosis.refusedAt;
  const decidingOf = (preflight: boolean, hop: number) =>
    refused !== null && refused.hop === hop && (refused.stage === "preflight") === preflight ? failed?.header : undefined;
  const parts: Part[] = [];
  const add = (transaction: Transaction, index: number, title: string, deciding: string | undefined) => {
    const hop = transaction.hops[index];
    if (hop !== undefined) parts.push({ key: `${transaction.requestId}/${index}`, title, hop, deciding });
  };
  const hops = exchange.main?.hops ?? [];
  for (let index = 0; index < Math.max(1, hops.length); index += 1) {
    for (const claimed of exchange.preflights.filter((one) => one.hop === index)) {
      add(claimed.transaction, 0, "Preflight", decidingOf(true, index));
    }
    const title = index < hops.length - 1 ? `Redirect ${index + 1}` : index > 0 ? "Final request" : "Request";
    if (exchange.main !== null) add(exchange.main, index, title, decidingOf(false, index));
  }
  return parts;
}

export function Headers({ row }: { row: Row }) {
  return (
    <div class="headers-tab">
      {partsOf(row).map(({ key, title, hop, deciding }) => (
        <section key={key} class="hop">
          <h3 class="hop-title">
            {title}
            <span class="hop-url">
              <LongText text={`${hop.method} ${hop.url}`} />
            </span>
            {hop.response !== null && (
              <span class="status">
                <VisibleText text={hop.response.statusLine.slice(0, 80) || String(hop.response.status)} />
              </span>
            )}
          </h3>
          <div class="header-sides">
            <HeaderTable title="Request" headers={hop.sent?.headers ?? null} missing="It never left the browser." />
            <HeaderTable title="Reply" headers={hop.response?.headers ?? null} missing="No reply was seen." deciding={deciding} />
          </div>
        </section>
      ))}
    </div>
  );
}
