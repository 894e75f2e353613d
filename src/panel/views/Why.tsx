import { CAUSE_SENTENCES } from "../../core/diagnosis/causeTexts";
import type { Diagnosis } from "../../core/diagnosis/diagnosis";
import { isSettled, leadOf } from "../../core/exchange/exchange";
import { risksOf } from "../../core/remedy/risks";
import { Ladder } from "../../parts/Ladder";
import { Prose, VisibleText } from "../../parts/VisibleText";
import type { Row } from "../judge";
import { SENT_WORDS, SEVERITY_WORDS } from "../texts";
import type { Witness } from "../witness/witness";
import { Certainty, PageSays } from "./Certainty";
import { Consoles } from "./Consoles";
import { Engines } from "./Engines";

/** Only what is certain is the browser's own word. */
const REASON_LABEL = { certain: "The browser's word", inferred: "Inferred reason", undecided: "The likeliest reason" } as const;

function Preflight({ diagnosis }: { diagnosis: Diagnosis }) {
  const { needed, because, found, cachedForSeconds } = diagnosis.preflight;
  if (!needed) return null;
  return (
    <p class="preflight-why">
      <strong>Preflight</strong>
      {found === "cached" ? " was needed, and an earlier reply in the browser's cache answered it" : " was needed"}
      {because.length > 0 && (
        <>
          {" because of "}
          <VisibleText text={because.join(", ")} />
        </>
      )}
      {cachedForSeconds !== undefined && `; the browser may reuse its reply for ${cachedForSeconds} s`}.
    </p>
  );
}

/** Passing today is not all: some replies pass for a reason that will hurt. */
function Risks({ row }: { row: Row }) {
  const risks = risksOf(row.exchange, row.diagnosis);
  if (risks.length === 0) return null;
  return (
    <section>
      <h3 class="part-title">Risky though allowed</h3>
      <ul class="risks">
        {risks.map(({ id, severity, text }) => (
          <li key={id} class={`risk risk-${severity}`}>
            <strong>{SEVERITY_WORDS[severity]}</strong> <Prose text={text} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Why({ row, witness }: { row: Row; witness: Witness | null }) {
  const { diagnosis } = row;
  const blocked = diagnosis.verdict === "blocked";
  const method = visibleMethod(row);
  // A read that was executed did no harm; a write did what it says.
  const executed = diagnosis.sent === "yes" && method !== "GET" && method !== "HEAD";
  return (
    <div class="why">
      <p class="sentence">
        <Prose text={isSettled(row.exchange) ? diagnosis.sentence : "The request is still under way."} />
      </p>
      {blocked && diagnosis.reason !== null && (
        <p class="reason-name">
          {REASON_LABEL[diagnosis.certainty]}: <code>{diagnosis.reason}</code>
          {diagnosis.failedParameter !== undefined && diagnosis.failedParameter !== "" && (
            <>
              {" · "}
              <code>
                <VisibleText text={diagnosis.failedParameter.slice(0, 200)} />
              </code>
            </>
          )}
        </p>
      )}
      {isSettled(row.exchange) && diagnosis.verdict !== "allowed" && <Certainty diagnosis={diagnosis} witness={witness} />}
      {diagnosis.cause !== null && (
        <p class="cause">
          <strong>Root cause</strong> <VisibleText text={CAUSE_SENTENCES[diagnosis.cause]} />
        </p>
      )}
      {blocked && diagnosis.notCors !== null && <p class="cause">CORS headers will not help: the network itself was refused.</p>}
      {blocked && <p class={executed ? "sent sent-yes" : "sent"}>{SENT_WORDS[diagnosis.sent](method)}</p>}
      <Preflight diagnosis={diagnosis} />
      {diagnosis.unknowns.length > 0 && (
        <p class="quiet">
          {"Not known: "}
          <VisibleText text={diagnosis.unknowns.join("; ")} />
        </p>
      )}
      {row.exchange.witness !== undefined && <PageSays said={row.exchange.witness} />}
      <Risks row={row} />
      {diagnosis.ladder.length > 0 && (
        <section>
          <h3 class="part-title">Checks, in the browser's order</h3>
          <Ladder rungs={diagnosis.ladder} />
        </section>
      )}
      {(blocked || diagnosis.verdict === "allowed") && <Engines diagnosis={diagnosis} />}
      {blocked && <Consoles row={row} />}
    </div>
  );
}

function visibleMethod(row: Row): string {
  const method = leadOf(row.exchange).hops.at(-1)?.method ?? row.method;
  return /^[!#$%&'*+.^_`|~\w-]{1,40}$/u.test(method) ? method : "request";
}
