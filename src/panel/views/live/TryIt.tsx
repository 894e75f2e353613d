import { useState } from "preact/hooks";
import { covers, type NoTrial, planTrial, type Trial } from "../../../core/remedy/liveFix";
import type { TrialWindow } from "../../../messaging/live";
import { ConfirmDialog } from "../../../parts/ConfirmDialog";
import { type PlainName, say } from "../../../parts/say";
import { Prose, VisibleText } from "../../../parts/VisibleText";
import { reasonWords } from "../../../parts/words";
import { type Row, remedyOf, rowOf } from "../../judge";
import { triedSince } from "../../live/liveActions";
import type { PanelStore } from "../../store";
import { Refusal } from "./Refusal";

/** Where there is nothing to say, the rest of the tab says it. */
const NO_TRIAL: Partial<Record<NoTrial, PlainName>> = { "preflight-status": "liveTryPreflightStatus", "no-tab": "liveTryWorker" };

/** The policy on the user's own tab, before anybody deploys it. */
export function TryIt({ store, row }: { store: PanelStore; row: Row }) {
  if (row.exchange.source !== "live" || row.verdict !== "blocked") return null;
  const plan = planTrial(row.exchange, row.diagnosis, remedyOf(row), false);
  const why = plan.ok ? undefined : NO_TRIAL[plan.why];
  if (!plan.ok && why === undefined) return null;
  return (
    <section class="live">
      <h3 class="part-title">{say("liveTryTitle")}</h3>
      {plan.ok ? <Offer store={store} row={row} trial={plan.trial} /> : <p class="quiet">{why !== undefined && say(why)}</p>}
    </section>
  );
}

/** A policy on trial for another request of the same page may allow too little for this one. */
function isFor(standing: TrialWindow, { page, fix }: Trial): boolean {
  return standing.page === page && standing.fix.server === fix.server && covers(standing.fix, fix);
}

function Offer({ store, row, trial }: { store: PanelStore; row: Row; trial: Trial }) {
  const [confirming, confirm] = useState(false);
  const { live } = store;
  if (live.subject === "all") return <p class="quiet">{say("liveOneTab")}</p>;
  const latest = live.trial.value;
  const stands = latest !== null && latest.ended === null && isFor(latest, trial);
  const run = live.runOf("try", row.id) ?? live.runOf("try-with-credentials", row.id);
  const refused = run?.news.at(-1);
  const begin = () => (trial.credentials === "included" ? confirm(true) : live.begin("try", row.id));
  return (
    <>
      <p class="quiet">
        <Prose text={say("liveTryWhat", { page: trial.page, server: trial.fix.server })} />
      </p>
      {!stands && (
        <p>
          <button type="button" class="small" disabled={run?.state === "running"} onClick={begin}>
            {say("liveTry")}
          </button>
        </p>
      )}
      {stands && <Standing store={store} row={row} trial={latest} onCredentials={() => confirm(true)} />}
      {!stands && refused?.step === "refused" && <Refusal why={refused.why} />}
      {confirming && (
        <ConfirmDialog
          title={say("liveTryCredentialsTitle")}
          confirm={say("liveTryCredentials")}
          onCancel={() => confirm(false)}
          onConfirm={() => {
            confirm(false);
            live.begin("try-with-credentials", row.id);
          }}
        >
          <p>
            <Prose text={say("liveTryCredentialsText", { page: trial.page, server: trial.fix.server })} />
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}

interface StandingProps {
  readonly store: PanelStore;
  readonly row: Row;
  readonly trial: TrialWindow;
  onCredentials(): void;
}

function Standing({ store, row, trial, onCredentials }: StandingProps) {
  const { live } = store;
  store.counts.value; // drawn anew when an exchange came or changed
  const { exchanges, engine } = store.shown();
  const tried = triedSince(exchanges, row, trial);
  return (
    <>
      <details>
        <summary>{say("liveTryHeaders")}</summary>
        <ul class="live-headers">
          {trial.fix.headers.map(([name, value]) => (
            <li key={name}>
              <code>
                <VisibleText text={value === null ? say("liveTryRemoved", { name }) : `${name}: ${value}`} />
              </code>
            </li>
          ))}
        </ul>
      </details>
      <p class="live-next">
        {say("liveTryNext")}{" "}
        {live.page.reload !== undefined && (
          <button type="button" class="small" onClick={() => void live.page.reload?.()}>
            {say("liveReload")}
          </button>
        )}
        {live.canReplay(row) && (
          <button type="button" class="small" onClick={() => live.replay(row)}>
            {say("liveReplay")}
          </button>
        )}
      </p>
      <div role="status">
        {tried === null ? (
          <p class="quiet">{say("liveTryWaiting")}</p>
        ) : (
          <Outcome row={rowOf(tried, engine)} credentials={trial.credentials} onCredentials={onCredentials} />
        )}
      </div>
    </>
  );
}

/** Reasons that go away when credentials are allowed. */
const CREDENTIALS = /AllowCredentials$|WildcardOriginNotAllowed$/;

function Outcome({ row, credentials, onCredentials }: { row: Row; credentials: boolean; onCredentials(): void }) {
  const { verdict, diagnosis } = row;
  if (verdict === "allowed") return <p class="live-good">{say("liveTryPasses")}</p>;
  const next = diagnosis.reason === null ? row.reason : reasonWords(diagnosis.reason);
  const askForCredentials = !credentials && (diagnosis.reason === null || CREDENTIALS.test(diagnosis.reason));
  return (
    <>
      <p class="live-bad">
        <Prose text={say("liveTryFails", { next })} />
      </p>
      {askForCredentials && (
        <p>
          {say("liveTryMaybeCredentials")}{" "}
          <button type="button" class="small" onClick={onCredentials}>
            {say("liveTryCredentials")}
          </button>
        </p>
      )}
    </>
  );
}
