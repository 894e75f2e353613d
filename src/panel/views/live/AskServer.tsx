import { useState } from "preact/hooks";
import { planQuestion } from "../../../core/remedy/asked";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import { say } from "../../../parts/say";
import { Prose } from "../../../parts/VisibleText";
import type { Row } from "../../judge";
import type { LiveActions } from "../../live/liveActions";
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
  const busy = (["ask", "check", "probe-origins"] as const).some((act) => live.runOf(act, id)?.state === "running");
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
      <Result live={live} id={id} act="ask" />
      <Result live={live} id={id} act="check" />
      {confirmed && <p class="live-good">{say("liveCheckPasses")}</p>}
      <Result live={live} id={id} act="probe-origins" />
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

function Result({ live, id, act }: { live: LiveActions; id: string; act: "ask" | "check" | "probe-origins" }) {
  const run = live.runOf(act, id);
  if (run === null) return null;
  const last = run.news.at(-1);
  return (
    <div role="status" class="live-result">
      {act !== "probe-origins" && <AskedList news={run.news} />}
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
