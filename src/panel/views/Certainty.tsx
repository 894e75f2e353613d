import type { Diagnosis } from "../../core/diagnosis/diagnosis";
import type { PageWitness } from "../../core/exchange/exchange";
import { VisibleText } from "../../parts/VisibleText";
import { CERTAINTY_WORDS, WITNESS } from "../texts";
import type { Witness } from "../witness/witness";

/** How sure the reason is, from what, and how to know more. */
export function Certainty({ diagnosis, witness }: { diagnosis: Diagnosis; witness: Witness | null }) {
  const { certainty, evidence, candidates } = diagnosis;
  return (
    <div class={`certainty certainty-${certainty}`}>
      <p>
        <strong>{CERTAINTY_WORDS[certainty]}</strong>
        {certainty === "certain" && ": no other reason fits what was seen."}
        {certainty === "inferred" && evidence.length > 0 && (
          <>
            {": "}
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
      {certainty === "undecided" && witness !== null && (
        <p class="settle">
          {WITNESS.offer}
          <button type="button" class="small" title={WITNESS.title} onClick={() => witness.reload()}>
            {WITNESS.settle}
          </button>
        </p>
      )}
    </div>
  );
}

/** Kept apart from what the browser shows: the page, or whoever wrote its code, may say anything. */
export function PageSays({ said: { credentials, mode, callSite } }: { said: PageWitness }) {
  return (
    <section class="page-says">
      <h3 class="part-title">The page says</h3>
      <dl class="facts">
        <div>
          <dt>Credentials mode</dt>
          <dd>
            <code>{credentials}</code>
          </dd>
        </div>
        <div>
          <dt>Request mode</dt>
          <dd>
            <code>
              <VisibleText text={mode} />
            </code>
          </dd>
        </div>
        {callSite !== undefined && (
          <div>
            <dt>Sent by</dt>
            <dd>
              <code>
                <VisibleText text={callSite} />
              </code>
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
