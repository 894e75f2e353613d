import type { Diagnosis } from "../../../core/diagnosis/diagnosis";
import type { CorsError } from "../../../core/engines/corsError";
import type { EngineName, Verdict } from "../../../core/engines/engine";
import { Icon } from "../../../parts/Icon";
import { say } from "../../../parts/say";
import { LongText, Prose } from "../../../parts/VisibleText";
import { notCorsWords, reasonWords, verdictWord } from "../../../parts/words";
import type { Outcome } from "../../simulate/simulate";
import { engineName } from "../Engines";

interface Told {
  readonly verdict: Verdict;
  readonly reason: CorsError | null;
  readonly words: string;
}

function told({ diagnosis, beyond }: Outcome): Told {
  if (beyond?.kind === "mode") return { verdict: "blocked", reason: "DisallowedByMode", words: reasonWords("DisallowedByMode") };
  if (beyond?.kind === "followed") return { verdict: "unknown", reason: null, words: say("simulateFollowed") };
  return toldOf(diagnosis);
}

function toldOf({ verdict, reason, notCors, unknowns }: Diagnosis): Told {
  const words =
    verdict === "blocked" && reason !== null ? reasonWords(reason) : notCors !== null ? notCorsWords(notCors) : (unknowns[0] ?? "");
  return { verdict, reason: verdict === "blocked" ? reason : null, words };
}

function Line({ verdict, reason, words }: Told) {
  return (
    <>
      {verdictWord(verdict)}
      {reason !== null && (
        <>
          {": "}
          <code>{reason}</code>
        </>
      )}
      {words !== "" && (
        <>
          {" — "}
          <LongText text={words} />
        </>
      )}
    </>
  );
}

/** One line for each engine; the chosen one's checks are shown below. */
export function Verdicts({
  outcomes,
  shown,
  onShow,
}: {
  outcomes: readonly Outcome[];
  shown: EngineName;
  onShow(engine: EngineName): void;
}) {
  return (
    <fieldset class="verdicts">
      <legend class="sr-only">{say("simulateEngines")}</legend>
      {outcomes.map((outcome) => {
        const line = told(outcome);
        return (
          <label key={outcome.engine} class={`verdict verdict-${line.verdict}`} data-engine={outcome.engine} data-verdict={line.verdict}>
            <input type="radio" name="simulate-engine" checked={outcome.engine === shown} onChange={() => onShow(outcome.engine)} />
            <Icon name={line.verdict} />
            <span class="verdict-text">
              <strong>{engineName(outcome.engine)}</strong> <Line {...line} />
              {outcome.otherwise !== null && (
                <span class="verdict-otherwise">
                  {say("simulateOtherwise")} <Line {...toldOf(outcome.otherwise)} />
                </span>
              )}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

export function Sentence({ outcome }: { outcome: Outcome }) {
  const { beyond, diagnosis } = outcome;
  const text =
    beyond?.kind === "mode"
      ? say("simulateModeForbids")
      : beyond?.kind === "followed"
        ? say("simulateFollowedTo", { target: beyond.target.replaceAll("`", "'").slice(0, 300) })
        : diagnosis.sentence;
  return (
    <p class="sentence" role="status">
      <Prose text={text} />
    </p>
  );
}
