import type { EngineName, Verdict } from "../core/engines/engine";
import type { Exchange, PageWitness } from "../core/exchange/exchange";
import { History } from "./history";
import { type Row, rowOf } from "./judge";
import { byStart, placeIn } from "./order";

export type Counts = Readonly<Record<Verdict | "pending", number>>;

const NONE: Counts = { blocked: 0, allowed: 0, "not-cors": 0, unknown: 0, pending: 0 };

/** Told of each change as it is made, so that a list of 50,000 rows need not be read again to find it. */
export interface LogWatcher {
  changed(gone: Row | null, come: Row | null): void;
  emptied(): void;
}

function isSame(a: PageWitness | undefined, b: PageWitness | undefined): boolean {
  return a?.credentials === b?.credentials && a?.mode === b?.mode && a?.callSite === b?.callSite;
}

/** Is told of every exchange that comes, changes or goes. */
export interface Follower {
  put(exchange: Exchange): void;
  drop(ids: Iterable<string>): void;
  clear(): void;
}

/**
 * Exchanges in the order of their start. Changed in place, because a copy of 50,000 rows per frame would cost more than all else; its
 * owner says when there is something new to look at.
 */
export class Log {
  readonly rows: Row[] = [];
  readonly counts: Record<keyof Counts, number> = { ...NONE };
  readonly history = new History();
  watcher: LogWatcher | null = null;
  readonly #byId = new Map<string, Row>();
  /** The page's own word, kept here because the recorder, which sends its exchanges again and again, has not heard it. */
  readonly #witnesses = new Map<string, PageWitness>();

  constructor(
    public engine: EngineName,
    private readonly follower: Follower | null = null,
  ) {}

  get(id: string): Row | null {
    return this.#byId.get(id) ?? null;
  }

  ids(): Iterable<string> {
    return this.#byId.keys();
  }

  put(told: Exchange): void {
    const witness = this.#witnesses.get(told.id);
    this.#place(witness === undefined ? told : { ...told, witness });
  }

  /** What the page says about exchanges begun at `since` or later; of those not named it says nothing (any more). */
  hear(found: ReadonlyMap<string, PageWitness>, since: number): boolean {
    const heard = this.rows.filter(({ startedAt, id, exchange }) => startedAt >= since && !isSame(exchange.witness, found.get(id)));
    for (const { id, exchange } of heard) {
      const { witness: _, ...bare } = exchange;
      const witness = found.get(id);
      if (witness === undefined) this.#witnesses.delete(id);
      else this.#witnesses.set(id, witness);
      this.put(bare);
    }
    return heard.length > 0;
  }

  #place(exchange: Exchange): void {
    const row = rowOf(exchange, this.engine);
    const old = this.#byId.get(row.id);
    if (old === row) return;
    this.follower?.put(exchange);
    if (old !== undefined) {
      this.counts[old.verdict] -= 1;
      if (old.verdict === "allowed") this.history.forget((id) => id === old.id);
      const at = this.#placeOf(old);
      if (old.startedAt === row.startedAt) this.rows[at] = row;
      else {
        this.rows.splice(at, 1);
        this.rows.splice(this.#placeOf(row), 0, row);
      }
    } else {
      const at = this.#placeOf(row);
      if (at === this.rows.length) this.rows.push(row);
      else this.rows.splice(at, 0, row);
    }
    this.#byId.set(row.id, row);
    this.counts[row.verdict] += 1;
    this.history.note(row);
    this.watcher?.changed(old ?? null, row);
  }

  /** Many at once: one pass instead of a splice for each. */
  drop(gone: ReadonlySet<string>): void {
    this.follower?.drop(gone);
    let kept = 0;
    for (const row of this.rows) {
      if (gone.has(row.id)) {
        this.#byId.delete(row.id);
        this.#witnesses.delete(row.id);
        this.counts[row.verdict] -= 1;
        this.watcher?.changed(row, null);
      } else {
        this.rows[kept] = row;
        kept += 1;
      }
    }
    this.rows.length = kept;
    this.history.forget((id) => gone.has(id));
  }

  clear(): void {
    this.follower?.clear();
    this.rows.length = 0;
    this.#byId.clear();
    this.#witnesses.clear();
    this.history.clear();
    Object.assign(this.counts, NONE);
    this.watcher?.emptied();
  }

  #placeOf(row: Row): number {
    return placeIn(this.rows, row, byStart);
  }
}
