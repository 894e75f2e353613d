import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * The application behind a proxy. It sends CORS headers of its own, for an origin that nobody uses any more: with the recipe in front, each
 * header still has to arrive once. Port of the one that all proxies share; it ends with the process.
 */
export async function upstream(): Promise<number> {
  running ??= start();
  return ((await running).address() as AddressInfo).port;
}

let running: Promise<Server> | undefined;

async function start(): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const status = request.method === "OPTIONS" ? 405 : pathname === "/items" ? 200 : pathname === "/broken" ? 500 : 404;
    response.writeHead(status, {
      "Content-Type": "application/json",
      "Access-Control-Allow-Origin": "https://old.example",
      "Access-Control-Allow-Credentials": "true",
    });
    response.end('{"from":"upstream"}');
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  server.unref();
  return server;
}
