import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from "node:net";
import { openSite } from "../playground/site/serve";
import { type Address, play, replyFor } from "./answer";
import { RequestLog } from "./requestLog";
import { urlOf } from "./scenarios/expand";
import { type Host, type Origins, PAGES, type PageName, type Scenario } from "./scenarios/scenario";
import { findScenario } from "./scenarios/table";

const NAMES = {
  page: "app.test",
  public: "public.test",
  publicSecure: "127.0.0.1",
  api: "api.test",
  other: "other.test",
  sibling: "api.app.test",
  loopback: "127.0.0.1",
} as const satisfies Partial<Record<Host, string>>;

type Served = keyof typeof NAMES;

/** What Chromium needs for the names to lead here, and for an unknown name to fail at once whatever the machine's DNS thinks. */
export const RESOLVER_RULES = "MAP *.test 127.0.0.1, MAP *.invalid ~NOTFOUND";

export interface Servers {
  readonly origins: Origins;
  readonly log: RequestLog;
  readonly resolverRules: string;
  /** The same for a browser that is told name by name: null is a name that is not to be found. */
  readonly names: Readonly<Record<string, string | null>>;
  /** Makes the two public pages public in Chromium's eyes. */
  readonly chromiumArgs: readonly string[];
  /** The playground; for a scenario the page it has to be sent from. */
  pageUrl(scenario?: Scenario): string;
  urlOf(scenario: Scenario, n: string): string;
  close(): Promise<void>;
}

export interface ServerOptions {
  /** Fixed ports, for those who want the same address every day; the system chooses the others. */
  readonly ports?: Partial<Record<Served | "tls", number>>;
}

export async function startServers(options: ServerOptions = {}): Promise<Servers> {
  const log = new RequestLog();
  const site = openSite(log);
  // Filled below, before any request can come: nobody knows the ports yet.
  const origins = {} as Record<Host, string>;
  const closers: (() => Promise<void>)[] = [];

  const listener =
    (host: Host): RequestListener =>
    (request, response) => {
      const address = addressOf(request);
      log.add(host, request, address);
      if (address !== null) answer(address, origins, request, response);
      else if (isPage(host)) site.serve(request, response, origins, origins[host]);
      else notFound(response);
    };

  const open = async (server: Server, port = 0): Promise<number> => {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen(port, "127.0.0.1", resolve);
    });
    closers.push(() => closed(server));
    return (server.address() as AddressInfo).port;
  };

  for (const host of Object.keys(NAMES) as Served[]) {
    origins[host] = `http://${NAMES[host]}:${await open(plain(createServer(listener(host))), options.ports?.[host])}`;
  }
  const tls = (name: string) => readFileSync(new URL(`./tls/${name}.pem`, import.meta.url));
  const secure = createTlsServer({ key: tls("key"), cert: tls("cert") }, listener("tls"));
  origins.tls = `https://secure.test:${await open(plain(secure), options.ports?.tls)}`;
  const taken = await takePort();
  closers.push(taken.close);
  origins.closed = `http://api.test:${taken.port}`;
  origins.nowhere = "http://nowhere.invalid";
  origins.unsafe = "http://api.test:6000";

  const publicPorts = [origins.public, origins.publicSecure].map((origin) => `127.0.0.1:${new URL(origin).port}=public`);
  return {
    origins,
    log,
    resolverRules: RESOLVER_RULES,
    names: namesOf(origins),
    chromiumArgs: [`--ip-address-space-overrides=${publicPorts.join(",")}`],
    pageUrl: (scenario) => `${origins[scenario?.request.from ?? "page"]}/`,
    urlOf: (scenario, n) => urlOf(scenario, origins, n),
    close: async () => {
      await Promise.all(closers.map((close) => close()));
    },
  };
}

function namesOf(origins: Origins): Record<string, string | null> {
  const names = Object.values(origins).map((origin) => new URL(origin).hostname);
  return Object.fromEntries(names.map((name) => [name, name.endsWith(".invalid") ? null : "127.0.0.1"]));
}

function isPage(host: Host): host is PageName {
  return (PAGES as readonly Host[]).includes(host);
}

function addressOf(request: IncomingMessage): Address | null {
  const url = new URL(request.url ?? "/", "http://any.test");
  const [, root, id, hop] = url.pathname.split("/");
  const scenario = root === "s" && id !== undefined ? findScenario(id) : undefined;
  return scenario === undefined
    ? null
    : { scenario, hop: Number(hop), n: url.searchParams.get("n") ?? "", large: url.searchParams.has("large") };
}

function answer(address: Address, origins: Origins, request: IncomingMessage, response: ServerResponse): void {
  const reply = replyFor(request.method, address);
  if (reply === undefined) notFound(response);
  else if (reply.delayMs === undefined) play(reply, address, origins, request, response);
  else {
    const timer = setTimeout(() => play(reply, address, origins, request, response), reply.delayMs);
    request.socket.once("close", () => clearTimeout(timer));
  }
}

function notFound(response: ServerResponse): void {
  response.writeHead(404, { "Content-Type": "text/plain" }).end("not found");
}

/** One connection per request: a browser sends again, on its own, what fails on a connection it has used before. */
function plain<S extends Server>(server: S): S {
  server.on("request", (_request, response: ServerResponse) => {
    response.on("error", ignore);
  });
  server.prependListener("request", (_request, response: ServerResponse) => {
    response.shouldKeepAlive = false;
  });
  // A socket that the browser dropped is the browser's business.
  server.on("connection", (socket: Socket) => socket.on("error", ignore));
  server.on("clientError", (_error, socket) => socket.destroy());
  return server;
}

function ignore(): void {}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** A port that stays shut: an open outgoing connection owns its local port, so nobody else can come to listen there. */
async function takePort(): Promise<{ port: number; close: () => Promise<void> }> {
  const peers: Socket[] = [];
  const holder = createTcpServer((socket) => peers.push(socket.on("error", ignore)));
  await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
  const socket = connect((holder.address() as AddressInfo).port, "127.0.0.1").on("error", ignore);
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      holder.close(() => resolve());
      for (const end of [socket, ...peers]) end.destroy();
    });
  return { port: socket.localPort ?? 0, close };
}
