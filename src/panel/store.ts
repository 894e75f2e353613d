import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { EngineName } from "../core/engines/engine";
import type { Exchange } from "../core/exchange/exchange";
import type { Navigation, RecordingScope, Settings, Status, Subject, Transport } from "../messaging/protocol";
import { ExportCalls } from "./exportCalls";
import { matches, parseFilter } from "./filter";
import { type Connection, Intake, type Scheduler } from "./intake";
import type { Row } from "./judge";
import { type Counts, Log } from "./log";

export type Source = "live" | "imported";
export const TABS = ["Why", "Timeline", "Fix", "Headers"] as const;
export type Tab = (typeof TABS)[number];

/** A line of the list. */
export type Item =
  | { readonly kind: "row"; readonly row: Row; readonly first: boolean }
  | { readonly kind: "line"; readonly navigation: Navigation };

/** What the panel has to say about its own work (a failed import, a finished copy). */
export interface Notice {
  readonly tone: "good" | "bad" | "busy";
  readonly text: string;
}

/** Puts the navigations between the rows, by time. A line with no row behind it is the page that is loading now. */
export function itemsOf(rows: readonly Row[], navigations: readonly Navigation[]): Item[] {
  const items: Item[] = [];
  let next = 0;
  for (const row of rows) {
    let first = false;
    for (let navigation = navigations[next]; navigation !== undefined && navigation.at <= row.startedAt; navigation = navigations[next]) {
      // Before the first row there is nothing to divide.
      if (items.length > 0) {
        items.push({ kind: "line", navigation });
        first = true;
      }
      next += 1;
    }
    items.push({ kind: "row", row, first });
  }
  if (items.length > 0) for (const navigation of navigations.slice(next)) items.push({ kind: "line", navigation });
  return items;
}

export class PanelStore {
  readonly connection: Signal<Connection> = signal("connecting");
  readonly status: Signal<Status | null> = signal(null);
  readonly source: Signal<Source> = signal("live");
  readonly importedName: Signal<string | null> = signal(null);
  readonly filterText = signal("");
  readonly selectedId: Signal<string | null> = signal(null);
  readonly detailsOpen = signal(false);
  readonly tab: Signal<Tab> = signal("Why");
  readonly notice: Signal<Notice | null> = signal(null);
  readonly items: ReadonlySignal<readonly Item[]>;
  readonly counts: ReadonlySignal<Counts>;
  readonly selected: ReadonlySignal<Row | null>;
  readonly exports: ExportCalls;
  /** Changes when a log did; the logs themselves are changed in place. */
  readonly #version = signal(0);
  readonly #live: Log;
  readonly #imported: Log;
  readonly #intake: Intake;
  #lastScope: RecordingScope = "all";

  constructor(
    readonly transport: Transport,
    readonly subject: Subject,
    schedule: Scheduler,
    engine: EngineName,
  ) {
    this.#live = new Log(engine);
    this.#imported = new Log(engine);
    this.exports = new ExportCalls(transport, subject);
    const terms = computed(() => parseFilter(this.filterText.value));
    const log = computed(() => (this.source.value === "live" ? this.#live : this.#imported));
    const navigations = computed(() => {
      if (this.source.value !== "live" || this.subject === "all") return [];
      return (this.status.value?.navigations ?? []).filter((one) => one.tabId === this.subject).sort((a, b) => a.at - b.at);
    });
    this.items = computed(() => {
      this.#version.value;
      const wanted = terms.value;
      const rows = log.value.rows;
      return itemsOf(wanted.length === 0 ? rows : rows.filter((row) => matches(row, wanted)), navigations.value);
    });
    this.counts = computed(() => {
      this.#version.value;
      return { ...log.value.counts };
    });
    this.selected = computed(() => {
      this.#version.value;
      return this.selectedId.value === null ? null : log.value.get(this.selectedId.value);
    });
    const hooks = {
      changed: () => this.#touch(),
      status: (status: Status) => {
        if (status.settings.scope !== "off") this.#lastScope = status.settings.scope;
        this.status.value = status;
      },
      connection: (connection: Connection) => {
        this.connection.value = connection;
        if (connection === "connected") this.exports.again();
      },
      exported: this.exports.take,
    };
    this.#intake = new Intake(transport, subject, this.#live, hooks, schedule);
  }

  start(): () => void {
    return this.#intake.start();
  }

  #touch(): void {
    this.#version.value += 1;
  }

  /** Exchanges of the shown source, unfiltered, and by whose rules they are judged. */
  shown(): { readonly exchanges: Exchange[]; readonly engine: EngineName } {
    const log = this.source.value === "live" ? this.#live : this.#imported;
    return { exchanges: log.rows.map((row) => row.exchange), engine: log.engine };
  }

  change(settings: Partial<Settings>): void {
    this.transport.send({ kind: "change-settings", settings });
  }

  toggleRecording(): void {
    this.change({ scope: this.status.value?.settings.scope === "off" ? this.#lastScope : "off" });
  }

  clear(): void {
    if (this.source.value === "imported") return this.closeImport();
    this.transport.send({ kind: "clear", subject: this.subject });
    batch(() => {
      this.#live.clear();
      this.selectedId.value = null;
      this.detailsOpen.value = false;
      this.#touch();
    });
  }

  select(id: string | null, open: boolean): void {
    batch(() => {
      this.selectedId.value = id;
      if (open) this.detailsOpen.value = true;
    });
  }

  close(): void {
    this.detailsOpen.value = false;
  }

  showImport(name: string, exchanges: readonly Exchange[], engine: EngineName): void {
    batch(() => {
      this.#imported.clear();
      this.#imported.engine = engine;
      for (const exchange of exchanges) this.#imported.put(exchange);
      this.importedName.value = name;
      this.show("imported");
    });
  }

  closeImport(): void {
    batch(() => {
      this.#imported.clear();
      this.importedName.value = null;
      this.show("live");
    });
  }

  show(source: Source): void {
    batch(() => {
      this.source.value = source;
      this.selectedId.value = null;
      this.detailsOpen.value = false;
      this.#touch();
    });
  }
}
