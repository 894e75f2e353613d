import type { HeaderList, NetworkEvent, RequestContext } from "../../src/core/exchange/networkEvent";
import { expand, urlOf } from "./scenarios/expand";
import type { HopReplies, Origins, Reply, RequestSpec, Scenario } from "./scenarios/scenario";

/** Where the servers would be, for those who only want events. */
export const EXAMPLE_ORIGINS: Origins = {
  page: "http://app.test:8001",
  public: "http://public.test:8002",
  publicSecure: "http://127.0.0.1:8003",
  api: "http://api.test:8004",
  other: "http://other.test:8005",
  sibling: "http://api.app.test:8006",
  loopback: "http://127.0.0.1:8007",
  tls: "https://secure.test:8008",
  closed: "http://api.test:8009",
  nowhere: "http://nowhere.invalid",
  unsafe: "http://api.test:6000",
};

export interface EventOptions {
  readonly origins?: Origins;
  readonly n?: string;
  /** Time of the first event; the next ones follow a millisecond apart. */
  readonly at?: number;
  /** Number of the first requestId. */
  readonly firstId?: number;
  readonly tabId?: number;
}

/** Distributes over the union, which plain Omit would merge into one. */
type Untimed = NetworkEvent extends infer E ? (E extends NetworkEvent ? Omit<E, "timeStamp" | "requestId" | "url"> : never) : never;

/**
 * The events that Chromium's webRequest, with extraHeaders, shows of a scenario. Follows what was measured with `eventCheck.ts`, which
 * holds this function against a real browser; nothing here judges headers: where it ends is taken from the scenario's expectation.
 */
export function asEvents(scenario: Scenario, options: EventOptions = {}): NetworkEvent[] {
  const story = new Story(scenario, options);
  if (scenario.request.warmUp) story.play({ ...scenario, expect: { ...scenario.expect, preflight: "seen" } });
  if (scenario.request.via === "font") story.probeCache();
  story.play(scenario);
  return story.events;
}

class Story {
  readonly events: NetworkEvent[] = [];
  readonly #scenario: Scenario;
  readonly #origins: Origins;
  readonly #n: string;
  readonly #tabId: number;
  #at: number;
  #nextId: number;

  constructor(scenario: Scenario, options: EventOptions) {
    this.#scenario = scenario;
    this.#origins = options.origins ?? EXAMPLE_ORIGINS;
    this.#n = options.n ?? "1";
    this.#tabId = options.tabId ?? 1;
    this.#at = options.at ?? 1_750_000_000_000;
    this.#nextId = options.firstId ?? 100;
  }

