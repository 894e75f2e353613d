import type { Exchange } from "../../../src/core/exchange/exchange";
import {
  DEFAULT_SETTINGS,
  type FromBackground,
  type Settings,
  type Status,
  type ToBackground,
  type Transport,
} from "../../../src/messaging/protocol";

const PART = 1000;

const CALM: Status = {
  settings: DEFAULT_SETTINGS,
  permission: "granted",
  dropped: 0,
  counted: { sameOrigin: 31, noCors: 12, navigations: 1, muted: 0 },
  recordedFrom: null,
  troubles: [],
  navigations: [],
  trials: [],
};

/** Plays the background: same messages, no browser. */
export class FixtureTransport implements Transport {
  readonly #listeners = new Set<Parameters<Transport["listen"]>[0]>();
  readonly #exchanges = new Map<string, Exchange>();
  #sequence = 0;
  #status: Status;

  constructor(exchanges: readonly Exchange[], status: Partial<Status> = {}) {
    this.#status = { ...CALM, ...status };
    for (const exchange of exchanges) this.#exchanges.set(exchange.id, exchange);
  }

  listen(listener: Parameters<Transport["listen"]>[0]): () => void {
    this.#listeners.add(listener);
    listener.connected();
    return () => this.#listeners.delete(listener);
  }

  send(message: ToBackground): void {
    switch (message.kind) {
      case "subscribe":
        this.#say({ kind: "status", status: this.#status });
        this.#parts((exchanges, last) => ({
          kind: "snapshot",
          position: this.#position(),
          exchanges,
          alive: last ? [...this.#exchanges.keys()] : null,
          last,
        }));
        break;
      case "change-settings":
        this.tell({ settings: { ...this.#status.settings, ...(message.settings as Settings) } });
        break;
      case "clear":
        this.#say({ kind: "changes", position: this.#position(), changed: [], removed: [...this.#exchanges.keys()] });
        this.#exchanges.clear();
        break;
      case "live": // there is no browser to do it
        this.#say({ kind: "live", call: message.call, news: { step: "refused", why: "no-tab", done: true } });
        break;
      case "stop-trial":
        this.tell({ trials: [] });
        break;
      case "export":
        this.#parts((exchanges, last) => ({ kind: "exported", call: message.call, exchanges, last }));
        break;
    }
  }

  /** New or changed exchanges, as they come in while a page runs. */
  feed(changed: readonly Exchange[]): void {
    for (const exchange of changed) this.#exchanges.set(exchange.id, exchange);
    this.#say({ kind: "changes", position: this.#position(), changed, removed: [] });
  }

  tell(status: Partial<Status>): void {
    this.#status = { ...this.#status, ...status };
    this.#say({ kind: "status", status: this.#status });
  }

  breakOff(): void {
    for (const listener of this.#listeners) listener.disconnected();
  }

  #position() {
    this.#sequence += 1;
    return { epoch: "playground", sequence: this.#sequence };
  }

  #parts(message: (exchanges: readonly Exchange[], last: boolean) => FromBackground): void {
    const all = [...this.#exchanges.values()];
    for (let at = 0; at === 0 || at < all.length; at += PART) this.#say(message(all.slice(at, at + PART), at + PART >= all.length));
  }

  #say(message: FromBackground): void {
    queueMicrotask(() => {
      for (const listener of this.#listeners) listener.message(message);
    });
  }
}
