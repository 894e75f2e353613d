import type { Exchange } from "../core/exchange/exchange";
import type { FromBackground, Position, Status, Subject, ToBackground, Transport } from "../messaging/protocol";
import type { Log } from "./log";

export type Connection = "connecting" | "connected" | "lost" | "outdated";

export interface IntakeHooks {
  /** Something in the log changed. */
  changed(): void;
  status(status: Status): void;
  connection(connection: Connection): void;
  exported(message: Extract<FromBackground, { kind: "exported" }>): void;
  live(message: Extract<FromBackground, { kind: "live" }>): void;
}

/** Injected, so that tests decide when it is time. */
export interface Scheduler {
  /** Soon, but after input and paint that are due. */
  task(work: () => void): void;
  /** Before the next paint. */
  frame(work: () => void): void;
}

/** How long one task may judge newcomers: short enough that typing and scrolling do not feel it. */
const SLICE_MS = 6;
const BACKLOG = 300;
const CALM_MS = 100;

/**
 * Takes what the background sends and feeds it to the log in short slices, and has it drawn at most once per frame: a burst of thousands
 * (or the first snapshot) appears bit by bit instead of stopping the page.
 */
export class Intake {
  #position: Position | null = null;
  readonly #waiting = new Map<string, Exchange>();
  #working = false;
  #drawing = false;
  #drawnAt = Number.NEGATIVE_INFINITY;

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
      outdated: () => this.hooks.connection("outdated"),
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
      case "live":
        this.hooks.live(message);
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
    this.#draw();
    if (this.#working || this.#waiting.size === 0) return;
    this.#working = true;
    this.schedule.task(() => this.#work());
  }

  #draw(): void {
    if (this.#drawing) return;
    // Drawing costs more than judging: with much left to do, ten pictures a second are enough. The last slice draws in any case.
    if (this.#waiting.size > BACKLOG && this.now() - this.#drawnAt < CALM_MS) return;
    this.#drawing = true;
    this.schedule.frame(() => {
      this.#drawing = false;
      this.#drawnAt = this.now();
      this.hooks.changed();
    });
  }

  #work(): void {
    this.#working = false;
    const until = this.now() + SLICE_MS;
    for (const [id, exchange] of this.#waiting) {
      this.#waiting.delete(id);
      this.log.put(exchange);
      if (this.now() > until) break;
    }
    this.#wake();
  }
}
