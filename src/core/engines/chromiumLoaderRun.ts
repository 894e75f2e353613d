import type { Fields } from "../fetch/headers";
import type { CredentialsMode } from "../fetch/outcome";
import type { RedirectedRequest } from "../fetch/redirect";
import type { ChromiumRequestMode, CorsErrorStatus } from "./chromiumAccess";
import type { PreflightResult } from "./chromiumPreflight";
import { appendPreflight, type ChromiumPreflightCache, EMPTY_PREFLIGHT_CACHE, type PreflightCacheKey } from "./chromiumPreflightCache";

/** What a page, or the browser itself (`origin` null), asks the network service for. */
export interface LoaderRequest {
  readonly origin: string | null;
  readonly url: string;
  readonly mode: ChromiumRequestMode;
  readonly method: string;
  readonly headers: Fields;
  readonly credentialsMode: CredentialsMode;
  readonly redirectMode: "follow" | "error" | "manual";
  readonly isRevalidating: boolean;
  readonly hasStreamingBody: boolean;
  readonly nonWildcardAuthorization: boolean;
  readonly networkIsolationKey: string;
}

/** What a server answers, or the network in its place. */
export interface Reply {
  readonly status: number;
  readonly headers: Fields;
  readonly netError?: string;
}

export interface Script {
  readonly redirects: readonly Reply[];
  preflight(run: LoaderRun): Reply;
  response(run: LoaderRun): Reply;
}

export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly hop: number;
  readonly preflight: boolean;
  readonly origin: string | null;
  /** False where net/ followed a redirect by itself. */
  readonly started: boolean;
}

export interface Ended {
  readonly netError: string;
  readonly corsError: CorsErrorStatus | null;
  readonly sent: readonly Sent[];
}

/** The state of one load. */
export class LoaderRun {
  url: string;
  method: string;
  headers: Fields;
  corsFlag = false;
  tainted = false;
  redirectCount = 0;
  hop = 0;
  originHeader: string | null = null;
  cache: ChromiumPreflightCache = EMPTY_PREFLIGHT_CACHE;
  readonly sent: Sent[] = [];

  constructor(readonly request: LoaderRequest) {
    this.url = request.url;
    this.method = request.method;
    this.headers = request.headers;
  }

  serializedOrigin(): string {
    return this.tainted ? "null" : (this.request.origin ?? "null");
  }

  sendPreflight(): void {
    this.send("OPTIONS", true, this.serializedOrigin(), true);
  }

  sendMain(): void {
    this.send(this.method, false, this.originHeader, true);
  }

  followMain(): void {
    this.send(this.method, false, this.originHeader, false);
  }

  keepPreflight(key: PreflightCacheKey, result: PreflightResult): void {
    this.cache = appendPreflight(this.cache, key, result, 0);
  }

  asRedirected(): RedirectedRequest {
    const { method, headers, request, redirectCount } = this;
    const { origin, hasStreamingBody } = request;
    const body = hasStreamingBody ? "stream" : "replayable";
    return { origin: origin ?? "null", mode: "cors", tainting: "cors", method, headers, urls: [this.url], redirectCount, body };
  }

  private send(method: string, preflight: boolean, origin: string | null, started: boolean): void {
    this.sent.push({ method, url: this.url, hop: this.hop, preflight, origin, started });
  }
}

export function ended(run: LoaderRun, netError: string, corsError: CorsErrorStatus | null = null): Ended {
  return { netError, corsError, sent: run.sent };
}
