import type { Diagnosis } from "../../core/diagnosis/diagnosis";
import type { EngineName } from "../../core/engines/engine";
import { reasonWords, verdictWord } from "../../parts/words";
import { ENGINE_WORDS } from "../texts";

/** Only where the engines disagree: four equal lines would teach nothing. */
export function Engines({ diagnosis }: { diagnosis: Diagnosis }) {
  // Handed on against its own headers: what the others would make of these headers is not what happened.
  if (diagnosis.verdict === "allowed" && diagnosis.certainty !== "certain") return null;
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
                {verdictWord(verdict)}
                {reason !== null && (
                  <>
                    {" · "}
                    {reasonWords(reason)}
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
