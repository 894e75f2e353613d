import { CAUSE_SENTENCES } from "../../core/diagnosis/causeTexts";
import { type Exchange, leadOf } from "../../core/exchange/exchange";
import { Ladder } from "../../parts/Ladder";
import { type PlainName, say } from "../../parts/say";
import { Prose, VisibleText } from "../../parts/VisibleText";
import { notCorsWords } from "../../parts/words";
import { cureOf } from "../cures";
import type { Row } from "../judge";

/** Why no header would have changed it; whatever is not named here ended without a reply. */
const WHY_NOT: Readonly<Record<string, PlainName>> = {
  corp: "notCorsOtherRule",
  orb: "notCorsOtherRule",
  csp: "notCorsNeverSent",
  "mixed-content": "notCorsNeverSent",
  policy: "notCorsNeverSent",
  "blocked-by-client": "notCorsNeverSent",
  "unsafe-port": "notCorsNeverSent",
  "request-invalid": "notCorsNeverSent",
  aborted: "notCorsPageDid",
  "request-mode": "notCorsPageDid",
  "no-cors-mode": "notCorsPageDid",
  "body-interrupted": "notCorsPassed",
  "redirect-loop": "notCorsLostOnTheWay",
  "redirect-scheme": "notCorsLostOnTheWay",
};

interface Line {
  readonly kind: "sent" | "got" | "error" | "quiet";
  readonly text: string;
}

const MARKS: Readonly<Record<Line["kind"], string>> = { sent: "→", got: "←", error: "✗", quiet: "·" };

/** What was seen, a line each, in the order in which it happened. */
function linesOf(exchange: Exchange, evidence: readonly string[]): Line[] {
  const lines: Line[] = [];
  const lead = leadOf(exchange);
  for (const [index, hop] of lead.hops.entries()) {
    for (const { transaction } of exchange.preflights.filter((one) => one.hop === index && one.transaction !== lead)) {
      const reply = transaction.hops[0]?.response;
      lines.push({ kind: "sent", text: `OPTIONS ${hop.url}` });
      lines.push(
        reply == null ? { kind: "quiet", text: say("notCorsNoReply") } : { kind: "got", text: reply.statusLine || String(reply.status) },
      );
    }
    lines.push({ kind: "sent", text: `${hop.method} ${hop.url}` });
    if (hop.response !== null) lines.push({ kind: "got", text: hop.response.statusLine || String(hop.response.status) });
  }
  if (lead.hops.at(-1)?.response === null) lines.push({ kind: "quiet", text: say("notCorsNoReply") });
  if (lead.end?.kind === "failed") lines.push({ kind: "error", text: lead.end.error });
  for (const text of evidence) lines.push({ kind: "quiet", text });
  return lines;
}

/** A page of its own: whoever reads it must not go and edit headers. */
export function NotCors({ row }: { row: Row }) {
  const { diagnosis, exchange } = row;
  const id = diagnosis.notCors ?? "network";
  return (
    <div class="why not-cors-page">
      <h3 class="not-cors-title">{say("notCorsTitle")}</h3>
      <p class="sentence not-cors-help">
        {say("notCorsHelp")} <span class="quiet">{say(WHY_NOT[id] ?? "notCorsNothingToRead")}</span>
      </p>
      <p class="sentence">
        <span class="tag tag-not-cors">{notCorsWords(id)}</span> <Prose text={diagnosis.sentence} />
      </p>
      <p class="cause">
        <strong>{say("notCorsDo")}</strong> {cureOf(id)}
      </p>
      {diagnosis.cause !== null && (
        <p class="cause">
          <strong>{say("whyCause")}</strong> {CAUSE_SENTENCES[diagnosis.cause]}
        </p>
      )}
      <section>
        <h3 class="part-title">{say("notCorsSeen")}</h3>
        <ul class="evidence">
          {linesOf(exchange, diagnosis.evidence).map(({ kind, text }) => (
            <li class={`evidence-${kind}`}>
              <span class="evidence-mark" aria-hidden="true">
                {MARKS[kind]}
              </span>
              <span>
                <VisibleText text={text.slice(0, 400)} />
              </span>
            </li>
          ))}
        </ul>
      </section>
      {diagnosis.ladder.some((rung) => rung.status === "passed") && (
        <section>
          <h3 class="part-title">{say("notCorsChecks")}</h3>
          <Ladder rungs={diagnosis.ladder} />
        </section>
      )}
    </div>
  );
}
