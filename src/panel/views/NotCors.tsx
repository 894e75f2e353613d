import { CAUSE_SENTENCES } from "../../core/diagnosis/causeTexts";
import { leadOf } from "../../core/exchange/exchange";
import { Ladder } from "../../parts/Ladder";
import { Prose, VisibleText } from "../../parts/VisibleText";
import { notCorsWords } from "../../parts/words";
import { cureOf } from "../cures";
import type { Row } from "../judge";

/** A page of its own: whoever reads it must not go and edit headers. */
export function NotCors({ row }: { row: Row }) {
  const { diagnosis } = row;
  const lead = leadOf(row.exchange);
  const end = lead.end;
  const id = diagnosis.notCors ?? "network";
  return (
    <div class="why not-cors-page">
      <h3 class="not-cors-title">Not CORS</h3>
      <p class="sentence">CORS headers will not help.</p>
      <p class="sentence">
        <Prose text={diagnosis.sentence} />
      </p>
      <p class="cause">
        <strong>What to do</strong> {cureOf(id)}
      </p>
      {diagnosis.cause !== null && (
        <p class="cause">
          <strong>Root cause</strong> {CAUSE_SENTENCES[diagnosis.cause]}
        </p>
      )}
      <dl class="facts">
        <div>
          <dt>Kind</dt>
          <dd>{notCorsWords(id)}</dd>
        </div>
        {end?.kind === "failed" && (
          <div>
            <dt>The browser's error</dt>
            <dd>
              <code>
                <VisibleText text={end.error.slice(0, 200)} />
              </code>
            </dd>
          </div>
        )}
        {row.status !== null && (
          <div>
            <dt>Status of the reply</dt>
            <dd>{row.status}</dd>
          </div>
        )}
        {diagnosis.evidence.length > 0 && (
          <div>
            <dt>Seen by</dt>
            <dd>
              <VisibleText text={diagnosis.evidence.join(", ")} />
            </dd>
          </div>
        )}
      </dl>
      {diagnosis.ladder.some((rung) => rung.status === "passed") && (
        <section>
          <h3 class="part-title">Checks that ran before it failed</h3>
          <Ladder rungs={diagnosis.ladder} />
        </section>
      )}
    </div>
  );
}
