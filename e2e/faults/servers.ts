import type { IncomingMessage, ServerResponse } from "node:http";
import { type OwnServer, serve } from "../harness/ownServer";
import { until } from "../harness/poll";
import { type Ask, KINDS, kindOf, type Name, type Says } from "./kinds";

/** A request as a server saw it, by the number that its reply carries. */
export interface Seen {
  readonly reply: string;
  readonly key: string;
  readonly method: string;
  readonly at: number;
}

type Host = "page" | "api" | "other";

/** Three origins that answer `/c/KEY/KIND`, number every reply and can hold what they have to say. */
export class Servers {
  readonly seen: Seen[] = [];
  readonly origins = {} as Record<Host, string>;
  /** What a page has in it besides what all have, by its path. */
  readonly parts = new Map<string, string>();
  /** While true nothing is answered. */
  #held = false;
  #waiting: (() => void)[] = [];
  readonly #servers: OwnServer[] = [];
  readonly #delay: () => number;
  readonly #script: string;

  private constructor(script: string, delay: () => number) {
    this.#script = script;
    this.#delay = delay;
  }

  /** `delay` gives the milliseconds before each reply. */
  static async open(script: string, delay: () => number): Promise<Servers> {
    const servers = new Servers(script, delay);
    for (const [host, name] of [
      ["page", "app"],
      ["api", "api"],
      ["other", "other"],
    ] as const) {
      const server = await serve(name, (request, response) => servers.#answer(request, response));
      servers.#servers.push(server);
      servers.origins[host] = server.origin;
    }
    return servers;
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => server.close()));
  }

  /** A page that can send; `path` may be anything but `/c/`. */
  pageUrl(path = "/"): string {
    return `${this.origins.page}${path}`;
  }

  ask(key: string, name: Name): Ask {
    const { method, via, to } = kindOf(name);
    return { key, name, method, via, url: `${this.origins[to]}/c/${key}/${name}` };
  }

  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    for (const go of this.#waiting.splice(0)) go();
  }

  /** Settles when the servers have seen a request of each of these, or of so many. */
  async saw(keys: readonly string[], least = keys.length): Promise<void> {
    await until(
      "all requests at the servers",
      () => {
        const known = new Set(this.seen.map(({ key }) => key));
        return keys.filter((key) => known.has(key)).length >= least ? true : null;
      },
      60_000,
    );
  }

  /** Settles when so many requests have come. */
  async sawAsMany(count: number): Promise<void> {
    await until(`${count} requests at the servers`, () => (this.seen.length >= count ? true : null), 60_000);
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    request.resume();
    const [, root, key = "", name = ""] = (request.url ?? "").split("/");
    if (root !== "c" || !(name in KINDS)) return page(this.#script, this.parts.get(request.url ?? "") ?? "", response);
    const kind = kindOf(name as Name);
    const reply = String(this.seen.length + 1);
    const method = request.method ?? "";
    this.seen.push({ reply, key, method, at: Date.now() });
    const says = method === "OPTIONS" && kind.preflight !== undefined ? kind.preflight : kind.reply;
    const go = (): void => {
      setTimeout(() => write(says, this.#headers(says, key, reply, request.headers.origin), response), this.#delay());
    };
    if (says.wire === "breaks" || says.wire === "hangs") this.#waiting.push(() => request.socket.destroy());
    if (this.#held && says.wire !== "breaks") this.#waiting.push(go);
    else go();
  }

  #headers({ origin, methods, redirect }: Says, key: string, reply: string, asker: string | undefined): Record<string, string> {
    return {
      "X-Reply": reply,
      "Cache-Control": "no-store",
      ...(origin ? { "Access-Control-Allow-Origin": asker ?? "*" } : {}),
      ...(methods === undefined ? {} : { "Access-Control-Allow-Methods": methods, "Access-Control-Max-Age": "0" }),
      ...(redirect === undefined ? {} : { Location: `${this.origins.other}/c/${key}/${redirect}` }),
    };
  }
}

function page(script: string, part: string, response: ServerResponse): void {
  response.writeHead(200, { "Content-Type": "text/html" });
  response.end(`<!doctype html><title>traffic</title><link rel=icon href=data:,><script type=module>${script}</script>${part}`);
}

function write({ status, wire }: Says, headers: Record<string, string>, response: ServerResponse): void {
  const { socket } = response;
  switch (wire) {
    case undefined:
      response.writeHead(status, headers).end(status === 204 ? undefined : "ok");
      return;
    case "hangs":
      return;
    case "reset":
      socket?.resetAndDestroy();
      return;
    case "breaks":
      response.writeHead(status, { ...headers, "Content-Length": "1000" });
      response.write("x".repeat(500));
      return;
    case "torn":
      response.writeHead(status, { ...headers, "Content-Length": "1000" });
      response.write("x".repeat(500), () => socket?.end());
      return;
    case "headers-torn":
      socket?.end(`HTTP/1.1 ${status} Said\r\nX-Reply: ${headers["X-Reply"]}\r\nAccess-Control-Al`);
      return;
    case "slow": {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      const text = `HTTP/1.1 ${status} Said\r\n${lines.join("")}Connection: close\r\nContent-Length: 0\r\n\r\n`;
      let at = 0;
      const timer = setInterval(() => {
        socket?.write(text.slice(at, at + 8));
        at += 8;
        if (at < text.length) return;
        clearInterval(timer);
        socket?.end();
      }, 20);
    }
  }
}
