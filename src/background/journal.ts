import type { Exchange } from "../core/exchange/exchange";
import type { NetworkEvent } from "../core/exchange/networkEvent";
import { type Ledger, newLedger } from "./ledger";

/** storage.session as far as the journal uses it; tests bring their own. */
export interface SessionStorage {
  get(keys: null | string | string[]): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string[]): Promise<void>;
}

/** An exchange as it is kept. `sequence` rises with every change of any exchange. */
export interface Kept {
  readonly exchange: Exchange;
  readonly sequence: number;
  /** Characters of its JSON: what the budget counts. */
  readonly size: number;
}

/** `json`: the exchange as text, made for its size and good for writing it. */
export type Changed = Kept & { readonly json: string };

/** What must be known before the first event can be heard; little, and read first. */
export interface Opened {
  readonly ledger: Ledger;
  /** The worker was killed with events it had not written yet. */
  readonly torn: boolean;
  readonly restarted: boolean;
}

export interface Restored {
  readonly kept: readonly Kept[];
  readonly open: readonly (readonly NetworkEvent[])[];
}

export interface JournalSays {
  /** A batch is about to be written: what is to go with it is to be given now. */
  due(): void;
  /** Something could not be written, and is still owed: asked each time, so that less is kept. */
  full(): void;
  roomAgain(): void;
}

/** Milliseconds that a batch waits: calm traffic is written at once, a flood in batches of this length. */
const SOON = 5;
const LATE = 250;
/** What an event of a moment ago adds to the wait, and how long it is one of a moment ago. */
const EACH = 1;
const A_MOMENT = 500;
/** For counts alone: before the browser stops a worker that has heard nothing for thirty seconds. */
const AT_LEISURE = 20_000;
/** The ledger without its two lists, which have keys of their own: most batches change neither. */
const LEDGER = "ledger";
const NAVIGATIONS = "ledger:navigations";
const REPLIES = "ledger:replies";
const DIRTY = "dirty";
const KEPT = "x:";
const OPEN = "o:";

/**
 * Writes the recording to storage.session in batches, at once where little happens and at most 250 ms late: a key for each settled exchange
 * and one for each request under way. A mark is set with the first event of a batch and taken away with the batch, so that the next worker
 * knows whether it misses any.
 *
 * Values are JSON as text: of an object Chromium counts the memory of each little string and list in it, three times as much as the text, and
 * a full budget would be twice the quota.
 */
