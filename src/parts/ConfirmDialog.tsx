import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { say } from "./say";

interface ConfirmDialogProps {
  readonly title: string;
  /** What will be done, on the button that does it. */
  readonly confirm: string;
  readonly children: ComponentChildren;
  onConfirm(): void;
  onCancel(): void;
}

/** Asks before something that cannot be taken back. Modal: the browser keeps focus inside; it begins on Cancel. */
export function ConfirmDialog({ title, confirm, children, onConfirm, onCancel }: ConfirmDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const opener = document.activeElement;
    dialog.current?.showModal();
    // The opener may have been drawn away by what was confirmed.
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class="confirm"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
      onKeyDown={(event) => {
        event.stopPropagation(); // keys of the panel behind it
        if (event.key !== "Escape") return;
        event.preventDefault(); // DevTools would open its drawer
        onCancel();
      }}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      <div id={`${id}-text`} class="confirm-text">
        {children}
      </div>
      <div class="confirm-buttons">
        <button type="button" class="small" autofocus onClick={onCancel}>
          {say("confirmCancel")}
        </button>
        <button type="button" class="small confirm-yes" onClick={onConfirm}>
          {confirm}
        </button>
      </div>
    </dialog>
  );
}
