import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { EngineName } from "../core/engines/engine";
import type { Exchange } from "../core/exchange/exchange";
import type { Navigation, RecordingScope, Settings, Status, Subject, Transport } from "../messaging/protocol";
import { Feed, type FeedHost, shortCallSite } from "./devtoolsFeed/feed";
import { ExportCalls } from "./exportCalls";
import { matcherOf } from "./filter/matchFilter";
import { type Filter, parseFilter } from "./filter/parseFilter";
import type { History } from "./history";
import { Imported } from "./imported";
import { type Connection, Intake, type Scheduler } from "./intake";
import type { Lines } from "./items";
import type { Row } from "./judge";
import { ListChoices } from "./listChoices";
import { Listing } from "./listing";
import { LiveActions, type PageReach } from "./live/liveActions";
import { type Counts, Log } from "./log";
import { PageTurns, rowsOfPage } from "./pageTurns";
import { isPrivateTab } from "./privateTab";
import type { Notice, Review, Source, Tab } from "./shown";
import type { EditedPolicy, Simulated } from "./simulate/simulated";
import { joinNotes } from "./witness/join";
import type { Note } from "./witness/notes";
import { Witness, type WitnessHost } from "./witness/witness";

export class PanelStore {
  readonly connection: Signal<Connection> = signal("connecting");
  readonly status: Signal<Status | null> = signal(null);
  readonly source: Signal<Source> = signal("live");
  readonly imported: Imported;
  readonly filterText = signal("");
  /** The filter as it was understood. */
  readonly filter: ReadonlySignal<Filter> = computed(() => parseFilter(this.filterText.value));
  readonly selectedId: Signal<string | null> = signal(null);
  readonly detailsOpen = signal(false);
  readonly tab: Signal<Tab> = signal("Why");
  readonly notice: Signal<Notice | null> = signal(null);
  /** Of the report that is being written; null while none is. */
  readonly exporting: Signal<AbortController | null> = signal(null);
  readonly review: Signal<Review | null> = signal(null);
  /** The what-if form as it was left. */
  readonly simulated: Signal<Simulated | null> = signal(null);
  /** A policy that the user wrote in Simulate and wants as the fix. */
  readonly editedPolicy: Signal<EditedPolicy | null> = signal(null);
  readonly choices = new ListChoices();
  readonly lines: ReadonlySignal<Lines>;
  readonly counts: ReadonlySignal<Counts>;
  readonly selected: ReadonlySignal<Row | null>;
  readonly showsPrivate: ReadonlySignal<boolean>;
  readonly exports: ExportCalls;
  /** Null where the panel is not in DevTools, which alone can place one. */
  readonly witness: Witness | null;
  readonly live: LiveActions;
  /** What DevTools saw; null outside of it. */
  readonly feed: Feed | null;
  /** The place in the page's code that sent an exchange, as `app.js:12`; null where it is not known. */
  readonly callSites: ReadonlySignal<(id: string) => string | null>;
  /** Changes when a log did; the logs themselves are changed in place. */
  readonly #version = signal(0);
  readonly #live: Log;
  readonly #intake: Intake;
  readonly #turns = new PageTurns();
  #lastScope: RecordingScope = "all";

