import { useRef, useState } from "preact/hooks";
import { Glyph } from "../../../parts/Icon";
import { say } from "../../../parts/say";
import type { PanelStore } from "../../store";
import { SettingsDialog } from "./SettingsDialog";

export function SettingsButton({ store }: { store: PanelStore }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        type="button"
        ref={button}
        class="icon-button"
        aria-label={say("settingsTitle")}
        title={say("settingsTitle")}
        onClick={() => setOpen(true)}
      >
        <Glyph name="settings" />
      </button>
      {open && (
        <SettingsDialog
          store={store}
          onClose={() => {
            setOpen(false);
            button.current?.focus();
          }}
        />
      )}
    </>
  );
}
