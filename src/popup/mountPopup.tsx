import { render } from "preact";
import type { Transport } from "../messaging/protocol";
import { Popup, type PopupAbilities } from "./Popup";
import { PopupStore } from "./store";

export interface PopupOptions {
  readonly transport: Transport;
  readonly tabId: number;
  /** False on pages of the browser itself. */
  readonly onWebPage: boolean;
  readonly abilities: PopupAbilities;
}

export function mountPopup(root: HTMLElement, { transport, tabId, onWebPage, abilities }: PopupOptions): () => void {
  const store = new PopupStore(transport, tabId);
  render(<Popup store={store} onWebPage={onWebPage} abilities={abilities} />, root);
  const stop = store.start();
  return () => {
    stop();
    render(null, root);
  };
}
