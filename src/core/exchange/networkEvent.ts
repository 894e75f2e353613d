/**
 * What a browser told us about one request, in our own words. Everything the house knows begins as one of these; `src/capture` makes
 * them and nothing behind it sees a browser's own details again.
 */

/**
 * A field of a header list: name as the wire spelled it, value with secrets already replaced by `[redacted#n]`. A value of more than 8 kB is
 * cut, and the third element is its full length in characters.
 */
export type Header = readonly [name: string, value: string, fullLength?: number];

/** Ordered, duplicates kept apart where the browser keeps them apart. */
export type HeaderList = readonly Header[];

/** Where a request came from. One context belongs to one `requestId` and does not change over its redirects. */
export interface RequestContext {
  /** The browser's tab, -1 for requests that belong to none (shared and service workers). */
  readonly tabId: number;
  readonly frameId: number;
  /** Identifies the document even after its tab navigated; absent for workers and in some browsers. */
  readonly documentId?: string;
  /** Serialised origin that made the request, `"null"` when opaque, absent when the browser does not say. */
  readonly initiator?: string;
  /** Of a private window. Where a browser keeps those apart by itself, nothing is said. */
  readonly incognito?: true;
  /** The browser's id of a container, whose cookies and caches are its own; absent outside of any. */
  readonly container?: string;
  /** The browser's resource type (`xmlhttprequest`, `script`, `font`, `ping` ...). */
  readonly type: string;
  /** The extension interface that told it, where that is not Chromium's: `telling.ts` says what is different. */
  readonly toldBy?: "firefox";
}

interface Observed {
  readonly requestId: string;
  /** Milliseconds since the epoch, with fractions. */
  readonly timeStamp: number;
  /** The URL of the hop this event belongs to, without userinfo and secrets, at most 8 kB. */
  readonly url: string;
  /** Repeated on later events, so that one whose start was lost can still be placed; dropped once the start is known. */
  readonly method?: string;
  readonly context?: RequestContext;
}

export type NetworkEvent =
  | (Observed & { readonly kind: "started"; readonly method: string; readonly context: RequestContext })
  /** The request's own header list, as it left the browser. Chromium: only once its preflight has passed; Firefox: before that begins. */
  | (Observed & { readonly kind: "sent"; readonly headers: HeaderList })
  /** A reply as the server wrote it, before the browser judged it; redirects included. */
  | (Observed & { readonly kind: "answered"; readonly status: number; readonly statusLine: string; readonly headers: HeaderList })
  /** The browser handed the reply on: it passed the CORS check (or none applied). Firefox: before its check, with status 0 where a hop got no reply. */
  | (Observed & { readonly kind: "accepted"; readonly status: number; readonly fromCache: boolean; readonly ip?: string })
  /** The end without a usable reply, in the browser's own spelling (`net::ERR_FAILED`). */
  | (Observed & { readonly kind: "failed"; readonly error: string })
  /** Our own, told by no browser: nothing more of this request is expected, and how it ended went with a worker that was killed. */
  | (Observed & { readonly kind: "unseen" });

/** What browsers tell. */
export type ToldKind = Exclude<NetworkEvent["kind"], "unseen">;

/** Order of kinds within one hop; settles ties of equal time stamps. */
export const KIND_ORDER = { started: 0, sent: 1, answered: 2, accepted: 3, failed: 4, unseen: 5 } as const;
