import { useRef, useState } from "preact/hooks";
import type { RecordingScope } from "../../messaging/protocol";
import { Glyph } from "../../parts/Icon";
import { say } from "../../parts/say";
import { importFile } from "../importFile";
import { copyReport, exportHar } from "../report";
import type { PanelStore } from "../store";
import { SCOPE_NAMES, scopeWords } from "../texts";
import { ConsoleBox, ConsoleButton } from "./ConsoleBox";
import { ExportMenu } from "./export/ExportMenu";
import { FilterBox, FilterProblem } from "./FilterBox";
import { SettingsButton } from "./settings/SettingsButton";
import { VerdictChips } from "./VerdictChips";
import { WitnessButton } from "./WitnessButton";

function Scope({ store }: { store: PanelStore }) {
  const { settings } = store;
  return (
    <>
      <select
        aria-label={say("toolbarScope")}
        title={say("toolbarScope")}
        value={settings?.scope ?? "all"}
        disabled={settings === null}
        onChange={(event) => store.change({ scope: event.currentTarget.value as RecordingScope })}
      >
        {SCOPE_NAMES.map((scope) => (
          <option key={scope} value={scope}>
            {scopeWords(scope)}
          </option>
        ))}
      </select>
      <label class="check">
        <input
          type="checkbox"
          checked={settings?.clearOnNavigation ?? false}
          disabled={settings === null}
          onChange={(event) => store.change({ clearOnNavigation: event.currentTarget.checked })}
        />
        {say("toolbarClearOnNavigation")}
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
      <button type="button" title={say("toolbarImportTitle")} onClick={() => input.current?.click()}>
        <Glyph name="upload" />
        <span>{say("toolbarImport")}</span>
      </button>
      <input
        ref={input}
        type="file"
        accept=".har,.json,.txt,application/json,text/plain"
        hidden
        aria-label={say("toolbarImportFile")}
        onChange={onChange}
      />
    </>
  );
}

export function Toolbar({ store }: { store: PanelStore }) {
  const { settings } = store;
  const recording = settings !== null && settings.scope !== "off";
  const toolbar = useRef<HTMLDivElement>(null);
  const [consoleOpen, setConsoleOpen] = useState(false);
  const closeConsole = () => {
    setConsoleOpen(false);
    toolbar.current?.querySelector<HTMLElement>(".console-button")?.focus();
  };
  return (
    <>
      <div class="toolbar" ref={toolbar} role="toolbar" aria-label={say("toolbarName")}>
        <button
          type="button"
          class="record"
          aria-pressed={recording}
          disabled={settings === null}
          title={say(recording ? "toolbarRecordOn" : "toolbarRecord")}
          onClick={() => store.toggleRecording()}
        >
          <Glyph name="record" />
          <span>{say("toolbarRecord")}</span>
        </button>
        <button type="button" title={say("toolbarClearTitle")} onClick={() => store.clear()}>
          <Glyph name="clear" />
          <span>{say("toolbarClear")}</span>
        </button>
        <WitnessButton store={store} />
        <ConsoleButton open={consoleOpen} onToggle={() => setConsoleOpen(!consoleOpen)} />
        <span class="divider" />
        <FilterBox store={store} />
        <VerdictChips store={store} />
        <span class="spring" />
        <Scope store={store} />
        <span class="divider" />
        <button type="button" title={say("toolbarExportTitle")} onClick={() => void exportHar(store)}>
          <Glyph name="download" />
          <span>{say("toolbarExport")}</span>
        </button>
        <ExportMenu store={store} />
        <ImportButton store={store} />
        <button type="button" title={say("toolbarCopyTitle")} onClick={() => void copyReport(store)}>
          <Glyph name="copy" />
          <span>{say("toolbarCopy")}</span>
        </button>
        <SettingsButton store={store} />
      </div>
      <FilterProblem store={store} />
      {consoleOpen && <ConsoleBox store={store} onClose={closeConsole} />}
    </>
  );
}
