import type { Exchange } from "../core/exchange/exchange";
import type { FromBackground, Position, Status, Subject, ToBackground, Transport } from "../messaging/protocol";
import type { Log } from "./log";

export type Connection = "connecting" | "connected" | "lost";

export interface IntakeHooks {
  /** Something in the log changed. */
  changed(): void;
  status(status: Status): void;
  connection(connection: Connection): void;
  exported(message: Extract<FromBackground, { kind: "exported" }>): void;
}

/** Runs `work` before the next paint. Injected, so that tests decide when a frame comes. */
export type Scheduler = (work: () => void) => void;

/** How long one frame may judge newcomers; the rest waits for the next one. */
const FRAME_BUDGET_MS = 8;

/**
 * Takes what the background sends and feeds it to the log, at most once per frame and never for longer than a frame can bear: a burst of
 * thousands (or the first snapshot) appears over several frames instead of stopping the page.
 */
export class Intake {
  #position: Position | null = null;
  readonly #waiting = new Map<string, Exchange>();
  #scheduled = false;

  constructor(
    private readonly transport: Transport,
    private readonly subject: Subject,
    private readonly log: Log,
    private readonly hooks: IntakeHooks,
    private readonly schedule: Scheduler,
    private readonly now: () => number = () => performance.now(),
  ) {}

  start(): () => void {
    return this.transport.listen({
      message: (message) => this.#take(message),
      connected: () => {
        this.hooks.connection("connected");
        this.transport.send(this.#subscription());
      },
      disconnected: () => this.hooks.connection("lost"),
    });
  }

  #subscription(): ToBackground {
    return { kind: "subscribe", subject: this.subject, panel: true, since: this.#position };
  }

  #take(message: FromBackground): void {
    switch (message.kind) {
      case "snapshot":
        this.#newEpoch(message.position);
        for (const exchange of message.exchanges) this.#await(exchange);
        if (message.last) {
          if (message.alive !== null) this.#keepOnly(new Set(message.alive));
          this.#position = message.position;
        }
        break;
      case "changes":
        this.#newEpoch(message.position);
        for (const exchange of message.changed) this.#await(exchange);
        this.#drop(message.removed);
        this.#position = message.position;
        break;
      case "status":
        this.hooks.status(message.status);
        return;
      case "exported":
        this.hooks.exported(message);
        return;
    }
    this.#wake();
  }

  /** The recording was begun anew: what we hold is of another one. */
  #newEpoch(position: Position): void {
    if (this.#position === null || this.#position.epoch === position.epoch) return;
    this.#position = null;
    this.#waiting.clear();
    this.log.clear();
  }

  #await(exchange: Exchange): void {
    this.#waiting.set(exchange.id, exchange);
  }

  #keepOnly(alive: ReadonlySet<string>): void {
    this.#drop([...this.log.ids(), ...this.#waiting.keys()].filter((id) => !alive.has(id)));
  }

  #drop(ids: readonly string[]): void {
    if (ids.length === 0) return;
    for (const id of ids) this.#waiting.delete(id);
    this.log.drop(new Set(ids));
  }

  #wake(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.schedule(() => this.#work());
  }

  #work(): void {
    this.#scheduled = false;
    const until = this.now() + FRAME_BUDGET_MS;
    for (const [id, exchange] of this.#waiting) {
      this.#waiting.delete(id);
      this.log.put(exchange);
      if (this.now() > until) break;
    }
    this.hooks.changed();
    if (this.#waiting.size > 0) this.#wake();
  }
}
