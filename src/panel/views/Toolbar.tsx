import { useRef } from "preact/hooks";
import type { RecordingScope } from "../../messaging/protocol";
import { Glyph, Icon } from "../../parts/Icon";
import { copyReport, exportHar, importFile } from "../report";
import type { PanelStore } from "../store";
import { SCOPE_WORDS } from "../texts";
import { SettingsButton } from "./settings/SettingsButton";
import { WitnessButton } from "./WitnessButton";

function Filter({ store }: { store: PanelStore }) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && store.filterText.value !== "") {
      event.preventDefault();
      event.stopPropagation();
      store.filterText.value = "";
    }
    if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      document.querySelector<HTMLElement>("[role=grid]")?.focus();
    }
  };
  return (
    <div class="filter">
      <Glyph name="search" />
      <input
        type="search"
        aria-label="Filter"
        placeholder="Filter  is:blocked  host:api"
        title="Free words, is:blocked|allowed|not-cors|unknown, reason:, host:, method:, status:, and - in front of a word to leave it out. Press / to come here."
        spellcheck={false}
        autocomplete="off"
        value={store.filterText.value}
        onInput={(event) => {
          store.filterText.value = event.currentTarget.value;
        }}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

function Counts({ store }: { store: PanelStore }) {
  const { blocked, allowed, unknown, pending } = store.counts.value;
  const notCors = store.counts.value["not-cors"];
  return (
    <div class="counts" role="status" aria-label="Counts">
      <span class={blocked > 0 ? "count count-blocked some" : "count count-blocked"}>
        <Icon name="blocked" />
        {blocked} <span class="word">blocked</span>
      </span>
      <span class="count count-allowed">
        <Icon name="allowed" />
        {allowed} <span class="word">allowed</span>
      </span>
      <span class="count count-not-cors">
        <Icon name="not-cors" />
        {notCors} <span class="word">not CORS</span>
      </span>
      {unknown + pending > 0 && (
        <span class="count count-unknown">
          <Icon name="unknown" />
          {unknown + pending} <span class="word">open</span>
        </span>
      )}
    </div>
  );
}

function Scope({ store }: { store: PanelStore }) {
  const settings = store.status.value?.settings;
  return (
    <>
      <select
        aria-label="Which tabs are recorded"
        title="Which tabs are recorded"
        value={settings?.scope ?? "all"}
        disabled={settings === undefined}
        onChange={(event) => store.change({ scope: event.currentTarget.value as RecordingScope })}
      >
        {Object.entries(SCOPE_WORDS).map(([scope, words]) => (
          <option key={scope} value={scope}>
            {words}
          </option>
        ))}
      </select>
      <label class="check">
        <input
          type="checkbox"
          checked={settings?.clearOnNavigation ?? false}
          disabled={settings === undefined}
          onChange={(event) => store.change({ clearOnNavigation: event.currentTarget.checked })}
        />
        Clear on navigation
      </label>
    </>
  );
}

function ImportButton({ store }: { store: PanelStore }) {
  const input = useRef<HTMLInputElement>(null);
  const onChange = () => {
    const file = input.current?.files?.[0];
    if (file !== undefined) void importFile(store, file);
    // The same file may be chosen again after it was changed.
    if (input.current !== null) input.current.value = "";
  };
  return (
    <>
      <button type="button" title="Open a HAR file or a transcript" onClick={() => input.current?.click()}>
        <Glyph name="upload" />
        <span>Import</span>
      </button>
      <input
        ref={input}
        type="file"
        accept=".har,.json,.txt,application/json,text/plain"
        hidden
        aria-label="HAR file or transcript"
        onChange={onChange}
      />
    </>
  );
}

export function Toolbar({ store }: { store: PanelStore }) {
  const scope = store.status.value?.settings.scope;
  const recording = scope !== undefined && scope !== "off";
  return (
    <div class="toolbar" role="toolbar" aria-label="Recording">
      <button
        type="button"
        class="record"
        aria-pressed={recording}
        title={recording ? "Stop recording" : "Record"}
        onClick={() => store.toggleRecording()}
      >
        <Glyph name="record" />
        <span>Record</span>
      </button>
      <button type="button" title="Forget what was recorded" onClick={() => store.clear()}>
        <Glyph name="clear" />
        <span>Clear</span>
      </button>
      <WitnessButton store={store} />
      <span class="divider" />
      <Filter store={store} />
      <Counts store={store} />
      <span class="spring" />
      <Scope store={store} />
      <span class="divider" />
      <button type="button" title="Save everything recorded as a HAR file" onClick={() => void exportHar(store)}>
        <Glyph name="download" />
        <span>Export HAR</span>
      </button>
      <ImportButton store={store} />
      <button type="button" title="Copy a report on the shown exchanges as Markdown" onClick={() => void copyReport(store)}>
        <Glyph name="copy" />
        <span>Copy report</span>
      </button>
      <SettingsButton store={store} />
    </div>
  );
}
