import { type ReadonlySignal, signal } from "@preact/signals";
import type { EngineName } from "../core/engines/engine";
import { Log } from "./log";

/** A file's exchanges, which are shown in the place of the recording; one file at a time. */
export class Imported {
  readonly log: Log;
  readonly #name = signal<string | null>(null);
  /** Grows with every file and its end. */
  #turn = 0;

  constructor(engine: EngineName) {
    this.log = new Log(engine);
  }

  /** Null while there is none. */
  get name(): ReadonlySignal<string | null> {
    return this.#name;
  }

  /** Makes room for a file's exchanges. The answer tells whether it is still the one that is shown. */
  begin(name: string, engine: EngineName): () => boolean {
    const ours = this.#empty(name);
    this.log.engine = engine;
    return () => this.#turn === ours;
  }

  close(): void {
    this.#empty(null);
  }

  #empty(name: string | null): number {
    this.log.clear();
    this.#name.value = name;
    this.#turn += 1;
    return this.#turn;
  }
}
