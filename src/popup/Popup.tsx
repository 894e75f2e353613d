import type { RecordingScope } from "../messaging/protocol";
import { Glyph, Icon } from "../parts/Icon";
import { type PlainName, say, sayCount } from "../parts/say";
import { TrialBanner } from "../parts/TrialBanner";
import { Prose, VisibleText } from "../parts/VisibleText";
import { exportHar } from "./exportHar";
import { causeOf, fixOf, type Group, type Section, sectionsOf } from "./groups";
import type { PopupStore } from "./store";

export interface PopupAbilities {
  openFullView(): unknown;
  reload(): unknown;
  grant(): unknown;
}

const SCOPES: Readonly<Record<RecordingScope, PlainName>> = {
  all: "popupScopeAll",
  "open-panels": "popupScopeOpenPanels",
  off: "popupScopeOff",
};

function Card({ group }: { group: Group }) {
  const cause = causeOf(group);
  return (
    <li class="card">
      <div class="card-line">
        <Icon name="blocked" />
        <strong>
          <VisibleText text={group.reason} />
        </strong>
        <span class="times">{group.count}×</span>
      </div>
      {cause !== "" && <p class="card-cause">{cause}</p>}
      <p class="card-fix">
        <b>{say("popupFix")}</b> <Prose text={fixOf(group)} />
      </p>
    </li>
  );
}

function Other({ group }: { group: Group }) {
  const cause = causeOf(group);
  return (
    <li class="other" title={cause}>
      <Icon name="blocked" />
      <span class="other-reason">
        <VisibleText text={group.reason} />
        {cause !== "" && <span class="quiet"> {cause}</span>}
      </span>
      <span class="times">{group.count}×</span>
    </li>
  );
}

function Server({ section: { host, cards, others } }: { section: Section }) {
  return (
    <>
      <h2 class="host">
        <VisibleText text={host} />
      </h2>
      <ul class="cards">
        {cards.map((group) => (
          <Card key={group.key} group={group} />
        ))}
        {others.map((group) => (
          <Other key={group.key} group={group} />
        ))}
      </ul>
    </>
  );
}

interface Hint {
  readonly text: string;
  readonly cure?: { readonly words: string; act(): unknown };
}

/** What keeps the popup from telling more, with its cure; the weightiest first. */
function hintOf(store: PopupStore, onWebPage: boolean, abilities: PopupAbilities): Hint | null {
  const status = store.status.value;
  if (store.connection.value === "lost") return { text: say("popupLost") };
  if (status === null || !store.complete.value) return { text: say("popupConnecting") };
  if (status.permission !== "granted") {
    const text = say(status.permission === "partial" ? "popupPermissionPartial" : "popupPermission");
    return { text, cure: { words: say("grantAccess"), act: abilities.grant } };
  }
  if (status.settings.scope === "off") return { text: say("popupOff"), cure: { words: say("resume"), act: () => store.setScope("all") } };
  if (store.overview.value.groups.length > 0) return null;
  if (!onWebPage) return { text: say("popupNoPage") };
  const { counts } = store.overview.value;
  const seen = counts.allowed + counts["not-cors"] + counts.unknown > 0 || status.navigations.some((one) => one.tabId === store.tabId);
  return seen ? null : { text: say("popupEarlier"), cure: { words: say("reloadPage"), act: abilities.reload } };
}

function Summary({ store }: { store: PopupStore }) {
  const { groups, counts } = store.overview.value;
  if (!store.complete.value) return null;
  const { sections, more } = sectionsOf(groups);
  return (
    <section class="summary" aria-label={say("popupThisTab")}>
      <p class={counts.blocked > 0 ? "figure figure-blocked" : "figure"}>
        <strong>{counts.blocked}</strong> {say("popupBlocked")}
        <span class="quiet">
          {say("popupAllowed", { count: counts.allowed })} · {say("popupNotCors", { count: counts["not-cors"] })}
        </span>
      </p>
      {groups.length === 0 && <p class="quiet">{say("popupNothing")}</p>}
      {sections.map((section) => (
        <Server key={section.host} section={section} />
      ))}
      {more > 0 && <p class="quiet">{sayCount("popupMore", more)}</p>}
    </section>
  );
}

export function Popup({ store, onWebPage, abilities }: { store: PopupStore; onWebPage: boolean; abilities: PopupAbilities }) {
  const hint = hintOf(store, onWebPage, abilities);
  const settings = store.status.value?.settings;
  const exporting = store.exporting.value;
  const trial = store.status.value?.trials.find(({ ended }) => ended === null);
  return (
    <main class="popup">
      <header>
        <img src="/icons/32.png" width="20" height="20" alt="" />
        <h1>Corscope</h1>
        <label class="scope">
          {say("popupRecording")}
          <select
            value={settings?.scope ?? "all"}
            disabled={settings === undefined}
            onChange={(event) => store.setScope(event.currentTarget.value as RecordingScope)}
          >
            {Object.entries(SCOPES).map(([scope, name]) => (
              <option key={scope} value={scope}>
                {say(name)}
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
        {exporting === "failed" && <p class="hint">{say("popupExportFailed")}</p>}
      </div>
      {trial !== undefined && (
        <TrialBanner
          page={trial.page}
          server={trial.fix.server}
          credentials={trial.credentials}
          expires={trial.expires}
          onStop={() => store.stopTrial()}
        />
      )}
      <Summary store={store} />
      <footer>
        <button type="button" class="primary" onClick={() => void abilities.openFullView()}>
          {say("popupOpen")}
        </button>
        <button type="button" class="small" aria-busy={exporting === "busy"} onClick={() => void exportHar(store)}>
          <Glyph name="download" />
          {say("popupExport")}
        </button>
      </footer>
    </main>
  );
}
