import { effect } from "@preact/signals";
import { render } from "preact";
import type { Subject, Transport } from "../messaging/protocol";
import { browserInfo } from "../parts/browserInfo";
import { recallForSession, rememberForSession, rememberInMemory } from "./remember";
import { browserScheduler } from "./scheduler";
import { PanelStore } from "./store";
import type { Abilities } from "./views/abilities";
import { Panel } from "./views/Panel";

const FILTER_KEY = "corscope.filter";

export type Theme = "light" | "dark" | "system";

export interface PanelOptions {
  readonly transport: Transport;
  readonly subject: Subject;
  readonly theme: Theme;
  /** What only some hosts can do; a cure that nobody can carry out is not offered. */
  readonly abilities?: Abilities;
}

export interface MountedPanel {
  setTheme(theme: Theme): void;
  unmount(): void;
}

function applyTheme(theme: Theme): void {
  if (theme === "system") document.documentElement.removeAttribute("data-theme");
  else document.documentElement.setAttribute("data-theme", theme);
}

/** The whole panel in any page: nothing behind this function knows an extension. */
export function mountPanel(root: HTMLElement, { transport, subject, theme, abilities = {} }: PanelOptions): MountedPanel {
  applyTheme(theme);
  const store = new PanelStore(
    transport,
    subject,
    browserScheduler(),
    browserInfo(navigator.userAgent).engine,
    abilities.witness,
    abilities,
    abilities.feed,
  );
  const secrecy = effect(() => {
    if (store.showsPrivate.value) rememberInMemory(true);
  });
  store.filterText.value = recallForSession(FILTER_KEY) ?? "";
  const forget = effect(() => rememberForSession(FILTER_KEY, store.filterText.value));
  render(<Panel store={store} abilities={abilities} />, root);
  const stop = store.start();
  return {
    setTheme: applyTheme,
    unmount: () => {
      stop();
      forget();
      secrecy();
      rememberInMemory(false);
      render(null, root);
    },
  };
}