export class Journal {
  readonly #storage: SessionStorage;
  readonly #collect: () => { ledger: Ledger; open: ReadonlyMap<string, readonly NetworkEvent[]> };
  readonly #says: JournalSays;
  readonly #writes = new Map<string, Changed>();
  readonly #removals = new Set<string>();
  #openKeys = new Map<string, number>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #leisure: ReturnType<typeof setTimeout> | null = null;
  /** Events of the last moment, each batch counting less the longer it is ago; as of `#begunAt`, when a batch began. */
  #lately = 0;
  #begunAt = 0;
  /** Since then. */
  #heard = 0;
  #full = false;
  /** The mark is standing. */
  #marked = false;
  /** The parts of the ledger as they are stored. */
  readonly #written = new Map<string, string>();
  #adopted = (): void => {};
  /** Nothing is written before it is known what is there. */
  #writing = new Promise<void>((resolve) => {
    this.#adopted = resolve;
  });

  constructor(
    storage: SessionStorage,
    collect: () => { ledger: Ledger; open: ReadonlyMap<string, readonly NetworkEvent[]> },
    says: JournalSays,
  ) {
    this.#storage = storage;
    this.#collect = collect;
    this.#says = says;
  }

  static async open(storage: SessionStorage): Promise<Opened> {
    const items = await storage.get([LEDGER, NAVIGATIONS, REPLIES, DIRTY]);
    const stored = readPart(items[LEDGER]);
    const lists = { navigations: readPart(items[NAVIGATIONS]) ?? [], noCorsReplies: readPart(items[REPLIES]) ?? {} };
    const ledger = { ...newLedger(), ...stored, ...lists } as Ledger;
    return { ledger, torn: items[DIRTY] === true, restarted: stored !== null };
  }

  static async restore(storage: SessionStorage): Promise<Restored> {
    const kept: Kept[] = [];
    const open: (readonly NetworkEvent[])[] = [];
    for (const [key, value] of Object.entries(await storage.get(null))) {
      if (key.startsWith(KEPT)) kept.push(JSON.parse(String(value)) as Kept);
      else if (key.startsWith(OPEN)) open.push(JSON.parse(String(value)) as NetworkEvent[]);
    }
    return { kept, open };
  }

  /** The open requests that were restored are known to be stored; from now on it is written. */
  adopt(open: readonly (readonly NetworkEvent[])[]): void {
    for (const events of open) if (events[0] !== undefined) this.#openKeys.set(OPEN + events[0].requestId, events.length);
    this.#adopted();
  }

  /** Call for every event that changes what is to be written. */
  touch(): void {
    this.#heard += 1;
    this.expect();
  }

  /** Something to be written is on its way: the first of a batch leaves the mark. */
  expect(): void {
    if (this.#timer !== null) return;
    if (!this.#marked) void this.#storage.set({ [DIRTY]: true }).catch(() => undefined); // full: the batch will say so
    this.#marked = true;
    this.#timer = setTimeout(() => void this.flush(), this.#wait());
  }

  /** Once for a batch and not for an event: a clock costs more than a count. */
  #wait(): number {
    const now = performance.now();
    this.#lately = this.#lately * Math.exp((this.#begunAt - now) / A_MOMENT) + this.#heard;
    this.#begunAt = now;
    this.#heard = 0;
    return Math.min(LATE, Math.max(SOON, this.#lately * EACH));
  }

  /** Call for what changes a count only: it goes with the next batch, or alone where none comes. */
  touchAtLeisure(): void {
    this.#leisure ??= setTimeout(() => void this.flush(), AT_LEISURE);
  }

  keep(kept: Changed): void {
    this.#removals.delete(KEPT + kept.exchange.id);
    this.#writes.set(KEPT + kept.exchange.id, kept);
    this.touch();
  }

  drop(id: string): void {
    this.#writes.delete(KEPT + id);
    this.#removals.add(KEPT + id);
    this.touch();
  }

  /** Writes what is due; resolves when storage has it. Batches follow one another, never overtake. */
  flush(): Promise<void> {
    this.#says.due();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#leisure !== null) clearTimeout(this.#leisure);
    this.#leisure = null;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const { ledger, open } = this.#collect();
    const kept = [...this.#writes.values()];
    const writes = this.#changedParts(ledger);
    for (const [key, one] of this.#writes) writes[key] = textOf(one);
    const openKeys = new Map<string, number>();
    for (const [requestId, events] of open) {
      openKeys.set(OPEN + requestId, events.length);
      if (this.#openKeys.get(OPEN + requestId) !== events.length) writes[OPEN + requestId] = JSON.stringify(events);
    }
    const removed = [...this.#removals];
    const removals = [...removed, ...[...this.#openKeys.keys()].filter((key) => !openKeys.has(key))];
    const openBefore = this.#openKeys;
    this.#writes.clear();
    this.#removals.clear();
    this.#openKeys = openKeys;
    try {
      // Where it was full, what is let go makes the room. Else it goes last: a kill in between then leaves too much, not too little.
      if (this.#full) await this.#storage.remove(removals);
      await this.#storage.set(writes);
      // What came while this was written still needs the mark.
      this.#marked = this.#timer !== null;
      if (!this.#marked) removals.push(DIRTY);
      if (removals.length > 0) await this.#storage.remove(removals);
      if (this.#full) this.#says.roomAgain();
      this.#full = false;
    } catch {
      this.#owe(kept, removed);
      this.#openKeys = openBefore;
      this.#written.clear();
      this.#marked = false;
      this.#full = true;
      this.#says.full();
    }
  }

  /** The parts of the ledger that are not stored as they are. */
  #changedParts(ledger: Ledger): Record<string, string> {
    const { navigations, noCorsReplies, ...rest } = ledger;
    const parts = { [LEDGER]: rest, [NAVIGATIONS]: navigations, [REPLIES]: noCorsReplies };
    const texts = Object.entries(parts).map(([key, part]) => [key, JSON.stringify(part)] as const);
    const changed = texts.filter(([key, text]) => this.#written.get(key) !== text);
    for (const [key, text] of changed) this.#written.set(key, text);
    return Object.fromEntries(changed);
  }

  /** What was not written will be with the next batch, unless it changed or went meanwhile. */
  #owe(kept: readonly Changed[], removed: readonly string[]): void {
    for (const one of kept) {
      const key = KEPT + one.exchange.id;
      if (!this.#writes.has(key) && !this.#removals.has(key)) this.#writes.set(key, one);
    }
    for (const key of removed) if (!this.#writes.has(key)) this.#removals.add(key);
  }
}

/** A Kept as JSON. */
function textOf({ json, sequence, size }: Changed): string {
  return `{"exchange":${json},"sequence":${sequence},"size":${size}}`;
}

/** Null where no worker before this one wrote it. */
function readPart(value: unknown): object | null {
  return typeof value === "string" ? (JSON.parse(value) as object) : null;
}
