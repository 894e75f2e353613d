import { type AddressInfo, createServer, type Socket } from "node:net";
import type { FuzzCase, Wire } from "./cases";

export interface FuzzServers {
  readonly page: string;
  urlOf(one: FuzzCase): string;
  know(cases: readonly FuzzCase[]): void;
  close(): Promise<void>;
}

/** More names, more connections at a time. */
const HOSTS = 12;

/** Sockets and not node:http, which would refuse to write what a hostile server does. */
export async function openFuzzServers(): Promise<FuzzServers> {
  let known = new Map<number, FuzzCase>();
  const sockets = new Set<Socket>();
  const answer = (socket: Socket, head: string): void => {
    const [, method = "", target = ""] = /^(\S+) (\S+)/.exec(head) ?? [];
    const one = known.get(Number(/^\/f\/(\d+)\//.exec(target)?.[1] ?? -1));
    const isPreflight = method === "OPTIONS" && /^access-control-request-method:/im.test(head);
    if (one === undefined) return write(socket, { statusLine: "HTTP/1.1 200 OK", fields: [["Content-Type", "text/html"]] }, PAGE);
    write(socket, isPreflight ? one.preflight : one.reply, "ok");
  };
  const server = createServer((socket) => {
    sockets.add(socket.setNoDelay(true));
    socket.on("close", () => sockets.delete(socket)).on("error", () => undefined); // a browser that hangs up is within its rights
    let head = "";
    socket.on("data", (chunk) => {
      head += chunk.toString("latin1");
      if (head.includes("\r\n\r\n")) answer(socket, head);
    });
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    page: `http://app.test:${port}/`,
    urlOf: ({ index, path }) => `http://h${index % HOSTS}.test:${port}/f/${index}/${path}`,
    know: (cases) => {
      known = new Map(cases.map((one) => [one.index, one]));
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

const PAGE = "<!doctype html><title>fuzz</title><link rel=icon href=data:,>";

function write(socket: Socket, { statusLine, fields }: Wire, body: string): void {
  const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(Buffer.from(`${statusLine}\r\n${lines}Connection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`, "latin1"));
}
