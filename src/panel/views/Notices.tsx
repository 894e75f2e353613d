import { Glyph } from "../../parts/Icon";
import { VisibleText } from "../../parts/VisibleText";
import type { PanelStore } from "../store";
import { CONNECTION_WORDS, NOTICES, TROUBLE_WORDS, WITNESS } from "../texts";
import type { Witness } from "../witness/witness";
import type { Abilities } from "./abilities";

interface Line {
  readonly key: string;
  readonly tone: "calm" | "good" | "bad" | "busy";
  readonly text: string;
  readonly cure?: { readonly words: string; act(): unknown } | undefined;
}

const WITNESS_TONES = { reloading: "busy", armed: "calm", full: "calm", gone: "calm", refused: "bad" } as const;

function witnessLine(witness: Witness): Line[] {
  const state = witness.state.value;
  if (state === "off") return [];
  const over = state === "gone" || state === "refused";
  const cure = over ? { words: "Dismiss", act: () => witness.dismiss() } : undefined;
  return [{ key: "witness", tone: WITNESS_TONES[state], text: WITNESS[state], cure }];
}

function linesOf(store: PanelStore, abilities: Abilities): Line[] {
  const lines: Line[] = [];
  const status = store.status.value;
  const connection = store.connection.value;
  if (connection === "lost") lines.push({ key: "lost", tone: "busy", text: CONNECTION_WORDS.lost });
  if (store.witness !== null && store.source.value === "live") lines.push(...witnessLine(store.witness));
  if (status !== null) {
    if (status.permission === "missing") {
      lines.push({
        key: "permission",
        tone: "bad",
        text: NOTICES.permission,
        cure: abilities.grant === undefined ? undefined : { words: "Grant access", act: abilities.grant },
      });
    }
    if (status.settings.scope === "off" && store.source.value === "live") {
      lines.push({ key: "off", tone: "calm", text: NOTICES.paused, cure: { words: "Resume", act: () => store.toggleRecording() } });
    }
    if (status.dropped > 0) lines.push({ key: "dropped", tone: "calm", text: NOTICES.dropped(status.dropped) });
    for (const trouble of status.troubles) {
      const cure =
        trouble === "storage-full" || abilities.reload === undefined ? undefined : { words: "Reload page", act: abilities.reload };
      lines.push({ key: trouble, tone: trouble === "storage-full" ? "bad" : "calm", text: TROUBLE_WORDS[trouble], cure });
    }
  }
  return lines;
}

function SourceLine({ store, name }: { store: PanelStore; name: string }) {
  const shown = store.source.value;
  return (
    <fieldset class="notice source">
      <legend class="sr-only">What is shown</legend>
      <button type="button" class="small" aria-pressed={shown === "live"} onClick={() => store.show("live")}>
        Live
      </button>
      <button type="button" class="small" aria-pressed={shown === "imported"} onClick={() => store.show("imported")}>
        <VisibleText text={name.slice(0, 80)} />
      </button>
      <span class="quiet">From a file: kept apart from live traffic, judged anew, and never sent anywhere.</span>
      <span class="spring" />
      <button type="button" class="small" onClick={() => store.closeImport()}>
        <Glyph name="close" />
        Close file
      </button>
    </fieldset>
  );
}

/** Each trouble is one line with its cure. */
export function Notices({ store, abilities }: { store: PanelStore; abilities: Abilities }) {
  const own = store.notice.value;
  const imported = store.importedName.value;
  return (
    <div class="notices" role="status" aria-label="Notices">
      {imported !== null && <SourceLine store={store} name={imported} />}
      {linesOf(store, abilities).map((line) => (
        <div key={line.key} class={`notice notice-${line.tone}`}>
          <span>{line.text}</span>
          {line.cure !== undefined && (
            <button type="button" class="small" onClick={() => void line.cure?.act()}>
              {line.cure.words}
            </button>
          )}
        </div>
      ))}
      {own !== null && (
        <div class={`notice notice-${own.tone}`}>
          <span>
            <VisibleText text={own.text.slice(0, 400)} />
          </span>
          {own.tone !== "busy" && (
            <button
              type="button"
              class="small"
              aria-label="Dismiss"
              onClick={() => {
                store.notice.value = null;
              }}
            >
              <Glyph name="close" />
            </button>
          )}
        </div>
      )}
    </div>
  );
}
