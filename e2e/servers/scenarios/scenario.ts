import type { CorsError } from "../../../src/core/engines/corsError";
import type { Verdict } from "../../../src/core/engines/engine";

/** Places a request can go to. `sibling` is same-site with the page; `loopback` is trustworthy, so Sec-Fetch-* are sent to it. */
export const HOSTS = [
  "page",
  "public",
  "publicSecure",
  "api",
  "other",
  "sibling",
  "loopback",
  "tls",
  "closed",
  "nowhere",
  "unsafe",
] as const;
export type Host = (typeof HOSTS)[number];

/** Origins that serve the playground. The two public ones are outside the local network as far as the browser is told. */
export const PAGES = ["page", "public", "publicSecure"] as const;
export type PageName = (typeof PAGES)[number];

/** Serialised origin of every host, known once the ports are. */
export type Origins = Readonly<Record<Host, string>>;

export type Pairs = readonly (readonly [name: string, value: string])[];

export type Via = "fetch" | "xhr" | "script" | "module" | "image" | "font" | "event-source" | "worker" | "sandboxed-iframe" | "beacon";

/** What the page does. Values may hold placeholders (see expand.ts). */
export interface RequestSpec {
  readonly via: Via;
  readonly to: Host;
  /** The page it is sent from; `page` unless said otherwise. */
  readonly from?: PageName;
  /** `GET` unless said otherwise. */
  readonly method?: string;
  readonly headers?: Pairs;
  /** fetch()'s own default, `same-origin`, unless said otherwise. For elements `include` is `crossorigin="use-credentials"`. */
  readonly credentials?: "omit" | "same-origin" | "include";
  /** `cors` unless said otherwise; an image in `no-cors` mode has no `crossorigin` attribute. */
  readonly mode?: "cors" | "no-cors";
  readonly redirect?: "follow" | "error";
  readonly body?: string;
  /** A listener on `xhr.upload`, which forces a preflight. */
  readonly uploadListener?: true;
  /** A cookie of the site is set before, so that it travels when credentials do. */
  readonly cookie?: true;
  /** The page aborts it as soon as the server has the request. */
  readonly abort?: true;
  /** The same request is sent once before, so that the preflight cache is warm. */
  readonly warmUp?: true;
}

export interface Reply {
  readonly status: number;
  readonly headers: Pairs;
  readonly body?: string;
  readonly delayMs?: number;
  /** `empty`: the connection is closed without a byte. `cut`: it closes in the middle of the body. `silent`: no answer ever comes. */
  readonly broken?: "empty" | "cut" | "silent";
}

/** One URL of the chain and how the server there answers. */
export interface HopReplies {
  /** How it answers OPTIONS; absent where no preflight is due. */
  readonly preflight?: Reply;
  /** How it answers the request itself; absent where the request never gets there. */
  readonly reply?: Reply;
}

export interface Expectation {
  readonly verdict: Verdict;
  /** The browser's own word, `Network.CorsError` of the DevTools Protocol. */
  readonly reason: CorsError | null;
  /** As the protocol has it, with placeholders; absent when it is empty. */
  readonly failedParameter?: string;
  /** What it was instead, in the vocabulary of `_cors.notCors`. */
  readonly notCors?: string;
  /** The error that webRequest tells of the main request, when it is another than `net::ERR_FAILED`. */
  readonly netError?: string;
  /** The same in the DevTools Protocol, where it tells another one. */
  readonly protocolError?: string;
  /** Other reasons that the same webRequest evidence fits: the diagnosis must name them all. */
  readonly undecidedWith?: readonly CorsError[];
  readonly preflight: "seen" | "cached" | null;
  /** False for what Corscope only counts (same-origin, no-cors). */
  readonly recorded?: false;
}

export const GROUPS = [
  "Access-Control-Allow-Origin",
  "Credentials",
  "Preflight",
  "Methods and headers",
  "Redirects",
  "Error replies",
  "Ways to send",
  "Passing",
  "Not CORS",
  "Local network",
] as const;
export type Group = (typeof GROUPS)[number];

export interface Scenario {
  /** Kebab-case, also the path on the servers. */
  readonly id: string;
  readonly title: string;
  readonly group: Group;
  /** One sentence: what the page does, and what the server does wrong. */
  readonly says: string;
  readonly request: RequestSpec;
  /** One per URL of the chain; empty when no server is ever reached. */
  readonly hops: readonly HopReplies[];
  readonly expect: Expectation;
}
