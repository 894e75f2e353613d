import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";

export interface Heard {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** `data-ready`: pages here have no script to wait for. */
export const html = (title: string): RequestListener => {
  return (_, response) => {
    response.writeHead(200, { "Content-Type": "text/html" }).end(`<!doctype html><html data-ready><title>${title}</title></html>`);
  };
};

const asked = (request: IncomingMessage): string[] =>
  String(request.headers["access-control-request-headers"] ?? "")
    .split(",")
    .filter((name) => name !== "");

function allow(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(204, {
    "Access-Control-Allow-Origin": request.headers.origin ?? "",
    "Access-Control-Allow-Credentials": "true",
    "Access-Control-Allow-Methods": request.headers["access-control-request-method"] ?? "",
    "Access-Control-Allow-Headers": asked(request).join(","),
  });
  response.end();
}

/** A server with hidden rules that the suite knows, and that writes down all it is asked. */
export class LiveServer {
  /** In order. */
  readonly heard: Heard[] = [];
  /** Set while the server is "repaired". */
  repaired = false;

  constructor(private readonly isPage: (origin: string) => boolean) {}

  /** By path: what this server minds; it then says nothing at all about CORS. */
  readonly #minds: Readonly<Record<string, (request: IncomingMessage) => boolean>> = {
    "/header": (request) => asked(request).includes("x-trace-id"),
    "/method": (request) => request.headers["access-control-request-method"] === "DELETE",
    "/origin": (request) => this.isPage(request.headers.origin ?? ""),
    "/many": (request) => asked(request).includes("x-h7") || asked(request).includes("x-h2"),
    "/nobody": () => true,
    "/reflects": (request) => asked(request).includes("x-trace-id"),
  };

  readonly answer = (request: IncomingMessage, response: ServerResponse): void => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    this.heard.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers });
    if (path === "/cookie") return void response.writeHead(200, { "Set-Cookie": "visit=1" }).end();
    if (path === "/broken") {
      response.writeHead(502, { "Content-Type": "text/html", "X-Request-Id": "req-4711", Server: "nginx" });
      return void response.end("<html><h1>502 Bad Gateway</h1><script>document.title='run'</script>upstream timed out</html>");
    }
    if (path === "/refused-preflight" && request.method === "OPTIONS") return void response.writeHead(405).end();
    if (path === "/listed" || path === "/refused-preflight")
      return void response
        .writeHead(request.method === "OPTIONS" ? 204 : 200, { "Access-Control-Allow-Origin": "https://else.test" })
        .end();
    if (request.method !== "OPTIONS") return void response.writeHead(200).end("fine");
    if (this.repaired || this.#minds[path]?.(request) === false) return allow(request, response);
    response.writeHead(204).end();
  };
}
