import type { Diagnosis, Certainty as Sureness } from "../../core/diagnosis/diagnosis";
import type { PageWitness } from "../../core/exchange/exchange";
import { Facts } from "../../parts/Facts";
import { type PlainName, say } from "../../parts/say";
import { VisibleText } from "../../parts/VisibleText";
import type { Witness } from "../witness/witness";

const WORDS: Readonly<Record<Sureness, PlainName>> = { certain: "whyCertain", inferred: "whyInferred", undecided: "whyUndecided" };

/** How sure the reason is, from what, and how to know more. */
export function Certainty({ diagnosis, witness }: { diagnosis: Diagnosis; witness: Witness | null }) {
  const { certainty, evidence, candidates } = diagnosis;
  return (
    <div class={`certainty certainty-${certainty}`}>
      <p>
        <strong>{say(WORDS[certainty])}</strong>
        {certainty === "certain" && `: ${say("whyCertainBecause")}`}
        {certainty === "inferred" && evidence.length > 0 && (
          <>
            {": "}
            <VisibleText text={evidence.join(", ")} />
          </>
        )}
        {certainty === "undecided" && `: ${say("whyUndecidedBecause")}`}
      </p>
      {certainty === "undecided" && (
        <ul class="candidates">
          {candidates.map(({ reason, when }) => (
            <li key={reason + when}>
              <code>{reason}</code> {say("whyCandidateIf")} <VisibleText text={when} />
            </li>
          ))}
        </ul>
      )}
      {certainty === "undecided" && witness !== null && (
        <p class="settle">
          {say("witnessOffer")}{" "}
          <button type="button" class="small" title={say("witnessTitle")} onClick={() => witness.reload()}>
            {say("witnessSettle")}
          </button>
        </p>
      )}
    </div>
  );
}

/** Kept apart from what the browser shows: the page, or whoever wrote its code, may say anything. */
export function PageSays({ said: { credentials, mode, callSite } }: { said: PageWitness }) {
  const code = (text: string) => (
    <code>
      <VisibleText text={text} />
    </code>
  );
  return (
    <section class="page-says">
      <h3 class="part-title">{say("whyPageSays")}</h3>
      <Facts
        facts={[
          { name: say("whyCredentialsMode"), value: code(credentials) },
          { name: say("whyRequestMode"), value: code(mode) },
          ...(callSite === undefined ? [] : [{ name: say("whySentBy"), value: code(callSite) }]),
        ]}
      />
    </section>
  );
}
