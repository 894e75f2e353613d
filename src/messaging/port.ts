import { browser } from "./browser";
import { type FromBackground, PORT_NAME, type ToBackground, type Transport } from "./protocol";

/** Chromium stops an idle worker after 30 s, an open port notwithstanding. */
const PING_EVERY = 20_000;
const LONGEST_PAUSE = 5_000;

/** A port to the background that comes back by itself: the worker is stopped and started at the browser's pleasure. */
export function connectToBackground(): Transport {
  let port: ReturnType<typeof browser.runtime.connect> | null = null;
  let unsent: ToBackground[] = [];
  let pause = 0;
  let outdated = false;
  const listeners = new Set<Parameters<Transport["listen"]>[0]>();

  const connect = (): void => {
    try {
      port = browser.runtime.connect({ name: PORT_NAME });
    } catch {
      if (isOrphaned()) giveUp();
      else retry();
      return;
    }
    port.onMessage.addListener((message) => {
      pause = 0;
      for (const listener of listeners) listener.message(message as FromBackground);
    });
    port.onDisconnect.addListener(() => {
      void browser.runtime.lastError; // read, or Chromium writes it to the console: the worker may be gone before it hears us
      port = null;
      for (const listener of listeners) listener.disconnected();
      retry();
    });
    for (const listener of listeners) listener.connected();
    const backlog = unsent;
    unsent = [];
    for (const message of backlog) send(message);
  };

  const retry = (): void => {
    setTimeout(connect, pause);
    pause = Math.min(pause === 0 ? 50 : pause * 2, LONGEST_PAUSE);
  };

  const send = (message: ToBackground): void => {
    if (outdated) return;
    if (port === null) {
      // A subscription is renewed on every connection; what was asked meanwhile waits.
      if (message.kind !== "subscribe" && message.kind !== "ping") unsent.push(message);
      return;
    }
    try {
      port.postMessage(message);
    } catch {
      port = null;
      retry();
    }
  };

  const giveUp = (): void => {
    clearInterval(pinging);
    unsent = [];
    outdated = true;
    for (const listener of listeners) listener.outdated?.();
  };

  const pinging = setInterval(() => send({ kind: "ping" }), PING_EVERY);
  queueMicrotask(connect);
  return {
    send,
    listen(listener) {
      listeners.add(listener);
      if (port !== null) listener.connected();
      if (outdated) listener.outdated?.();
      return () => listeners.delete(listener);
    },
  };
}

/** The extension was updated, reloaded or removed, and this page is what is left of the one before. */
function isOrphaned(): boolean {
  try {
    return browser.runtime.id === undefined;
  } catch {
    return true;
  }
}
