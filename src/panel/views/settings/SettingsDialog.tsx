import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { readHostPattern } from "../../../core/exchange/muted";
import { isToken } from "../../../core/fetch/methods";
import { stackById } from "../../../core/remedy/stacks/registry";
import { DEFAULT_SETTINGS, type Settings } from "../../../messaging/protocol";
import { Glyph } from "../../../parts/Icon";
import { say } from "../../../parts/say";
import { visibleText } from "../../../parts/visibleText";
import { forget, forgetEverything, recallAll } from "../../remember";
import { STACK_KEY } from "../../rememberedStacks";
import type { PanelStore } from "../../store";
import { SCOPE_NAMES, scopeWords } from "../../texts";
import { EditableList } from "./EditableList";

function readName(text: string): string | null {
  const name = text.trim().toLowerCase();
  return isToken(name) ? name : null;
}

function Recording({ store, settings }: { store: PanelStore; settings: Settings }) {
  return (
    <fieldset>
      <legend class="part-title">{say("settingsScopeTitle")}</legend>
      {SCOPE_NAMES.map((scope) => (
        <label key={scope}>
          <input type="radio" name="settings-scope" checked={settings.scope === scope} onChange={() => store.change({ scope })} />
          {scopeWords(scope)}
        </label>
      ))}
      <label>
        <input
          type="checkbox"
          checked={settings.clearOnNavigation}
          onChange={(event) => store.change({ clearOnNavigation: event.currentTarget.checked })}
        />
        {say("settingsClear")}
      </label>
    </fieldset>
  );
}

function RememberedStacks() {
  const [entries, setEntries] = useState(() => recallAll(STACK_KEY));
  return (
    <section>
      <h3 class="part-title">{say("settingsStacksTitle")}</h3>
      {entries.length === 0 && <p class="quiet">{say("settingsStacksNone")}</p>}
      <ul class="chips">
        {entries.map(([key, id]) => {
          const host = key.startsWith(`${STACK_KEY}:`) ? visibleText(key.slice(STACK_KEY.length + 1), 100) : say("settingsStacksAnyHost");
          return (
            <li key={key}>
              <code>{host}</code> {visibleText(stackById(id)?.title ?? id, 60)}
              <button
                type="button"
                class="icon-button"
                aria-label={say("settingsRemove", { what: host })}
                onClick={() => {
                  forget(key);
                  setEntries(recallAll(STACK_KEY));
                }}
              >
                <Glyph name="close" />
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Asked twice: there is no way back. */
function ForgetAll({ store, onDone }: { store: PanelStore; onDone(): void }) {
  const [asked, setAsked] = useState(false);
  const forgetAll = () => {
    forgetEverything();
    store.change(DEFAULT_SETTINGS);
    store.transport.send({ kind: "clear", subject: "all" });
    store.clear();
    onDone();
  };
  return (
    <section class="forget">
      <p class="quiet">{say("settingsForgetHint")}</p>
      {asked ? (
        <>
          <button type="button" class="small danger" onClick={forgetAll}>
            {say("settingsForgetSure")}
          </button>
          <button type="button" class="small" onClick={() => setAsked(false)}>
            {say("settingsForgetNot")}
          </button>
        </>
      ) : (
        <button type="button" class="small" onClick={() => setAsked(true)}>
          {say("settingsForget")}
        </button>
      )}
    </section>
  );
}

export function SettingsDialog({ store, onClose }: { store: PanelStore; onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const settings = store.status.value?.settings ?? DEFAULT_SETTINGS;
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      class="settings"
      aria-labelledby="settings-title"
      ref={dialog}
      onClose={onClose}
      onKeyDown={(event) => {
        // Left to itself, Esc would open DevTools' drawer as well.
        if (event.key === "Escape") {
          event.preventDefault();
          onClose();
        }
        event.stopPropagation();
      }}
    >
      <header>
        <h2 id="settings-title">{say("settingsTitle")}</h2>
        <button type="button" class="icon-button" aria-label={say("settingsClose")} onClick={onClose}>
          <Glyph name="close" />
        </button>
      </header>
      <Recording store={store} settings={settings} />
      <EditableList
        title={say("settingsMutedTitle")}
        hint={say("settingsMutedHint")}
        label={say("settingsMutedAdd")}
        none={say("settingsMutedNone")}
        expected={say("settingsMutedBad")}
        items={settings.mutedHosts}
        read={readHostPattern}
        onChange={(mutedHosts) => store.change({ mutedHosts })}
      />
      <EditableList
        title={say("settingsNamesTitle")}
        hint={say("settingsNamesHint")}
        label={say("settingsNamesAdd")}
        none={say("settingsNamesNone")}
        expected={say("settingsNamesBad")}
        items={settings.secretNames}
        read={readName}
        onChange={(secretNames) => store.change({ secretNames })}
      />
      <RememberedStacks />
      <ForgetAll store={store} onDone={onClose} />
    </dialog>
  );
}
