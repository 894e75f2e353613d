import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface OwnServer {
  /** `http://NAME.test:PORT` */
  readonly origin: string;
  close(): Promise<void>;
}

/** A server of a spec's own, under a name that Chromium is told to find on this machine. */
export async function serve(name: string, handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<OwnServer> {
  const server: Server = createServer((request, response) => {
    response.on("error", () => undefined); // a browser that hangs up is within its rights
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://${name}.test:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
