import { type AddressInfo, createServer, type Socket } from "node:net";
import type { Case, Host, Reply } from "./case";

export interface OracleServers {
  readonly origins: Readonly<Record<Host, string>>;
  readonly resolverRules: string;
  /** Each name and its address; null for one that is not to be found. */
  readonly names: Readonly<Record<string, string | null>>;
  /** From now on the servers answer `/c/KEY/HOP` as this case says. */
  know(key: string, one: Case): void;
  forget(): void;
  /** What was asked for under this key, in order. */
  askedFor(key: string): readonly Asked[];
  close(): Promise<void>;
}

export interface Asked {
  readonly hop: number;
  /** For a preflight, the one that it asks for. */
  readonly method: string;
  readonly preflight: boolean;
  /** Who asked: `page`, another origin or `null`; empty where nobody says. */
  readonly origin: string;
  /** The number that the reply bears. */
  readonly reply: string;
}

export const urlOf = (origins: OracleServers["origins"], one: Case, key: string, hop: number): string =>
  `${origins[one.stops[hop]?.host ?? "other"]}/c/${key}/${hop}`;

/**
 * Every host on one port but `port`. Sockets, not node:http: what a server may send is more than Node is willing to write. `page` is the
 * HTML of the page's own origin.
 */
export async function openServers(page: string): Promise<OracleServers> {
  const cases = new Map<string, Case>();
  const asked = new Map<string, Asked[]>();
  const sockets = new Set<Socket>();
  const origins = {} as Record<Host, string>;
  let replies = 0;

  const answer = (socket: Socket, head: string): void => {
    const [, method = "", target = ""] = /^(\S+) (\S+) HTTP/.exec(head) ?? [];
    const host = headerOf(head, "host");
    const [, root, key = "", hop = ""] = target.split("/");
    const one = root === "c" ? cases.get(key) : undefined;
    const stop = one?.stops[Number(hop)];
    if (one === undefined || stop === undefined) {
      const found = target === "/" && `http://${host}` === origins.page;
      write(socket, method, found ? 200 : 404, [["Content-Type", "text/html"]], found ? page : "");
      return;
    }
    // A case's own OPTIONS is no preflight.
    const preflight = method === "OPTIONS" && headerOf(head, "access-control-request-method") !== null;
    const reply: Reply = preflight ? stop.preflight : stop.reply;
    const number = String(++replies);
    const asker = headerOf(head, "origin") ?? "";
    const of = { hop: Number(hop), method: headerOf(head, "access-control-request-method") ?? method, preflight, reply: number };
    asked.set(key, [...(asked.get(key) ?? []), { ...of, origin: asker === origins.page ? "page" : asker }]);
    const words = wordsFor(origins, one, key, Number(hop), `http://${host}`, headerOf(head, "origin"));
    const headers = reply.headers.map(([name, value]): [string, string] => [name, fill(value, words)]);
    const type = one.ask.via === "event-source" ? "text/event-stream" : "text/javascript";
    write(socket, method, reply.status, [...headers, ["Content-Type", type], ["Cache-Control", "no-store"], ["X-Reply", number]], "1");
  };

  const server = () =>
    createServer((socket) => {
      sockets.add(socket.setNoDelay(true));
      socket.on("close", () => sockets.delete(socket)).on("error", () => undefined); // a browser that hangs up is within its rights
      let text = "";
      socket.on("data", (chunk) => {
        text += chunk.toString("latin1");
        for (;;) {
          const end = text.indexOf("\r\n\r\n");
          if (end < 0) return;
          const head = text.slice(0, end);
          const whole = end + 4 + Number(headerOf(head, "content-length") ?? 0);
          if (text.length < whole) return;
          text = text.slice(whole);
          answer(socket, head);
        }
      });
    });
  const listeners = [server(), server()];
  const ports: number[] = [];
  for (const listener of listeners) {
    await new Promise<void>((resolve, reject) => listener.once("error", reject).listen(0, "127.0.0.1", resolve));
    ports.push((listener.address() as AddressInfo).port);
  }
  const names = {
    page: "app.test",
    api: "api.test",
    other: "other.test",
    sibling: "api.app.test",
    loopback: "127.0.0.1",
    port: "app.test",
  };
  for (const host of Object.keys(names) as Host[]) origins[host] = `http://${names[host]}:${ports[host === "port" ? 1 : 0]}`;
  return {
    origins,
    resolverRules: "MAP *.test 127.0.0.1, MAP *.example ~NOTFOUND",
    names: Object.fromEntries(Object.values(names).flatMap((name) => (name.endsWith(".test") ? [[name, "127.0.0.1"]] : []))),
    know: (key, one) => void cases.set(key, one),
    forget: () => {
      cases.clear();
      asked.clear();
    },
    askedFor: (key) => asked.get(key) ?? [],
    async close() {
      const closed = listeners.map((listener) => new Promise<void>((resolve) => listener.close(() => resolve())));
      for (const socket of sockets) socket.destroy();
      await Promise.all(closed);
    },
  };
}

function headerOf(head: string, name: string): string | null {
  const line = head.split("\r\n").find((each) => each.toLowerCase().startsWith(`${name}:`));
  return line === undefined ? null : line.slice(name.length + 1).trim();
}

function write(socket: Socket, method: string, status: number, headers: readonly (readonly [string, string])[], body: string): void {
  const bodiless = method === "HEAD" || status === 204 || status === 304;
  const length = status === 204 || status === 304 ? [] : [["Content-Length", String(Buffer.byteLength(body))]];
  const lines = [...headers, ...length].map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.write(Buffer.from(`HTTP/1.1 ${status} Said\r\n${lines}\r\n${bodiless ? "" : body}`, "latin1"));
}

type Words = Readonly<Record<string, string>>;

function wordsFor(origins: OracleServers["origins"], one: Case, key: string, hop: number, own: string, origin: string | null): Words {
  const { page } = origins;
  const asker = origin ?? page;
  const next = urlOf(origins, one, key, hop + 1);
  const at = (userinfo: string): string => next.replace("http://", `http://${userinfo}@`);
  return {
    ...origins,
    own: `${own}/c/${key}/${hop}`,
    origin: asker,
    ORIGIN: asker.toUpperCase(),
    PAGE: page.toUpperCase(),
    pageHttps: page.replace("http:", "https:"),
    pageNoPort: page.replace(/:\d+$/, ""),
    host: page.replace("http://", ""),
    next,
    nextNoScheme: next.replace("http:", ""),
    nextPath: new URL(next).pathname,
    nextUserPass: at("user:pass"),
    nextUser: at("user"),
    nextPass: at(":pass"),
    nextEmptyUser: at(""),
  };
}

const fill = (value: string, words: Words): string => value.replace(/\{(\w+)\}/g, (whole, name: string) => words[name] ?? whole);
