import type { Exchange } from "../core/exchange/exchange";
import type { LiveAct, LiveNews, TrialWindow } from "./live";

/** The one port: any other name is turned away. */
export const PORT_NAME = "corscope";

/** Whose traffic is recorded. `open-panels`: only tabs whose CORS panel is open. */
export type RecordingScope = "all" | "open-panels" | "off";

export interface Settings {
  readonly scope: RecordingScope;
  readonly clearOnNavigation: boolean;
  /** Hosts whose exchanges are neither recorded nor on the badge; patterns as `core/exchange/muted.ts` reads them. */
  readonly mutedHosts: readonly string[];
  /** Names of headers and query parameters whose values are dropped at capture, beyond the built-in ones. Lower case. */
  readonly secretNames: readonly string[];
}

export const DEFAULT_SETTINGS: Settings = { scope: "all", clearOnNavigation: false, mutedHosts: [], secretNames: [] };

/** A tab, or everything that is not private. */
export type Subject = number | "all";

export interface Counted {
  readonly sameOrigin: number;
  readonly noCors: number;
  readonly navigations: number;
  /** Cross-origin exchanges of muted hosts. */
  readonly muted: number;
}

export interface Navigation {
  readonly tabId: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly url: string;
  /** As in the context of the page's requests; known with the first of them. */
  readonly documentId?: string;
  readonly incognito?: true;
  readonly container?: string;
}

/** What the panel and the popup say about the recorder itself. */
export interface Status {
  readonly settings: Settings;
  /** `partial`: for some sites only, which is too little: a request is shown if both its page and its server are granted. */
  readonly permission: "granted" | "partial" | "missing";
  /** Exchanges that the budget let go since the recording began. */
  readonly dropped: number;
  readonly counted: Counted;
  /** Milliseconds since the epoch; null before the first event. */
  readonly recordedFrom: number | null;
  /** `storage-full`: the recording goes on in memory only. `worker-restarted`: exchanges that were open then may be incomplete. */
  readonly troubles: readonly ("storage-full" | "worker-restarted" | "malformed-event")[];
  readonly navigations: readonly Navigation[];
  /** Policies that are or were tried on tabs, the latest of each tab. */
  readonly trials: readonly TrialWindow[];
}

/** How far a client has read: `epoch` changes when the recording is begun anew. */
export interface Position {
  readonly epoch: string;
  readonly sequence: number;
}

export type ToBackground =
  /** Keeps the worker awake while a panel is open: cheaper than waking it anew every thirty seconds. */
  | { readonly kind: "ping" }
  /** Always the first message. `panel` marks the tab as one whose CORS panel is open. */
  | { readonly kind: "subscribe"; readonly subject: Subject; readonly panel: boolean; readonly since: Position | null }
  | { readonly kind: "change-settings"; readonly settings: Partial<Settings> }
  | { readonly kind: "clear"; readonly subject: Subject }
  /** Does something on the network or to the tab, for a user's click; answered by `live`. */
  | { readonly kind: "live"; readonly call: number; readonly act: LiveAct; readonly exchange: string }
  /** From where the browser lets no page ask: opens one that may. */
  | { readonly kind: "ask-permission" }
  /** Ends what is tried on this tab. */
  | { readonly kind: "stop-trial"; readonly tabId: number }
  | { readonly kind: "export"; readonly call: number; readonly subject: Subject };

export type FromBackground =
  /** Answers `subscribe`, in parts; `alive` (in the last part) lists every id, so that a returning client drops what is gone. */
  | {
      readonly kind: "snapshot";
      readonly position: Position;
      readonly exchanges: readonly Exchange[];
      readonly alive: readonly string[] | null;
      readonly last: boolean;
    }
  | { readonly kind: "changes"; readonly position: Position; readonly changed: readonly Exchange[]; readonly removed: readonly string[] }
  | { readonly kind: "status"; readonly status: Status }
  | { readonly kind: "live"; readonly call: number; readonly news: LiveNews }
  /** Answers `export`, in parts: what the background has, what ended a moment ago included. */
  | { readonly kind: "exported"; readonly call: number; readonly exchanges: readonly Exchange[]; readonly last: boolean };

/** What the panel and the popup talk through; the playground gives them one without a browser behind it. */
export interface Transport {
  /** Never throws; what cannot be sent now is sent after the reconnect (`subscribe` is renewed by the client itself). */
  send(message: ToBackground): void;
  /**
   * `connected` fires for every new connection, the first included: the client subscribes there. `outdated`: the extension was updated or
   * removed under this page, and no connection will ever come again.
   */
  listen(listener: { message(message: FromBackground): void; connected(): void; disconnected(): void; outdated?(): void }): () => void;
}
