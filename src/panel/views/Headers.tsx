import type { Hop, Transaction } from "../../core/exchange/exchange";
import { HeaderTable } from "../../parts/HeaderTable";
import { say } from "../../parts/say";
import { LongText, VisibleText } from "../../parts/VisibleText";
import { matchesOf } from "../headerMatch";
import type { Row } from "../judge";
import { HeaderMatch } from "./HeaderMatch";

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
      add(claimed.transaction, 0, say("headersPreflight"), decidingOf(true, index));
    }
    const title = index < hops.length - 1 ? say("headersRedirect", { number: index + 1 }) : say(index > 0 ? "headersFinal" : "headersMain");
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
          <HeaderMatch matches={matchesOf(hop, row.diagnosis.credentials)} />
          <div class="header-sides">
            <HeaderTable title={say("headersRequest")} headers={hop.sent?.headers ?? null} missing={say("headersNeverLeft")} />
            <HeaderTable
              title={say("headersReply")}
              headers={hop.response?.headers ?? null}
              missing={say("headersNoReply")}
              deciding={deciding}
            />
          </div>
        </section>
      ))}
    </div>
  );
}
