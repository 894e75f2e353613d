import type { IncomingMessage, ServerResponse } from "node:http";
import { serve } from "../../harness/ownServer";
import { Mailbox } from "./mailbox";

/** What a page is told to do: so many fetches, so many of them at a time, each to a URL of its own. */
export interface Run {
  readonly to: "cross-origin" | "same-origin";
  readonly count: number;
  readonly inFlight: number;
  /** Tells the URLs of this run from those of every other. */
  readonly mark: string;
}

/** Pages that wait for orders, one a browser, and the servers that they ask. */
export interface Pages {
  url(name: string): string;
  /** Has the page of this name fetch; resolves with the milliseconds that it took there. */
  run(name: string, run: Run): Promise<number>;
  close(): Promise<void>;
}

/** Every third request is preflighted across origins, to a URL of its own: a preflight cache helps none of them. */
const script = (name: string, apiOrigin: string): string => `
  (async () => {
    for (;;) {
      const { to, count, inFlight, mark } = await (await fetch("/next/${name}")).json();
      const origin = to === "cross-origin" ? "${apiOrigin}" : "";
      let next = 0;
      const one = async () => {
        while (next < count) {
          const index = next++;
          const reply = await fetch(origin + "/item/" + mark + "/" + index, index % 3 === 2 ? { method: "PUT" } : {});
          await reply.text();
        }
      };
      const begun = performance.now();
      await Promise.all(Array.from({ length: inFlight }, one));
      await fetch("/done/${name}", { method: "POST", body: String(performance.now() - begun) });
    }
  })();`;

function answerItem({ method }: IncomingMessage, response: ServerResponse): void {
  const allow = { "Access-Control-Allow-Origin": "*", "Cache-Control": "no-store" };
  if (method === "OPTIONS") response.writeHead(204, { ...allow, "Access-Control-Allow-Methods": "PUT" }).end();
  else response.writeHead(200, { ...allow, "Content-Type": "application/json" }).end("{}");
}

export async function servePages(): Promise<Pages> {
  const waiting = new Mailbox<ServerResponse>();
  const results = new Mailbox<number>();
  const api = await serve("api", answerItem);
  const page = await serve("page", (request, response) => {
    const [, what = "", name = ""] = (request.url ?? "").split("/");
    if (what === "item") answerItem(request, response);
    else if (what === "next") waiting.put(name, response);
    else if (what === "done") {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        response.end();
        results.put(name, Number(body));
      });
    } else if (what === "page") {
      response
        .writeHead(200, { "Content-Type": "text/html" })
        .end(`<!doctype html><title>${name}</title><script>${script(name, api.origin)}</script>`);
    } else response.writeHead(404).end();
  });
  return {
    url: (name) => `${page.origin}/page/${name}`,
    async run(name, run) {
      const order = await waiting.take(name);
      order.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(run));
      return results.take(name);
    },
    async close() {
      await page.close();
      await api.close();
    },
  };
}
