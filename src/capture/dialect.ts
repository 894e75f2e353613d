import type { NetworkEvent, ToldKind } from "../core/exchange/networkEvent";
import type { Place } from "../core/exchange/place";
import type { Redactor } from "./redact";

/** What every browser says; what is there besides the first lines depends on the event. */
export interface CommonDetails {
  readonly requestId: string;
  readonly url: string;
  readonly method: string;
  readonly type: string;
  readonly tabId: number;
  readonly timeStamp: number;
  readonly statusCode?: number | undefined;
  readonly statusLine?: string | undefined;
  readonly fromCache?: boolean | undefined;
  readonly ip?: string | null | undefined;
  readonly error?: string | undefined;
}

/** How one browser speaks of requests: what differs in their details, so that `listen.ts` knows none of it. */
export interface Dialect<Details extends CommonDetails> {
  /** A request that an extension sent, ours included. */
  isOwn(details: Details): boolean;
  /** Serialised origin of who sent it; absent where the browser does not say. */
  initiator(details: Details): string | undefined;
  /** A page begins to load in a tab and not ahead of its turn. */
  opensPage(details: Details): boolean;
  place(details: Details): Place;
  /** Everything that a server or a page wrote passes the redactor. */
  read(kind: ToldKind, details: Details, redactor: Redactor): NetworkEvent;
}
