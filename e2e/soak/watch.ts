import type { Page } from "playwright";
import type { FromBackground, Status } from "../../src/messaging/protocol";
import type { LaunchedWithExtension } from "../harness/launch";

/** What the background told since the last look, and what storage.session holds now. */
export interface Told {
  /** Nonces of all exchanges that were told of. */
  readonly nonces: readonly string[];
  readonly kept: number;
  readonly status: Status | null;
  /** How often the port broke: the worker was stopped. */
  readonly reconnects: number;
  readonly sessionBytes: number;
}

interface Watch {
  readonly nonces: Set<string>;
  readonly alive: Set<string>;
  status: Status | null;
  reconnects: number;
  connect(): void;
  hear(message: FromBackground): void;
}

declare global {
  interface Window {
    watch: Watch;
  }
}

/** A bare page of the extension that listens to the background as the panel does: what is published is taken down by nonce. */
export async function openWatch({ context, extensionId }: LaunchedWithExtension): Promise<{ page: Page; look(): Promise<Told> }> {
  const page = await context.newPage();
  await page.goto(`chrome-extension://${extensionId}/manifest.json`);
  await page.evaluate(listenToBackground);
  const look = () =>
    page.evaluate(async () => {
      const { nonces, alive, status, reconnects } = window.watch;
      const told = [...nonces];
      nonces.clear();
      return { nonces: told, kept: alive.size, status, reconnects, sessionBytes: await chrome.storage.session.getBytesInUse(null) };
    });
  return { page, look };
}

/** Runs in the page, alone. Methods, not functions with names: those would call a helper that the page does not have. */
function listenToBackground(): void {
  window.watch = {
    nonces: new Set(),
    alive: new Set(),
    status: null,
    reconnects: -1,
    connect() {
      this.reconnects++;
      const port = chrome.runtime.connect({ name: "corscope" });
      port.onMessage.addListener((message: FromBackground) => this.hear(message));
      port.onDisconnect.addListener(() => this.connect());
      port.postMessage({ kind: "subscribe", subject: "all", panel: false, since: null });
    },
    hear(message) {
      if (message.kind === "status") this.status = message.status;
      const news = message.kind === "snapshot" ? message.exchanges : message.kind === "changes" ? message.changed : [];
      for (const exchange of news) {
        this.alive.add(exchange.id);
        for (const [, nonce] of JSON.stringify(exchange).matchAll(/[?&]n=(soak-\d+)/g)) this.nonces.add(String(nonce));
      }
      if (message.kind === "changes") for (const id of message.removed) this.alive.delete(id);
      if (message.kind !== "snapshot" || message.alive === null) return;
      const alive = new Set(message.alive);
      for (const id of this.alive) if (!alive.has(id)) this.alive.delete(id);
    },
  };
  window.watch.connect();
}
