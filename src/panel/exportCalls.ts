import type { Exchange } from "../core/exchange/exchange";
import type { FromBackground, Subject, Transport } from "../messaging/protocol";

interface Call {
  readonly parts: Exchange[];
  progress(count: number): void;
  done(exchanges: Exchange[]): void;
}

/** Asks the background for everything it has and gathers the parts of the answer. */
export class ExportCalls {
  readonly #calls = new Map<number, Call>();
  #next = 1;
  #own: (() => Exchange[]) | null = null;

  constructor(
    private readonly transport: Transport,
    private readonly subject: Subject,
  ) {}

  /** Rejects when `signal` is aborted; what still comes then finds nobody waiting. */
  begin(progress: (count: number) => void, signal?: AbortSignal): Promise<Exchange[]> {
    if (this.#own !== null) return Promise.resolve(this.#own());
    return new Promise((done, failed) => {
      const call = this.#next;
      this.#next += 1;
      signal?.addEventListener("abort", () => {
        if (this.#calls.delete(call)) failed(signal.reason);
      });
      this.#calls.set(call, { parts: [], progress, done });
      this.transport.send({ kind: "export", call, subject: this.subject });
    });
  }

  /** After a reconnect the rest of an answer never comes: ask anew under the same number. A second answer finds nobody waiting. */
  again(): void {
    for (const [call, { parts }] of this.#calls) {
      parts.length = 0;
      this.transport.send({ kind: "export", call, subject: this.subject });
    }
  }

  /** Nobody is left to ask: what this page has is all there is. */
  alone(own: () => Exchange[]): void {
    this.#own = own;
    for (const { done } of this.#calls.values()) done(own());
    this.#calls.clear();
  }

  readonly take = (message: Extract<FromBackground, { kind: "exported" }>): void => {
    const call = this.#calls.get(message.call);
    if (call === undefined) return;
    call.parts.push(...message.exchanges);
    call.progress(call.parts.length);
    if (!message.last) return;
    this.#calls.delete(message.call);
    call.done(call.parts);
  };
}
