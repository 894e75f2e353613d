import { DEFAULT_SETTINGS, type FromBackground, type Status, type ToBackground, type Transport } from "../messaging/protocol";

export const STATUS: Status = {
  settings: DEFAULT_SETTINGS,
  permission: "granted",
  dropped: 0,
  counted: { sameOrigin: 0, noCors: 0, navigations: 0, muted: 0 },
  recordedFrom: 1,
  troubles: [],
  navigations: [],
  trials: [],
};

/** A transport in the test's hand: what was sent is kept, what comes is said by the test. */
export class HandTransport implements Transport {
  readonly sent: ToBackground[] = [];
  #listener: Parameters<Transport["listen"]>[0] | null = null;

  send(message: ToBackground): void {
    this.sent.push(message);
  }

  listen(listener: Parameters<Transport["listen"]>[0]): () => void {
    this.#listener = listener;
    return () => {
      this.#listener = null;
    };
  }

  say(message: FromBackground): void {
    this.#listener?.message(message);
  }

  connect(): void {
    this.#listener?.connected();
  }

  outdate(): void {
    this.#listener?.outdated?.();
  }

  disconnect(): void {
    this.#listener?.disconnected();
  }
}
