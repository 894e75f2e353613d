const PATIENCE = 60_000;

/** What comes under a name, whoever is first: the one who puts it or the one who waits for it. */
export class Mailbox<T> {
  readonly #boxes = new Map<string, T>();
  readonly #waiting = new Map<string, (thing: T) => void>();

  put(name: string, thing: T): void {
    const waits = this.#waiting.get(name);
    if (waits === undefined) this.#boxes.set(name, thing);
    else waits(thing);
  }

  async take(name: string): Promise<T> {
    const there = this.#boxes.get(name);
    this.#boxes.delete(name);
    if (there !== undefined) return there;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<T>((resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`waited ${PATIENCE} ms in vain for ${name}`)), PATIENCE);
        this.#waiting.set(name, resolve);
      });
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(name);
    }
  }
}
