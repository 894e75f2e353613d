import { needsPreflight } from "./corsPreflight";
import type { Fields } from "./headers";
import { isSameOrigin, originOf } from "./origins";
import { type CredentialsMode, failure, type Outcome } from "./outcome";

export type RequestMode = "same-origin" | "cors" | "no-cors" | "navigate" | "websocket" | "webtransport";
export type ResponseTainting = "basic" | "cors" | "opaque";

export interface FetchedRequest {
  /** Serialised; the origin before any tainting. */
  readonly origin: string;
  readonly currentUrl: string;
  readonly mode: RequestMode;
  readonly method: string;
  readonly headers: Fields;
  /** As the previous hop left it; "basic" for a new request. */
  readonly tainting: ResponseTainting;
  readonly redirectMode?: "follow" | "error" | "manual";
  readonly useCorsPreflight?: boolean;
}

export type Route =
  | { readonly ok: true; readonly tainting: ResponseTainting; readonly preflight: boolean }
  | Extract<Outcome<"main-fetch">, { ok: false }>;

/**
 * https://fetch.spec.whatwg.org/#concept-main-fetch step 12: the response tainting of a hop and whether it may need a CORS-preflight.
 * 1. to 11. observed, not run (policies, upgrades and HSTS have had their say when the browser shows the request).
 */
export function mainFetchRoute(request: FetchedRequest): Route {
  const origin = originOf(request.currentUrl);
  const scheme = URL.parse(request.currentUrl)?.protocol ?? "";
  if (isSameOrigin(origin, request.origin) && request.tainting === "basic") return passes("basic");
  if (scheme === "data:" || /^(?:navigate|websocket|webtransport)$/.test(request.mode)) return passes("basic");
  if (request.mode === "same-origin") return networkError({ mode: "same-origin", origin: request.origin });
  if (request.mode === "no-cors") {
    if ((request.redirectMode ?? "follow") !== "follow")
      return networkError({ mode: "no-cors", redirectMode: request.redirectMode ?? null });
    return passes("opaque");
  }
  if (scheme !== "http:" && scheme !== "https:") return networkError({ scheme });
  return passes("cors", request.useCorsPreflight === true || needsPreflight(request.method, request.headers));
}

function passes(tainting: ResponseTainting, preflight = false): Route {
  return { ok: true, tainting, preflight };
}

function networkError(values: Readonly<Record<string, string | null>>): Route {
  return failure("main-fetch", 12, values) as Extract<Outcome<"main-fetch">, { ok: false }>;
}

/** https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch step 8.3 (8.4, the embedder policy, observed, not run). */
export function includesCredentials(credentialsMode: CredentialsMode, tainting: ResponseTainting): boolean {
  return credentialsMode === "include" || (credentialsMode === "same-origin" && tainting === "basic");
}
