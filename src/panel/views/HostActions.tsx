import { say } from "../../parts/say";
import { visibleText } from "../../parts/visibleText";
import type { Row } from "../judge";
import type { PanelStore } from "../store";

/** What drowns the list is muted, what matters is all that is shown: both for the host of this exchange. */
export function HostActions({ store, row }: { store: PanelStore; row: Row }) {
  if (row.host === "") return null;
  const host = visibleText(row.host, 100);
  const term = `host:${row.host}`;
  const focused = store.filterText.value.split(/\s+/u).includes(term);
  const settings = store.status.value?.settings;
  const focus = () => {
    const words = store.filterText.value.split(/\s+/u).filter((word) => word !== "" && word !== term);
    store.filterText.value = (focused ? words : [...words.filter((word) => !word.startsWith("host:")), term]).join(" ");
  };
  const mute = () => {
    if (settings === undefined) return;
    store.change({ mutedHosts: [...settings.mutedHosts, row.host] });
    store.close();
    store.notice.value = { tone: "good", text: say("hostMuted", { host }) };
  };
  return (
    <span class="host-actions">
      <button type="button" class="small" aria-pressed={focused} title={say("hostFocusTitle", { host })} onClick={focus}>
        {focused ? say("hostUnfocus") : say("hostFocus")}
      </button>
      {row.exchange.source === "live" && (
        <button type="button" class="small" title={say("hostMuteTitle", { host })} disabled={settings === undefined} onClick={mute}>
          {say("hostMute")}
        </button>
      )}
    </span>
  );
}
