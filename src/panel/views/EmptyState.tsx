import type { Status } from "../../messaging/protocol";
import { Icon } from "../../parts/Icon";
import { type PlainName, say } from "../../parts/say";
import { reasonWords, verdictWord } from "../../parts/words";
import { loadSample } from "../sample";
import type { PanelStore } from "../store";
import { SCOPE_NAMES, scopeWords } from "../texts";
import type { Abilities } from "./abilities";

const ANNOTATIONS: readonly PlainName[] = ["emptyLegendVerdict", "emptyLegendRequest", "emptyLegendReason"];

/** A row as it will look, and what each part of it tells. */
function Legend() {
  return (
    <figure class="legend" aria-label={say("emptyLegend")}>
      <div class="legend-row">
        <span class="legend-verdict">
          <Icon name="blocked" />
          {verdictWord("blocked")}
        </span>
        <code>PUT api.example/orders/42</code>
        <span class="legend-reason">{reasonWords("MethodDisallowedByPreflightResponse")}</span>
      </div>
      <figcaption class="legend-notes">
        {ANNOTATIONS.map((name) => (
          <span key={name}>{say(name)}</span>
        ))}
      </figcaption>
    </figure>
  );
}

function Scope({ store, status }: { store: PanelStore; status: Status }) {
  return (
    <fieldset>
      <legend>{say("emptyScope")}</legend>
      {SCOPE_NAMES.map((scope) => (
        <label key={scope}>
          <input type="radio" name="scope" checked={status.settings.scope === scope} onChange={() => store.change({ scope })} />
          {scopeWords(scope)}
        </label>
      ))}
    </fieldset>
  );
}

/** Nothing recorded yet: what will come, how to make it come, and what it looks like. */
function FirstRun({ store, status, abilities }: { store: PanelStore; status: Status; abilities: Abilities }) {
  const { sameOrigin, noCors } = status.counted;
  return (
    <div class="empty">
      <h2>{say("emptyTitle")}</h2>
      <p>{say(store.subject === "all" ? "emptyAppearsOfAll" : "emptyAppears")}</p>
      <Legend />
      <p class="empty-actions">
        {abilities.reload !== undefined && (
          <button type="button" class="primary" title={say("emptyReload")} onClick={() => void abilities.reload?.()}>
            {say("reloadPage")}
          </button>
        )}
        <button type="button" class="small" onClick={() => void loadSample(store)}>
          {say("emptySample")}
        </button>
      </p>
      {abilities.reload !== undefined && <p class="quiet">{say("emptyReload")}</p>}
      <Scope store={store} status={status} />
      {sameOrigin + noCors > 0 && <p class="quiet">{say("emptyCounted", { same: sameOrigin, other: noCors })}</p>}
    </div>
  );
}

/** Before the recorder has said anything. */
const WAITING = {
  connecting: "emptyConnecting",
  connected: "emptyConnecting",
  lost: "noticesLost",
  outdated: "noticesOutdated",
} as const;

export function EmptyState({ store, abilities }: { store: PanelStore; abilities: Abilities }) {
  const status = store.status.value;
  if (store.filterText.value.trim() !== "") {
    return (
      <div class="empty">
        <h2>{say("emptyFiltered")}</h2>
        <button
          type="button"
          class="small"
          onClick={() => {
            store.filterText.value = "";
          }}
        >
          {say("emptyShowAll")}
        </button>
      </div>
    );
  }
  if (store.source.value === "imported") {
    return (
      <div class="empty">
        <h2>{say("emptyFile")}</h2>
      </div>
    );
  }
  if (status === null || store.connection.value === "outdated") {
    return (
      <div class="empty">
        <p>{say(WAITING[store.connection.value])}</p>
      </div>
    );
  }
  return <FirstRun store={store} status={status} abilities={abilities} />;
}
