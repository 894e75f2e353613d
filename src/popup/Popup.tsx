import type { RecordingScope } from "../messaging/protocol";
import { Glyph, Icon } from "../parts/Icon";
import { Prose, VisibleText } from "../parts/VisibleText";
import { exportHar } from "./exportHar";
import { causeOf, fixOf, type Group } from "./groups";
import type { PopupStore } from "./store";
import { SCOPE_WORDS, WORDS } from "./texts";

export interface PopupAbilities {
  openFullView(): unknown;
  reload(): unknown;
  grant(): unknown;
}

const SHOWN = 6;
const WITH_FIX = 3;

function Card({ group, fix }: { group: Group; fix: boolean }) {
  return (
    <li class="card">
      <div class="card-line">
        <Icon name="blocked" />
        <strong>
          <VisibleText text={group.reason} />
        </strong>
        <span class="times">{group.count}×</span>
      </div>
      <div class="card-host">
        <VisibleText text={group.host} />
      </div>
      {causeOf(group) !== "" && <p class="card-cause">{causeOf(group)}</p>}
      {fix && (
        <p class="card-fix">
          <Prose text={fixOf(group)} />
        </p>
      )}
    </li>
  );
}

interface Hint {
  readonly text: string;
  readonly cure?: { readonly words: string; act(): unknown };
}

function hintOf(store: PopupStore, onWebPage: boolean, abilities: PopupAbilities): Hint | null {
  const status = store.status.value;
  if (store.connection.value === "lost") return { text: WORDS.lost };
  if (status === null || !store.complete.value) return { text: WORDS.connecting };
  if (status.permission === "missing") return { text: WORDS.permission, cure: { words: "Grant access", act: abilities.grant } };
  if (status.settings.scope === "off") return { text: WORDS.off, cure: { words: "Resume", act: () => store.setScope("all") } };
  if (store.overview.value.groups.length > 0) return null;
  if (!onWebPage) return { text: WORDS.noPage };
  const { counts } = store.overview.value;
  const seen = counts.allowed + counts["not-cors"] + counts.unknown > 0 || status.navigations.some((one) => one.tabId === store.tabId);
  return seen ? null : { text: WORDS.earlier, cure: { words: "Reload page", act: abilities.reload } };
}

function Summary({ store }: { store: PopupStore }) {
  const { groups, counts } = store.overview.value;
  if (!store.complete.value) return null;
  return (
    <section class="summary" aria-label="This tab">
      <p class={counts.blocked > 0 ? "figure figure-blocked" : "figure"}>
        <strong>{counts.blocked}</strong> blocked
        <span class="quiet">
          {counts.allowed} allowed · {counts["not-cors"]} not CORS
        </span>
      </p>
      {groups.length === 0 && <p class="quiet">{WORDS.nothing}</p>}
      <ul class="cards">
        {groups.slice(0, SHOWN).map((group, index) => (
          <Card key={group.key} group={group} fix={index < WITH_FIX} />
        ))}
      </ul>
      {groups.length > SHOWN && <p class="quiet">{WORDS.more(groups.length - SHOWN)}</p>}
    </section>
  );
}

export function Popup({ store, onWebPage, abilities }: { store: PopupStore; onWebPage: boolean; abilities: PopupAbilities }) {
  const hint = hintOf(store, onWebPage, abilities);
  const settings = store.status.value?.settings;
  const exporting = store.exporting.value;
  return (
    <main class="popup">
      <header>
        <img src="/icons/32.png" width="20" height="20" alt="" />
        <h1>Corscope</h1>
        <label class="scope">
          Recording
          <select
            value={settings?.scope ?? "all"}
            disabled={settings === undefined}
            onChange={(event) => store.setScope(event.currentTarget.value as RecordingScope)}
          >
            {Object.entries(SCOPE_WORDS).map(([scope, words]) => (
              <option key={scope} value={scope}>
                {words}
              </option>
            ))}
          </select>
        </label>
      </header>
      <div class="hints" role="status">
        {hint !== null && (
          <p class="hint">
            {hint.text}
            {hint.cure !== undefined && (
              <button type="button" class="small" onClick={() => void hint.cure?.act()}>
                {hint.cure.words}
              </button>
            )}
          </p>
        )}
        {exporting === "failed" && <p class="hint">{WORDS.exportFailed}</p>}
      </div>
      <Summary store={store} />
      <footer>
        <button type="button" class="primary" onClick={() => void abilities.openFullView()}>
          Open full view
        </button>
        <button type="button" class="small" aria-busy={exporting === "busy"} onClick={() => void exportHar(store)}>
          <Glyph name="download" />
          Export HAR
        </button>
      </footer>
    </main>
  );
}
