/** What must not happen before the recording is restored waits here, and then happens in its order. */
export class Gate {
  #isOpen = false;
  readonly #waiting: (() => void)[] = [];

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Now, or once it is open. */
  pass(action: () => void): void {
    if (this.#isOpen) action();
    else this.#waiting.push(action);
  }

  /** Calls `first`, then lets through what has waited. */
  open(first: () => void): void {
    this.#isOpen = true;
    first();
    for (const action of this.#waiting.splice(0)) action();
  }
}
