import { CAUSE_SENTENCES } from "../../core/diagnosis/causeTexts";
import type { Diagnosis } from "../../core/diagnosis/diagnosis";
import type { EngineName } from "../../core/engines/engine";
import { isSettled, leadOf } from "../../core/exchange/exchange";
import { Ladder } from "../../parts/Ladder";
import { Prose, VisibleText } from "../../parts/VisibleText";
import { REASON_WORDS, VERDICT_WORDS } from "../../parts/words";
import type { Row } from "../judge";
import { CERTAINTY_WORDS, ENGINE_WORDS, SENT_WORDS } from "../texts";

/** Only what is certain is the browser's own word. */
const REASON_LABEL = { certain: "The browser's word", inferred: "Inferred reason", undecided: "The likeliest reason" } as const;

function Certainty({ diagnosis }: { diagnosis: Diagnosis }) {
  const { certainty, evidence, candidates } = diagnosis;
  return (
    <div class={`certainty certainty-${certainty}`}>
      <p>
        <strong>{CERTAINTY_WORDS[certainty]}</strong>
        {certainty === "certain" && ": no other reason fits what was seen."}
        {certainty === "inferred" && evidence.length > 0 && (
          <>
            {" from "}
            <VisibleText text={evidence.join(", ")} />
          </>
        )}
        {certainty === "undecided" && ": the same evidence fits several reasons."}
      </p>
      {certainty === "undecided" && (
        <ul class="candidates">
          {candidates.map((candidate) => (
            <li key={candidate.reason + candidate.when}>
              <code>{candidate.reason}</code> if <VisibleText text={candidate.when} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Only where the engines disagree: four equal lines would teach nothing. */
function Engines({ diagnosis }: { diagnosis: Diagnosis }) {
  const names = Object.keys(ENGINE_WORDS) as EngineName[];
  const same = names.every(
    (name) => diagnosis.engines[name].verdict === diagnosis.verdict && diagnosis.engines[name].reason === diagnosis.reason,
  );
  if (same) return null;
  return (
    <section class="engines">
      <h3 class="part-title">Other engines see it differently</h3>
      <dl class="facts">
        {names.map((name) => {
          const { verdict, reason } = diagnosis.engines[name];
          return (
            <div key={name} class={verdict === diagnosis.verdict && reason === diagnosis.reason ? "" : "differs"}>
              <dt>{ENGINE_WORDS[name]}</dt>
              <dd>
                {VERDICT_WORDS[verdict]}
                {reason !== null && (
                  <>
                    {" · "}
                    {REASON_WORDS[reason]}
                  </>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

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

export function Why({ row }: { row: Row }) {
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
      {isSettled(row.exchange) && diagnosis.verdict !== "allowed" && <Certainty diagnosis={diagnosis} />}
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
      {diagnosis.ladder.length > 0 && (
        <section>
          <h3 class="part-title">Checks, in the browser's order</h3>
          <Ladder rungs={diagnosis.ladder} />
        </section>
      )}
      {blocked && <Engines diagnosis={diagnosis} />}
    </div>
  );
}

function visibleMethod(row: Row): string {
  const method = leadOf(row.exchange).hops.at(-1)?.method ?? row.method;
  return /^[!#$%&'*+.^_`|~\w-]{1,40}$/u.test(method) ? method : "request";
}
