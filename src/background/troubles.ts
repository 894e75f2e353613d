import type { Status } from "../messaging/protocol";

type Trouble = Status["troubles"][number];

/** What stands in the recorder's way, each told when it comes and when it goes. */
export class Troubles {
  readonly #standing = new Set<Trouble>();
  readonly #tell: () => void;

  constructor(tell: () => void) {
    this.#tell = tell;
  }

  all(): readonly Trouble[] {
    return [...this.#standing];
  }

  came(trouble: Trouble): void {
    if (this.#standing.has(trouble)) return;
    this.#standing.add(trouble);
    this.#tell();
  }

  went(trouble: Trouble): void {
    if (this.#standing.delete(trouble)) this.#tell();
  }
}