  play(scenario: Scenario): void {
    const { request, hops, expect } = scenario;
    const id = this.#newId();
    const { initiator } = this.#context();
    const chain: readonly HopReplies[] = hops.length === 0 ? [{}] : hops;
    let url = urlOf(scenario, this.#origins, this.#n);
    let origin = initiator ?? "null";
    for (const [index, hop] of chain.entries()) {
      const last = index === chain.length - 1;
      const fate = last ? fateOf(scenario, hop) : "redirected";
      this.#say(id, url, { kind: "started", method: request.method ?? "GET", context: this.#context() });
      if (hop.preflight !== undefined && expect.preflight === "seen") this.#preflight(url, origin, hop.preflight, index, fate);
      if (fate === "preflight-refused" || fate === "preflight-lost") {
        this.#say(id, url, { kind: "failed", error: expect.netError ?? "net::ERR_FAILED" });
        return;
      }
      this.#say(id, url, { kind: "sent", headers: mainHeaders(request, url, origin, this.#pageOrigin()) });
      if (fate === "unanswered" || hop.reply === undefined) {
        this.#say(id, url, { kind: "failed", error: expect.netError ?? "net::ERR_FAILED" });
        return;
      }
      this.#answer(id, url, hop.reply, index);
      if (!last) {
        const next = new URL(expand(locationOf(hop.reply), scenario, this.#origins, this.#n, index), url).href;
        if (new URL(next).origin !== new URL(url).origin && new URL(url).origin !== origin) origin = "null";
        url = next;
        continue;
      }
      this.#end(id, url, hop.reply, fate);
    }
  }

  /** Before a font is fetched Chromium looks for it in its cache, under a requestId of its own. */
  probeCache(): void {
    const id = this.#newId();
    const url = urlOf(this.#scenario, this.#origins, this.#n);
    this.#say(id, url, { kind: "started", method: "GET", context: this.#context() });
    this.#say(id, url, { kind: "sent", headers: mainHeaders(this.#scenario.request, url, this.#pageOrigin(), this.#pageOrigin()) });
    this.#say(id, url, { kind: "failed", error: "net::ERR_CACHE_MISS" });
  }

  #end(id: string, url: string, reply: Reply, fate: Fate): void {
    const { netError } = this.#scenario.expect;
    if (fate === "accepted" || fate === "cut")
      this.#say(id, url, { kind: "accepted", status: reply.status, fromCache: false, ip: "127.0.0.1" });
    if (fate !== "accepted") this.#say(id, url, { kind: "failed", error: netError ?? "net::ERR_FAILED" });
  }

  #preflight(url: string, origin: string, reply: Reply, hop: number, fate: Fate): void {
    const { request } = this.#scenario;
    const context = this.#context();
    const id = this.#newId();
    this.#say(id, url, { kind: "started", method: "OPTIONS", context: request.via === "beacon" ? { ...context, type: "other" } : context });
    this.#say(id, url, { kind: "sent", headers: preflightHeaders(request, origin) });
    if (fate === "preflight-lost") {
      this.#say(id, url, { kind: "failed", error: "net::ERR_FAILED" });
      return;
    }
    this.#answer(id, url, reply, hop);
    this.#say(id, url, { kind: "accepted", status: reply.status, fromCache: false, ip: "127.0.0.1" });
  }

  #answer(id: string, url: string, reply: Reply, hop: number): void {
    const headers: HeaderList = reply.headers.map(([name, value]) => [name, expand(value, this.#scenario, this.#origins, this.#n, hop)]);
    this.#say(id, url, { kind: "answered", status: reply.status, statusLine: `HTTP/1.1 ${reply.status}`, headers });
  }

  #context(): RequestContext {
    const { via } = this.#scenario.request;
    const framed = via === "sandboxed-iframe";
    return {
      tabId: this.#tabId,
      frameId: framed ? 5 : 0,
      documentId: framed ? "document-of-frame" : "document-of-page",
      initiator: framed ? "null" : this.#pageOrigin(),
      type: TYPES[via],
    };
  }

  #pageOrigin(): string {
    return this.#origins[this.#scenario.request.from ?? "page"];
  }

  #newId(): string {
    this.#nextId += 1;
    return String(this.#nextId);
  }

  #say(requestId: string, url: string, what: Untimed): void {
    this.#at += 1;
    this.events.push({ ...what, requestId, url, timeStamp: this.#at } as NetworkEvent);
  }
}

const TYPES: Readonly<Record<RequestSpec["via"], string>> = {
  fetch: "xmlhttprequest",
  xhr: "xmlhttprequest",
  "event-source": "xmlhttprequest",
  worker: "xmlhttprequest",
  "sandboxed-iframe": "xmlhttprequest",
  script: "script",
  module: "script",
  image: "image",
  font: "font",
  beacon: "ping",
};

type Fate = "preflight-refused" | "preflight-lost" | "unanswered" | "refused" | "cut" | "accepted" | "redirected";

/** How the last hop ends, as the expectation has it. */
function fateOf({ expect }: Scenario, hop: HopReplies): Fate {
  const preflighted = hop.preflight !== undefined && expect.preflight === "seen";
  if (preflighted && hop.preflight?.broken !== undefined) return "preflight-lost";
  if (expect.notCors === "local-network-access") return preflighted ? "preflight-lost" : "unanswered";
  if (preflighted && expect.reason !== null && /^Preflight|PreflightResponse$/.test(expect.reason)) return "preflight-refused";
  if (expect.verdict === "allowed") return "accepted";
  if (hop.reply?.broken === "cut") return "cut";
  const unanswered = hop.reply === undefined || hop.reply.broken !== undefined || expect.notCors === "tls";
  return unanswered ? "unanswered" : "refused";
}

function locationOf(reply: Reply): string {
  return reply.headers.find(([name]) => name.toLowerCase() === "location")?.[1] ?? "";
}

const SAFELISTED = new Set(["accept", "accept-language", "content-language"]);
const PLAIN_TYPES = /^(text\/plain|multipart\/form-data|application\/x-www-form-urlencoded)\b/i;

function unsafeNames({ headers = [] }: RequestSpec): string[] {
  const unsafe = headers.filter(([name, value]) => {
    const lower = name.toLowerCase();
    return lower === "content-type" ? !PLAIN_TYPES.test(value) : !SAFELISTED.has(lower);
  });
  return unsafe.map(([name]) => name.toLowerCase()).sort();
}

function preflightHeaders(request: RequestSpec, origin: string): HeaderList {
  const names = unsafeNames(request);
  return [
    ["Accept", "*/*"],
    ["Access-Control-Request-Method", request.method ?? "GET"],
    ...(names.length === 0 ? [] : [["Access-Control-Request-Headers", names.join(",")] as const]),
    ["Origin", origin],
    ["Sec-Fetch-Mode", "cors"],
  ];
}

const isTrustworthy = (url: string): boolean => /^(https:|http:\/\/(127\.0\.0\.1|localhost)[:/])/.test(url);
const siteOf = (url: string): string => new URL(url).hostname.split(".").slice(-2).join(".");

const DESTINATIONS: Partial<Record<RequestSpec["via"], string>> = { script: "script", module: "script", image: "image", font: "font" };

/** To hosts that are not trustworthy Chromium sends no Sec-Fetch-*; Sec-Fetch-Storage-Access tells that credentials go along. */
function mainHeaders(request: RequestSpec, url: string, origin: string, page: string): HeaderList {
  const headers: [string, string][] = (request.headers ?? []).map(([name, value]) => [name, value]);
  const crossOrigin = new URL(url).origin !== origin;
  const cors = request.mode !== "no-cors";
  if ((crossOrigin && cors) || !["GET", "HEAD"].includes(request.method ?? "GET")) headers.push(["Origin", origin]);
  if (request.cookie && request.credentials === "include") headers.push(["Cookie", "session=[redacted#1]"]);
  if (!isTrustworthy(url)) return headers;
  const site = new URL(url).origin === page ? "same-origin" : siteOf(url) === siteOf(page) ? "same-site" : "cross-site";
  headers.push(
    ["Sec-Fetch-Site", site],
    ["Sec-Fetch-Mode", cors ? "cors" : "no-cors"],
    ["Sec-Fetch-Dest", DESTINATIONS[request.via] ?? "empty"],
  );
  if (site === "cross-site" && (request.credentials === "include" || !cors)) headers.push(["Sec-Fetch-Storage-Access", "none"]);
  return headers;
}
