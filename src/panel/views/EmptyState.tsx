import type { RecordingScope } from "../../messaging/protocol";
import type { PanelStore } from "../store";
import { CONNECTION_WORDS, EMPTY, SCOPE_WORDS } from "../texts";
import type { Abilities } from "./abilities";

export function EmptyState({ store, abilities }: { store: PanelStore; abilities: Abilities }) {
  const status = store.status.value;
  if (store.filterText.value.trim() !== "") {
    return (
      <div class="empty">
        <h2>Nothing matches the filter</h2>
        <button
          type="button"
          onClick={() => {
            store.filterText.value = "";
          }}
        >
          Show all
        </button>
      </div>
    );
  }
  if (store.source.value === "imported") {
    return (
      <div class="empty">
        <h2>No cross-origin requests in this file</h2>
      </div>
    );
  }
  if (status === null) {
    return (
      <div class="empty">
        <p>{CONNECTION_WORDS[store.connection.value === "lost" ? "lost" : "connecting"]}</p>
      </div>
    );
  }
  const { sameOrigin, noCors } = status.counted;
  return (
    <div class="empty">
      <h2>{EMPTY.title}</h2>
      <p>{store.subject === "all" ? EMPTY.all : EMPTY.appears}</p>
      <p>
        {EMPTY.reload}{" "}
        {abilities.reload !== undefined && (
          <button type="button" class="small" onClick={() => void abilities.reload?.()}>
            Reload page
          </button>
        )}
      </p>
      <fieldset>
        <legend>{EMPTY.scope}</legend>
        {(Object.keys(SCOPE_WORDS) as RecordingScope[]).map((scope) => (
          <label key={scope}>
            <input type="radio" name="scope" checked={status.settings.scope === scope} onChange={() => store.change({ scope })} />
            {SCOPE_WORDS[scope]}
          </label>
        ))}
      </fieldset>
      {sameOrigin + noCors > 0 && <p class="quiet">{EMPTY.counted(sameOrigin, noCors)}</p>}
    </div>
  );
}
