/** Work that is cut into steps; what it yields is gathered by whoever runs it. */
export type Steps<T> = Iterator<T, unknown, void>;

/** A frame is sixteen milliseconds: half of it is left to the panel. */
const SLICE_MS = 8;
const LOOK_EVERY = 4;

export interface SliceHost {
  /** Lets input and paint in. */
  pause(): Promise<void>;
  now(): number;
  readonly signal: AbortSignal;
}

/** Runs steps in slices; after each slice `progress` hears how many are done. Rejects with the signal's reason once that is aborted. */
export async function inSlices<T>(
  steps: Steps<T>,
  host: SliceHost,
  take: (part: T) => void,
  progress: (done: number) => void,
): Promise<void> {
  let done = 0;
  for (;;) {
    const until = host.now() + SLICE_MS;
    do {
      for (let look = 0; look < LOOK_EVERY; look++) {
        const step = steps.next();
        if (step.done === true) return progress(done);
        take(step.value);
        done += 1;
      }
    } while (host.now() < until);
    progress(done);
    await host.pause();
    host.signal.throwIfAborted();
  }
}

/** Text in growing blobs: what has been written leaves the page's own heap. */
export class TextParts {
  readonly blobs: Blob[] = [];
  #waiting: string[] = [];
  #length = 0;

  readonly add = (text: string): void => {
    this.#waiting.push(text);
    this.#length += text.length;
    if (this.#length > 1_000_000) this.#settle();
  };

  finish(): readonly Blob[] {
    this.#settle();
    return this.blobs;
  }

  #settle(): void {
    this.blobs.push(new Blob(this.#waiting));
    this.#waiting = [];
    this.#length = 0;
  }
}
