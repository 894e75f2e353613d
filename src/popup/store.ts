import { computed, type Signal, signal } from "@preact/signals";
import type { Exchange } from "../core/exchange/exchange";
import type { FromBackground, RecordingScope, Status, Transport } from "../messaging/protocol";
import { overviewOf } from "./groups";

/** A popup lives for seconds: it takes one snapshot, listens while it is open, and remembers nothing. */
export class PopupStore {
  readonly connection: Signal<"connecting" | "connected" | "lost"> = signal("connecting");
  readonly status: Signal<Status | null> = signal(null);
  /** False until the first snapshot is complete: "nothing was blocked" must not be said too early. */
  readonly complete = signal(false);
  readonly exporting: Signal<"idle" | "busy" | "failed"> = signal("idle");
  readonly overview = computed(() => {
    this.#version.value;
    return overviewOf(this.#exchanges.values());
  });
  readonly #version = signal(0);
  readonly #exchanges = new Map<string, Exchange>();
  #exported: { readonly parts: Exchange[]; done(exchanges: Exchange[]): void } | null = null;

  constructor(
    readonly transport: Transport,
    readonly tabId: number,
  ) {}

  start(): () => void {
    return this.transport.listen({
      message: (message) => this.#take(message),
      connected: () => {
        this.connection.value = "connected";
        this.#exchanges.clear();
        this.transport.send({ kind: "subscribe", subject: this.tabId, panel: false, since: null });
        if (this.#exported !== null) this.#ask();
      },
      disconnected: () => {
        this.connection.value = "lost";
      },
    });
  }

  setScope(scope: RecordingScope): void {
    this.transport.send({ kind: "change-settings", settings: { scope } });
  }

  stopTrial(): void {
    this.transport.send({ kind: "stop-trial", tabId: this.tabId });
  }

  gather(): Promise<Exchange[]> {
    return new Promise((done) => {
      this.#exported = { parts: [], done };
      this.#ask();
    });
  }

  #ask(): void {
    if (this.#exported !== null) this.#exported.parts.length = 0;
    this.transport.send({ kind: "export", call: 1, subject: this.tabId });
  }

  #take(message: FromBackground): void {
    switch (message.kind) {
      case "snapshot":
        this.#put(message.exchanges);
        if (message.last) this.complete.value = true;
        break;
      case "changes":
        this.#put(message.changed);
        for (const id of message.removed) this.#exchanges.delete(id);
        break;
      case "status":
        this.status.value = message.status;
        return;
      case "live":
        return; // only panels ask for anything
      case "exported": {
        this.#exported?.parts.push(...message.exchanges);
        if (!message.last || this.#exported === null) return;
        const { parts, done } = this.#exported;
        this.#exported = null;
        done(parts);
        return;
      }
    }
    this.#version.value += 1;
  }

  #put(exchanges: readonly Exchange[]): void {
    for (const exchange of exchanges) this.#exchanges.set(exchange.id, exchange);
  }
}
