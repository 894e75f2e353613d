import type { Exchange } from "../core/exchange/exchange";
import type { FromHar } from "../core/report/fromHar";
import { ReportReader } from "../core/report/readReport";

export type ToReader = { readonly kind: "file"; readonly file: Blob } | { readonly kind: "more" };

type Whole = Extract<FromHar, { ok: true }>;
/** What a file says besides its exchanges. */
export type ReadFile = Pick<Whole, "engine" | "skipped" | "broken">;

export type FromReader =
  /** `share` of the file that has been read, from 0 to 1. */
  | { readonly kind: "progress"; readonly share: number }
  | { readonly kind: "read"; readonly read: ReadFile }
  | { readonly kind: "exchanges"; readonly exchanges: readonly Exchange[]; readonly last: boolean }
  | { readonly kind: "failed"; readonly problem: string };

/** Exchanges that are handed over at a time. */
const SLICE = 100;
/** Progress is told in steps that a reader of the screen can follow. */
const STEP = 0.05;

/** Reads one file as a stream, and hands its exchanges over in slices, each when it is asked for: runs in a worker, knows none. */
export class ImportReader {
  #exchanges: readonly Exchange[] = [];
  #given = 0;

  constructor(private readonly tell: (message: FromReader) => void) {}

  async take(message: ToReader): Promise<void> {
    if (message.kind === "more") return this.#give();
    const read = await this.#read(message.file).catch(() => null);
    if (read === null) return this.tell({ kind: "failed", problem: "the browser could not read it to its end." });
    if (!read.ok) return this.tell({ kind: "failed", problem: read.problem });
    this.#exchanges = read.exchanges;
    const { engine, skipped, broken } = read;
    this.tell({ kind: "read", read: { engine, skipped, broken } });
  }

  async #read(file: Blob): Promise<FromHar> {
    const reader = new ReportReader();
    const pieces = file.stream().pipeThrough(new TextDecoderStream()).getReader();
    let done = 0;
    let told = 0;
    for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) {
      reader.push(piece.value);
      // Characters stand in for bytes: exact for what HARs are made of, and never too much.
      done += piece.value.length;
      if (done / file.size < told + STEP) continue;
      told = done / file.size;
      this.tell({ kind: "progress", share: told });
    }
    return reader.end();
  }

  #give(): void {
    const exchanges = this.#exchanges.slice(this.#given, this.#given + SLICE);
    this.#given += SLICE;
    this.tell({ kind: "exchanges", exchanges, last: this.#given >= this.#exchanges.length });
  }
}
