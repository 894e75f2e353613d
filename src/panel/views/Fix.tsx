import { useMemo, useState } from "preact/hooks";
import { needsFrom, policyFor } from "../../core/remedy/needs";
import type { Policy, Remedy } from "../../core/remedy/policy";
import { say } from "../../parts/say";
import { Prose } from "../../parts/VisibleText";
import { visibleText } from "../../parts/visibleText";
import { type Row, remedyOf } from "../judge";
import type { PanelStore } from "../store";
import { PARTIES } from "../texts";
import { AppPolicy, startingTicks } from "./fix/AppPolicy";
import { OwnBackend } from "./fix/OwnBackend";
import { PolicyEditor } from "./fix/PolicyEditor";
import { Recipes } from "./fix/Recipes";

/** Who has to act, what they have to do, and the text to do it with. */
export function Fix({ store, row }: { store: PanelStore; row: Row }) {
  const written = store.editedPolicy.value;
  if (written?.exchangeId === row.id) return <FromSimulate store={store} row={row} policy={written.policy} />;
  const remedy = remedyOf(row);
  return (
    <div class="fix">
      <p class={`party party-${remedy.party}`}>
        {row.verdict === "blocked" ? say(PARTIES[remedy.party]) : say("fixNothing")}
        {remedy.thirdParty && <span class="tag">{say("fixThirdParty")}</span>}
      </p>
      <p class="sentence">
        <Prose text={remedy.summary} />
      </p>
      <Advice remedy={remedy} />
      {remedy.thirdParty && <OwnBackend url={row.url} />}
      {remedy.policy !== null && <Cure store={store} row={row} policy={remedy.policy} />}
    </div>
  );
}

/** What the user wrote in Simulate stands in place of what we prescribe. */
function FromSimulate({ store, row, policy }: { store: PanelStore; row: Row; policy: Policy }) {
  const discard = () => {
    store.editedPolicy.value = null;
  };
  return (
    <div class="fix">
      <p class="party party-server">
        {say("simulatePolicy")}
        <button type="button" class="small" onClick={discard}>
          {say("simulatePolicyDiscard")}
        </button>
      </p>
      <Recipes policy={policy} row={row} />
    </div>
  );
}

function Advice({ remedy }: { remedy: Remedy }) {
  if (remedy.advice.length === 0) return null;
  return (
    <ul class="advice">
      {remedy.advice.map((text) => (
        <li key={text}>
          <Prose text={text} />
        </li>
      ))}
    </ul>
  );
}

type Reach = "request" | "app";

/** The policy: for this request alone or for all that the app asks of this server, as it was read or as the user changed it. */
function Cure({ store, row, policy }: { store: PanelStore; row: Row; policy: Policy }) {
  const [reach, setReach] = useState<Reach>("request");
  const [edited, setEdited] = useState<Policy | null>(null);
  const server = serverOf(row);
  const page = row.exchange.main?.context.initiator ?? row.diagnosis.origin;
  // Read when asked for, not for every row that a stream brings meanwhile.
  const needs = useMemo(() => (reach === "app" ? needsFrom(server, store.judged(), page) : null), [reach, server, page]);
  const [ticked, setTicked] = useState<ReadonlySet<string> | null>(null);
  const ticks = ticked ?? (needs === null ? new Set<string>() : startingTicks(needs));
  const read = needs === null ? policy : policyFor(needs, ticks);
  const used = edited ?? read;
  const turnTo = (next: Reach) => {
    setReach(next);
    setEdited(null);
  };
  return (
    <>
      <fieldset class="reach" aria-label={say("fixReach")}>
        {(["request", "app"] as const).map((one) => (
          <label key={one}>
            <input type="radio" name="reach" checked={reach === one} onChange={() => turnTo(one)} />
            {one === "request" ? say("fixReachRequest") : say("fixReachApp", { server: visibleText(server, 120) })}
          </label>
        ))}
      </fieldset>
      {needs !== null && (
        <AppPolicy
          needs={needs}
          ticked={ticks}
          onTick={(next) => {
            setTicked(next);
            setEdited(null);
          }}
        />
      )}
      {used !== null && (
        <>
          <PolicyEditor policy={used} row={row} changed={edited !== null} onChange={setEdited} onReset={() => setEdited(null)} />
          <Recipes policy={used} row={row} />
        </>
      )}
    </>
  );
}

function serverOf({ exchange, url }: Row): string {
  return URL.parse(exchange.main?.hops.at(-1)?.url ?? url)?.origin ?? "";
}
