import { say } from "../../parts/say";
import type { PanelStore } from "../store";

/** Only in DevTools, and only ever on a click: it reloads the user's page. */
export function WitnessButton({ store }: { store: PanelStore }) {
  const { witness } = store;
  if (witness === null) return null;
  const stands = witness.state.value === "armed" || witness.state.value === "full";
  return (
    <button type="button" class={stands ? "witness stands" : "witness"} title={say("witnessTitle")} onClick={() => witness.reload()}>
      <svg class="glyph" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
        <path d="M1.6 8S4 3.8 8 3.8 14.4 8 14.4 8 12 12.2 8 12.2 1.6 8 1.6 8zM8 6.1a1.9 1.9 0 1 0 0 3.8 1.9 1.9 0 0 0 0-3.8z" />
      </svg>
      <span>{say("witnessName")}</span>
    </button>
  );
}
