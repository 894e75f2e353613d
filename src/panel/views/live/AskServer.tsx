import { useState } from "preact/hooks";
import { planQuestion } from "../../../core/remedy/asked";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import { say } from "../../../parts/say";
import { Prose } from "../../../parts/VisibleText";
import type { Row } from "../../judge";
import type { LiveActions, Run } from "../../live/liveActions";
import type { PanelStore } from "../../store";
import { AskedList, Concluded, Probed } from "./AskedList";
import { Refusal } from "./Refusal";

/** Asks the server itself: which part of a preflight it minds, and whether a fix is there by now. */
export function AskServer({ store, row }: { store: PanelStore; row: Row }) {
  if (row.exchange.source !== "live" || row.verdict !== "blocked") return null;
  const plan = planQuestion(row.exchange, row.diagnosis);
  return (
    <section class="live">
      <h3 class="part-title">{say("liveAskTitle")}</h3>
      {store.live.subject === "all" ? (
        <p class="quiet">{say("liveOneTab")}</p>
      ) : plan.ok ? (
        <Questions live={store.live} id={row.id} server={URL.parse(plan.askable.url)?.host ?? ""} />
      ) : (
        <p class="quiet">{plan.why === "no-preflight" ? say("liveCheckReload") : say("liveNoRedacted")}</p>
      )}
    </section>
  );
}

function Questions({ live, id, server }: { live: LiveActions; id: string; server: string }) {
  const [confirming, confirm] = useState(false);
  const runs = (["ask", "check", "probe-origins"] as const).flatMap((act) => live.runOf(act, id) ?? []);
  const latest = runs.toSorted((a, b) => b.call - a.call)[0];
  const busy = latest?.state === "running";
  const confirmed = live.confirmed.value.has(id);
  return (
    <>
      <p class="quiet">
        <Prose text={say("liveAskWhat", { server })} />
      </p>
      <p class="live-buttons">
        <button type="button" class="small" disabled={busy} onClick={() => live.begin("ask", id)}>
          {say("liveAsk")}
        </button>
        <button type="button" class="small" disabled={busy} onClick={() => live.begin("check", id)}>
          {say("liveCheck")}
        </button>
        <button type="button" class="small" disabled={busy} onClick={() => confirm(true)}>
          {say("liveProbe")}
        </button>
      </p>
      {latest !== undefined && <Result run={latest} />}
      {confirmed && <p class="live-good">{say("liveCheckPasses")}</p>}
      {confirming && (
        <ConfirmDialog
          title={say("liveProbeTitle")}
          confirm={say("liveProbeYes")}
          onCancel={() => confirm(false)}
          onConfirm={() => {
            confirm(false);
            live.begin("probe-origins", id);
          }}
        >
          <p>
            <Prose text={say("liveProbeText", { server })} />
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}

function Result({ run }: { run: Run }) {
  const last = run.news.at(-1);
  return (
    <div role="status" class="live-result">
      {run.act !== "probe-origins" && <AskedList news={run.news} />}
      {run.state === "running" && <p class="quiet">{say("liveAsking")}</p>}
      {run.state === "lost" && <p class="refusal">{say("liveLost")}</p>}
      {last?.step === "refused" && <Refusal why={last.why} />}
      {last?.step === "concluded" && <Concluded conclusion={last.conclusion} />}
      {last?.step === "checked" && last.asked.answer === "refuses" && <p class="live-bad">{say("liveCheckFails")}</p>}
      {last?.step === "checked" && last.asked.answer === "silent" && <p class="live-bad">{say("liveAskSilent")}</p>}
      {last?.step === "probed" && <Probed strangers={last.strangers} />}
    </div>
  );
}
