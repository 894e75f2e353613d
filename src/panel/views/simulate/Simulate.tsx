import { useMemo, useState } from "preact/hooks";
import type { EngineName } from "../../../core/engines/engine";
import { printTranscript } from "../../../core/report/transcript";
import { Ladder } from "../../../parts/Ladder";
import { copyText } from "../../../parts/saveFile";
import { say, sayCount } from "../../../parts/say";
import { Prose, VisibleText } from "../../../parts/VisibleText";
import { notCorsWords } from "../../../parts/words";
import type { Row } from "../../judge";
import { preflightReasons } from "../../simulate/build";
import { countChanges } from "../../simulate/changes";
import type { Base, Draft } from "../../simulate/draft";
import { applyFix, editedPolicy, isRefused } from "../../simulate/fix";
import { type Outcome, simulate } from "../../simulate/simulate";
import { continued, paste, type Simulated, unpaste } from "../../simulate/simulated";
import type { PanelStore } from "../../store";
import { engineName } from "../Engines";
import { ReplyForm } from "./ReplyForm";
import { RequestForm } from "./RequestForm";
import { TranscriptBox } from "./TranscriptBox";
import { Sentence, Verdicts } from "./Verdicts";

const ENGINES: readonly EngineName[] = ["chromium", "firefox", "webkit", "standard"];

/** What was said about an edit says nothing about the next one. */
interface Said {
  readonly draft: Draft;
  readonly tone: "good" | "bad";
  readonly text: string;
}

export function Simulate({ store, row }: { store: PanelStore; row: Row }) {
  const captured = store.shown().engine;
  const now = continued(store.simulated.value, row, captured);
  const { base, draft, shown } = now;
  const outcomes = useMemo(() => ENGINES.map((engine) => simulate(base, draft, engine, now.captured)), [base, draft, now.captured]);
  const outcome = outcomes.find(({ engine }) => engine === shown) as Outcome;
  const [said, setSaid] = useState<Said | null>(null);
  const [pasting, setPasting] = useState(false);
  const keep = (change: Partial<Simulated>) => {
    store.simulated.value = { ...now, ...change };
  };
  const edit = (changed: Draft) => keep({ draft: changed });
  const tell = (tone: Said["tone"], text: string, about = draft) => setSaid({ draft: about, tone, text });

  const applyTheFix = () => {
    const refused = isRefused(outcome) ? outcome : outcomes.find(isRefused);
    if (refused === undefined) return;
    const applied = applyFix(base, draft, refused);
    if (applied.ok) edit(applied.draft);
    tell(applied.ok ? "good" : "bad", applied.ok ? say("simulateApplied") : applied.refusal, applied.ok ? applied.draft : draft);
  };
  const useAsFix = () => {
    const read = editedPolicy(base, draft, shown, now.captured);
    if (!read.ok) return tell("bad", read.refusal);
    store.editedPolicy.value = { exchangeId: row.id, policy: read.policy };
    store.simulated.value = now;
    store.tab.value = "Fix";
    document.getElementById("tab-Fix")?.focus();
  };
  const copy = () =>
    copyText(printTranscript([outcome.exchange], shown)).then((ok) =>
      tell(ok ? "good" : "bad", ok ? say("simulateCopied") : say("codeCopyRefused")),
    );
  const takePasted = (text: string): string | null => {
    const read = paste(now, text);
    if (!read.ok) return read.problem;
    store.simulated.value = read.simulated;
    setPasting(false);
    return null;
  };
  const changes = countChanges(base, draft);
  return (
    <div class="simulate">
      <Verdicts outcomes={outcomes} shown={shown} onShow={(engine) => keep({ shown: engine })} />
      <div class="simulate-head">
        <Sentence outcome={outcome} />
        <p class="actions">
          <button type="button" class="small" disabled={!outcomes.some(isRefused)} onClick={applyTheFix}>
            {say("simulateApplyFix")}
          </button>
          <button type="button" class="small" onClick={useAsFix}>
            {say("simulateUseAsFix")}
          </button>
          <button type="button" class="small" onClick={() => void copy()}>
            {say("simulateCopy")}
          </button>
          <button type="button" class="small" aria-expanded={pasting} onClick={() => setPasting(!pasting)}>
            {say("simulatePaste")}
          </button>
          <span class="spring" />
          <span class="quiet">{changes === 0 ? say("simulateUnedited") : sayCount("simulateChanges", changes)}</span>
          {changes > 0 && (
            <button type="button" class="small" onClick={() => edit(base.draft)}>
              {say("simulateResetAll")}
            </button>
          )}
        </p>
        {said !== null && said.draft === draft && (
          <p class={said.tone === "bad" ? "refusal" : "said-good"} role="status">
            <Prose text={said.text} />
          </p>
        )}
        {pasting && <TranscriptBox onPaste={takePasted} onClose={() => setPasting(false)} />}
        {now.pasted && (
          <p class="hint">
            {say("simulatePasted")}{" "}
            <button type="button" class="small" onClick={() => keep(unpaste(now, captured))}>
              {say("simulateBack")}
            </button>
          </p>
        )}
      </div>
      <div class="simulate-form">
        <Gate base={base} draft={draft} onChange={edit} />
        <Parts base={base} draft={draft} shown={shown} onChange={edit} />
      </div>
      <section class="simulate-checks" aria-label={say("simulateChecks", { engine: engineName(shown) })}>
        <h3 class="part-title">{say("simulateChecks", { engine: engineName(shown) })}</h3>
        {outcome.beyond?.kind !== "mode" && <Ladder rungs={outcome.diagnosis.ladder} />}
      </section>
    </div>
  );
}

interface PartsProps {
  readonly base: Base;
  readonly draft: Draft;
  onChange(draft: Draft): void;
}

function Gate({ base, draft, onChange }: PartsProps) {
  if (base.gate === null) return null;
  return (
    <p class="hint">
      <VisibleText text={say("simulateGate", { what: notCorsWords(base.gate) })} />
      <label class="check">
        <input
          type="checkbox"
          checked={draft.supposed}
          onChange={(event) => onChange({ ...draft, supposed: event.currentTarget.checked })}
        />
        {say("simulateSuppose")}
      </label>
    </p>
  );
}

/** The forms in the order in which they cross the wire; the preflight's grows where some engine would send one. */
function Parts({ base, draft, shown, onChange }: PartsProps & { shown: EngineName }) {
  const reasons = ENGINES.map((engine) => ({ engine, because: preflightReasons(base, draft, engine) }));
  const because = (
    reasons.find(({ engine, because }) => engine === shown && because.length > 0) ?? reasons.find(({ because }) => because.length > 0)
  )?.because;
  const skips = reasons.some(({ engine, because }) => engine === shown && because.length === 0);
  const redirects = (base.exchange.main?.hops.length ?? 1) - 1;
  const form = { base, draft, onChange };
  return (
    <>
      {redirects > 0 && <p class="quiet note">{sayCount("simulateRedirects", redirects)}</p>}
      <RequestForm {...form} />
      {because === undefined ? (
        draft.preflight !== null && <p class="quiet note">{say("simulateNoPreflight")}</p>
      ) : (
        <ReplyForm
          {...form}
          place="preflight"
          notes={[
            say("simulateBecause", { reasons: because.join(", ") }),
            ...(skips ? [say("simulateEngineSkips", { engine: engineName(shown) })] : []),
            ...(draft.preflight === null ? [say("simulatePreflightCopied")] : []),
          ]}
        />
      )}
      <ReplyForm {...form} place="reply" notes={draft.reply === null ? [say("simulateReplyCopied")] : []} />
    </>
  );
}
