import type { CorsError } from "../../src/core/engines/corsError";
import type { Verdict } from "../../src/core/engines/engine";

/** One reply of a server: which CORS headers it has, or how it goes wrong on the wire. */
export interface Says {
  readonly status: number;
  /** Access-Control-Allow-Origin names the page. */
  readonly origin: boolean;
  readonly methods?: string;
  /** Leads to this kind, with the same key, on the other server. */
  readonly redirect?: string;
  readonly wire?: Wire;
}

/** `torn`: half of the body, then the end. `headers-torn`: half of the headers. `slow`: the headers byte by byte. `hangs`: no byte at all.
 * `breaks`: half of the body at once. The end of these two comes when replies are released. */
export type Wire = "torn" | "breaks" | "headers-torn" | "reset" | "slow" | "hangs";

export interface Kind {
  readonly method: "GET" | "PUT";
  readonly via: "fetch" | "image";
  readonly to: "api" | "page";
  readonly preflight?: Says;
  readonly reply: Says;
  /** `counted`: the recording only counts it. */
  readonly fate: { readonly verdict: Verdict; readonly reason: CorsError | null } | "counted";
}

const OK: Says = { status: 200, origin: true };
const MUTE: Says = { status: 200, origin: false };
const LETS: Says = { status: 204, origin: true, methods: "PUT" };
const blocked = (reason: CorsError) => ({ verdict: "blocked", reason }) as const;
const ALLOWED = { verdict: "allowed", reason: null } as const;
const BROKEN = { verdict: "not-cors", reason: null } as const;
const GET = { method: "GET", via: "fetch", to: "api" } as const;
const PUT = { method: "PUT", via: "fetch", to: "api", preflight: LETS } as const;

/** What traffic is made of. */
export const KINDS = {
  get: { ...GET, reply: OK, fate: ALLOWED },
  "get-missing": { ...GET, reply: MUTE, fate: blocked("MissingAllowOriginHeader") },
  put: { ...PUT, reply: OK, fate: ALLOWED },
  "put-refused": { ...PUT, preflight: { ...LETS, methods: "GET" }, reply: OK, fate: blocked("MethodDisallowedByPreflightResponse") },
  "put-404": { ...PUT, preflight: { ...LETS, status: 404 }, reply: OK, fate: blocked("PreflightInvalidStatus") },
  "put-missing": { ...PUT, reply: MUTE, fate: blocked("MissingAllowOriginHeader") },
  redirected: { ...GET, reply: { status: 302, origin: true, redirect: "get-missing" }, fate: blocked("MissingAllowOriginHeader") },
  same: { ...GET, to: "page", reply: MUTE, fate: "counted" },
  image: { ...GET, via: "image", reply: MUTE, fate: "counted" },
  torn: { ...GET, reply: { ...OK, wire: "torn" }, fate: BROKEN },
  "torn-missing": { ...GET, reply: { ...MUTE, wire: "torn" }, fate: blocked("MissingAllowOriginHeader") },
  "headers-torn": { ...GET, reply: { ...OK, wire: "headers-torn" }, fate: BROKEN },
  "preflight-reset": { ...PUT, preflight: { ...LETS, wire: "reset" }, reply: OK, fate: BROKEN },
  "preflight-torn": { ...PUT, preflight: { ...LETS, wire: "headers-torn" }, reply: OK, fate: BROKEN },
  reset: { ...PUT, reply: { ...OK, wire: "reset" }, fate: BROKEN },
  slow: { ...GET, reply: { ...OK, wire: "slow" }, fate: ALLOWED },
  "preflight-slow": { ...PUT, preflight: { ...LETS, wire: "slow" }, reply: OK, fate: ALLOWED },
  breaks: { ...GET, reply: { ...OK, wire: "breaks" }, fate: BROKEN },
  "breaks-missing": { ...GET, reply: { ...MUTE, wire: "breaks" }, fate: blocked("MissingAllowOriginHeader") },
  "same-breaks": { ...GET, to: "page", reply: { ...MUTE, wire: "breaks" }, fate: "counted" },
  hangs: { ...GET, reply: { ...OK, wire: "hangs" }, fate: BROKEN },
  "preflight-hangs": { ...PUT, preflight: { ...LETS, wire: "hangs" }, reply: OK, fate: BROKEN },
} as const satisfies Readonly<Record<string, Kind>>;

export type Name = keyof typeof KINDS;

/** What ordinary traffic draws from; `put` more often, since pairs are what is lost most easily. */
export const ORDINARY: readonly Name[] = [
  "get",
  "get-missing",
  "put",
  "put",
  "put-refused",
  "put-404",
  "put-missing",
  "redirected",
  "same",
  "image",
];

/** One request of a page. */
export interface Ask {
  readonly key: string;
  readonly name: Name;
  readonly url: string;
  readonly method: string;
  readonly via: Kind["via"];
}

export const kindOf = (name: Name): Kind => KINDS[name];
