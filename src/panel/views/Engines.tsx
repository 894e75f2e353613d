import { isAgainstHeaders } from "../../core/diagnosis/againstHeaders";
import type { Diagnosis } from "../../core/diagnosis/diagnosis";
import type { EngineName } from "../../core/engines/engine";
import { Facts } from "../../parts/Facts";
import { type PlainName, say } from "../../parts/say";
import { reasonWords, verdictWord } from "../../parts/words";

const NAMES: Readonly<Record<EngineName, PlainName>> = {
  chromium: "whyEngineChromium",
  firefox: "whyEngineFirefox",
  webkit: "whyEngineWebkit",
  standard: "whyEngineStandard",
};

export function engineName(engine: EngineName): string {
  return say(NAMES[engine]);
}

/** Only where the engines disagree: four equal lines would teach nothing. */
export function Engines({ diagnosis }: { diagnosis: Diagnosis }) {
  // Handed on against its own headers: what the others would make of these headers is not what happened.
  if (isAgainstHeaders(diagnosis)) return null;
  const facts = (Object.keys(NAMES) as EngineName[]).map((engine) => {
    const { verdict, reason } = diagnosis.engines[engine];
    const words = reason === null ? verdictWord(verdict) : `${verdictWord(verdict)} · ${reasonWords(reason)}`;
    return { name: engineName(engine), value: words, strong: verdict !== diagnosis.verdict || reason !== diagnosis.reason };
  });
  if (!facts.some(({ strong }) => strong)) return null;
  return (
    <section class="engines">
      <h3 class="part-title">{say("whyEngines")}</h3>
      <Facts facts={facts} />
    </section>
  );
}