  constructor(
    readonly transport: Transport,
    readonly subject: Subject,
    schedule: Scheduler,
    engine: EngineName,
    host?: WitnessHost,
    page: PageReach = {},
    feedHost?: FeedHost,
  ) {
    this.live = new LiveActions(transport, subject, this.status, page);
    this.witness = host === undefined ? null : new Witness(host, (notes, born) => this.#hear(notes, born));
    this.feed = feedHost === undefined ? null : new Feed(feedHost);
    this.#live = new Log(engine, this.feed);
    this.imported = new Imported(engine);
    this.exports = new ExportCalls(transport, subject);
    const matcher = computed(() => matcherOf(this.filter.value.terms));
    const log = computed(() => this.#shown);
    const navigations = computed(() => this.#navigations());
    const listing = new Listing();
    this.lines = computed(() => {
      this.#version.value;
      return listing.lines({
        log: log.value,
        matcher: matcher.value,
        sorting: this.choices.sorting.value,
        grouping: this.choices.grouping.value,
        opened: this.choices.opened.value,
        navigations: navigations.value,
      });
    });
    this.counts = computed(() => {
      this.#version.value;
      return { ...log.value.counts };
    });
    this.showsPrivate = computed(() => {
      this.#version.value;
      return isPrivateTab(navigations.value, this.#live.rows);
    });
    this.selected = computed(() => {
      this.#version.value;
      return this.selectedId.value === null ? null : log.value.get(this.selectedId.value);
    });
    this.callSites = computed(() => {
      this.#version.value;
      this.feed?.version.value;
      return (id) => {
        const row = this.#live.get(id);
        return row === null ? null : shortCallSite(this.feed, row.exchange);
      };
    });
    const hooks = {
      changed: () => {
        this.#touch();
        this.witness?.look();
      },
      status: (status: Status) => {
        if (status.settings.scope !== "off") this.#lastScope = status.settings.scope;
        this.status.value = status;
        this.feed?.begin(status.settings.secretNames);
      },
      connection: (connection: Connection) => {
        this.connection.value = connection;
        if (connection === "connected") this.exports.again();
        if (connection === "lost" || connection === "outdated") this.live.disconnected();
        if (connection === "outdated") this.exports.alone(() => this.#live.rows.map((row) => row.exchange));
      },
      exported: this.exports.take,
      live: this.live.take,
    };
    this.#intake = new Intake(transport, subject, this.#live, hooks, schedule);
  }

  #navigations(): readonly Navigation[] {
    return this.#turns.of(this.subject, this.source.value === "live" ? (this.status.value?.navigations ?? []) : []);
  }

  /** The log of the shown source. */
  get #shown(): Log {
    return this.source.value === "live" ? this.#live : this.imported.log;
  }

  start(): () => void {
    return this.#intake.start();
  }

  #touch(): void {
    this.#version.value += 1;
  }

  #hear(notes: readonly Note[], born: number): void {
    const since = this.#live.rows.filter(({ startedAt }) => startedAt >= born).map(({ exchange }) => exchange);
    if (this.#live.hear(joinNotes(since, notes), born)) this.#touch();
  }

  /** Exchanges of the shown source, unfiltered, and by whose rules they are judged. */
  shown(): { readonly exchanges: Exchange[]; readonly engine: EngineName } {
    return { exchanges: this.#shown.rows.map((row) => row.exchange), engine: this.#shown.engine };
  }

  pageOf(row: Row): readonly Row[] {
    this.#version.value;
    return rowsOfPage(row, this.#shown.rows, this.#navigations());
  }

  /** When the requests of the shown source passed; as new as the drawing that asks. */
  get history(): History {
    this.#version.value;
    return this.#shown.history;
  }

  /** True once the same request has passed, or the server was asked again and says that it will. */
  isCured(row: Row): boolean {
    return this.history.passedAgain(row) !== null || this.live.confirmed.value.has(row.id);
  }

  /** Everything of the shown source with its judgement. */
  judged(): readonly Row[] {
    return this.#shown.rows;
  }

  change(settings: Partial<Settings>): void {
    this.transport.send({ kind: "change-settings", settings });
  }

  /** What the recorder goes by; null where there is none for this panel, or not yet. */
  get settings(): Settings | null {
    return this.connection.value === "outdated" ? null : (this.status.value?.settings ?? null);
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

  /** Shows an empty list for a file's exchanges. The answer tells whether it is still the one that is shown. */
  beginImport(name: string, engine: EngineName): () => boolean {
    return batch(() => {
      this.show("imported");
      return this.imported.begin(name, engine);
    });
  }

  /** `draw` false: more follows at once, and a picture of it would cost more than the exchanges themselves. */
  addImported(exchanges: readonly Exchange[], draw = true): void {
    for (const exchange of exchanges) this.imported.log.put(exchange);
    if (draw) this.#touch();
  }

  closeImport(): void {
    batch(() => {
      this.imported.close();
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
