import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import type { RequestLog } from "../../servers/requestLog";
import type { Origins } from "../../servers/scenarios/scenario";

export interface Site {
  /** Answers everything on a page's origin that is no scenario. */
  serve(request: IncomingMessage, response: ServerResponse, origins: Origins, own: string): void;
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Bundled once, on the first request, so that tests which never open the page do not pay for it. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "silent",
    root: here("."),
    build: { write: false, minify: false, modulePreload: false, target: "es2022", rolldownOptions: { input: here("main.ts") } },
  });
  const outputs = Array.isArray(built) ? built : "output" in built ? [built] : [];
  for (const part of outputs.flatMap(({ output }) => output)) if (part.type === "chunk" && part.isEntry) return part.code;
  throw new Error("the playground did not build");
}

export function openSite(log: RequestLog): Site {
  let script: Promise<string> | undefined;

  const content = async (url: URL, origins: Origins, own: string): Promise<[type: string, body: string] | null> => {
    switch (url.pathname) {
      case "/":
        return ["text/html", await readFile(here("index.html"), "utf8")];
      case "/theme.css":
      case "/playground.css":
        return ["text/css", await readFile(here(`.${url.pathname}`), "utf8")];
      case "/playground.js":
        script ??= bundle();
        return ["text/javascript", await script];
      case "/frame.html":
        return ["text/html", await readFile(here("frame.html"), "utf8")];
      case "/serviceWorker.js":
        return ["text/javascript", await readFile(here("serviceWorker.js"), "utf8")];
      case "/origins.json":
        return ["application/json", JSON.stringify({ origins, own })];
      case "/seen":
        await log.seen(url.searchParams.get("scenario") ?? "", url.searchParams.get("n") ?? "");
        return ["text/plain", "seen"];
      case "/favicon.ico":
        return [
          "image/svg+xml",
          '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6" fill="#4c6ef5"/></svg>',
        ];
      default:
        return null;
    }
  };

  return {
    serve(request, response, origins, own) {
      content(new URL(request.url ?? "/", own), origins, own).then(
        (found) => {
          const [type, body] = found ?? ["text/plain", "not found"];
          response
            .writeHead(found === null ? 404 : 200, { "Content-Type": `${type}; charset=utf-8`, "Cache-Control": "no-store" })
            .end(body);
        },
        (problem: unknown) => {
          response.writeHead(500, { "Content-Type": "text/plain" }).end(String(problem));
        },
      );
    },
  };
}
