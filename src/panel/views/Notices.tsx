import type { Status } from "../../messaging/protocol";
import { Glyph } from "../../parts/Icon";
import { type PlainName, say, sayCount } from "../../parts/say";
import { VisibleText } from "../../parts/VisibleText";
import { visibleText } from "../../parts/visibleText";
import type { Feed } from "../devtoolsFeed/feed";
import { shortPlace } from "../devtoolsFeed/initiator";
import { exportHar } from "../report";
import type { PanelStore } from "../store";
import type { Witness } from "../witness/witness";
import type { Abilities } from "./abilities";

interface Cure {
  readonly words: string;
  act(): unknown;
}

interface Line {
  readonly key: string;
  readonly tone: "calm" | "good" | "bad" | "busy";
  readonly text: string;
  /** What can be done about it, the best first; empty where it passes by itself. */
  readonly cures: readonly Cure[];
}

const WITNESS: Readonly<Record<Exclude<Witness["state"]["value"], "off">, { readonly tone: Line["tone"]; readonly text: PlainName }>> = {
  reloading: { tone: "busy", text: "witnessReloading" },
  armed: { tone: "calm", text: "witnessArmed" },
  full: { tone: "calm", text: "witnessFull" },
  gone: { tone: "calm", text: "witnessGone" },
  refused: { tone: "bad", text: "witnessRefused" },
};

function witnessLines(witness: Witness): Line[] {
  const state = witness.state.value;
  if (state === "off") return [];
  const over = state === "gone" || state === "refused";
  const cures = over ? [{ words: say("noticesDismiss"), act: () => witness.dismiss() }] : [];
  return [{ key: "witness", tone: WITNESS[state].tone, text: say(WITNESS[state].text), cures }];
}

const TROUBLES: Readonly<Record<Status["troubles"][number], PlainName>> = {
  "storage-full": "noticesStorageFull",
  "worker-restarted": "noticesRestarted",
  "malformed-event": "noticesMalformed",
};

/** A cure that this host of the panel cannot carry out is not offered. */
function offered(words: PlainName, act: (() => unknown) | undefined): Cure[] {
  return act === undefined ? [] : [{ words: say(words), act }];
}

function recorderLines(store: PanelStore, status: Status, abilities: Abilities): Line[] {
  const lines: Line[] = [];
  const makeRoom = [...offered("noticesExport", () => exportHar(store)), ...offered("noticesClear", () => store.clear())];
  if (status.permission !== "granted") {
    const text = say(status.permission === "partial" ? "noticesPermissionPartial" : "noticesPermission");
    lines.push({ key: "permission", tone: "bad", text, cures: offered("grantAccess", abilities.grant) });
  }
  if (status.settings.scope === "off" && store.source.value === "live") {
    lines.push({ key: "off", tone: "calm", text: say("noticesPaused"), cures: offered("resume", () => store.toggleRecording()) });
  }
  if (status.dropped > 0) lines.push({ key: "dropped", tone: "calm", text: sayCount("noticesDropped", status.dropped), cures: makeRoom });
  for (const trouble of status.troubles) {
    const full = trouble === "storage-full";
    const cures = full ? makeRoom : offered("reloadPage", abilities.reload);
    lines.push({ key: trouble, tone: full ? "bad" : "calm", text: say(TROUBLES[trouble]), cures });
  }
  return lines;
}

/** No exchange of the recorder: browsers tell extensions nothing of what they stop before the network. */
function stoppedLines(feed: Feed): Line[] {
  const all = feed.stopped.value;
  const lines: Line[] = [];
  for (const as of ["mixed-content", "rule"] as const) {
    const stopped = all.filter((one) => one.as === as);
    const last = stopped.at(-1);
    if (last === undefined) continue;
    const count = sayCount("noticesStopped", stopped.length);
    const url = visibleText(last.url, 200);
    const text =
      last.place === null
        ? say("noticesForbidden", { count, url })
        : say("noticesMixedContent", { count, url, place: visibleText(shortPlace(last.place), 100) });
    const dismiss = () => {
      feed.stopped.value = feed.stopped.value.filter((one) => one.as !== as);
    };
    lines.push({ key: as, tone: "calm", text, cures: [{ words: say("noticesDismiss"), act: dismiss }] });
  }
  return lines;
}

function linesOf(store: PanelStore, abilities: Abilities): Line[] {
  const lines: Line[] = [];
  const status = store.status.value;
  if (store.connection.value === "lost") lines.push({ key: "lost", tone: "busy", text: say("noticesLost"), cures: [] });
  if (store.connection.value === "outdated") {
    const holds = Object.values(store.counts.value).some((count) => count > 0);
    const cures = holds ? offered("noticesExport", () => exportHar(store)) : [];
    lines.push({ key: "outdated", tone: "calm", text: say("noticesOutdated"), cures });
  }
  if (store.witness !== null && store.source.value === "live") lines.push(...witnessLines(store.witness));
  if (store.feed !== null && store.source.value === "live") lines.push(...stoppedLines(store.feed));
  if (status !== null && store.connection.value !== "outdated") lines.push(...recorderLines(store, status, abilities));
  return lines;
}

function SourceLine({ store, name }: { store: PanelStore; name: string }) {
  const shown = store.source.value;
  return (
    <fieldset class="notice shown-source">
      <legend class="sr-only">{say("noticesShown")}</legend>
      <button type="button" class="small" aria-pressed={shown === "live"} onClick={() => store.show("live")}>
        {say("noticesLive")}
      </button>
      <button type="button" class="small" aria-pressed={shown === "imported"} onClick={() => store.show("imported")}>
        <VisibleText text={name.slice(0, 80)} />
      </button>
      <span class="quiet">{say("noticesFromFile")}</span>
      <span class="spring" />
      <button type="button" class="small" onClick={() => store.closeImport()}>
        <Glyph name="close" />
        {say("noticesClose")}
      </button>
    </fieldset>
  );
}

/** Each trouble is one line with its cure. */
export function Notices({ store, abilities }: { store: PanelStore; abilities: Abilities }) {
  const own = store.notice.value;
  const imported = store.imported.name.value;
  return (
    <div class="notices" role="status" aria-label={say("noticesLabel")}>
      {imported !== null && <SourceLine store={store} name={imported} />}
      {linesOf(store, abilities).map((line) => (
        <div key={line.key} class={`notice notice-${line.tone}`}>
          <span>{line.text}</span>
          {line.cures.map(({ words, act }) => (
            <button key={words} type="button" class="small" onClick={() => void act()}>
              {words}
            </button>
          ))}
        </div>
      ))}
      {own !== null && (
        <div class={`notice notice-${own.tone}`}>
          <span>
            <VisibleText text={own.text.slice(0, 400)} />
          </span>
          {own.cure !== undefined && (
            <button type="button" class="small" onClick={() => void own.cure?.act()}>
              {own.cure.words}
            </button>
          )}
          {own.tone !== "busy" && (
            <button
              type="button"
              class="small"
              aria-label={say("noticesDismiss")}
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
