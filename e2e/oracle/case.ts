/** Where a hop can be. `port` is the page's host on another port: same site, same cookies, another origin. */
export const HOSTS = ["page", "api", "other", "sibling", "port", "loopback"] as const;
export type Host = (typeof HOSTS)[number];

export const VIAS = ["fetch", "xhr", "image", "script", "module", "font", "event-source", "worker", "sandbox"] as const;
export type Via = (typeof VIAS)[number];

export type Credentials = "omit" | "same-origin" | "include";

/** One character a byte, whatever it stands for; `{origin}` and its like (servers.ts) are filled in when it is sent. */
export type Pair = readonly [name: string, value: string];

/** What the page does. */
export interface Ask {
  readonly via: Via;
  readonly method: string;
  readonly headers: readonly Pair[];
  readonly credentials: Credentials;
  readonly body: string | null;
  /** A listener on `xhr.upload`, which forces a preflight. */
  readonly upload: boolean;
}

export interface Reply {
  readonly status: number;
  readonly headers: readonly Pair[];
}

/** One URL of the chain, and how it answers. */
export interface Stop {
  readonly host: Host;
  readonly preflight: Reply;
  readonly reply: Reply;
}

export interface Case {
  readonly index: number;
  readonly ask: Ask;
  /** The same URL once more, for the preflight cache: once the first has ended, or beside it. */
  readonly again: { readonly ask: Ask; readonly along: boolean } | null;
  /** Hosts with a cookie that fits the URLs of the case; whether it is sent, the browser decides. */
  readonly cookies: readonly Host[];
  readonly stops: readonly Stop[];
  /** What was made wrong, as `hop stage what`; empty when all is as it should be. */
  readonly faults: readonly string[];
}

export const asksOf = ({ ask, again }: Case): readonly Ask[] => (again === null ? [ask] : [ask, again.ask]);
