import type { Frame } from "playwright";
import { expect, test } from "playwright/test";
import { type OwnServer, serve } from "../harness/ownServer";
import { type Pieces, type RealServer, startExpress, startNginx } from "../harness/realServer";
import { openSession, type Session } from "../harness/session";

/**
 * Not our scenario server: real Express with the `cors` package and real nginx, each misconfigured in three usual ways. The reason is read in
 * the real panel, the panel's own snippet goes into the server's configuration, and the request passes.
 */
test.describe.configure({ mode: "serial" });

let session: Session;
let page: OwnServer;

test.beforeAll(async () => {
  session = await openSession();
  page = await serve("shop", (_, response) =>
    response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><title>shop</title>"),
  );
  await session.page.goto(page.origin);
});

test.afterAll(async () => {
  await page?.close();
  await session?.close();
});

interface Case {
  readonly name: string;
  readonly reason: string;
  readonly sentence: RegExp;
  readonly stack: keyof typeof SHOWN;
  readonly request: { readonly path: string; readonly init: RequestInit };
  /** The server with the usual mistake; `origin` is the page's. */
  start(): Promise<RealServer>;
}

/** What the panel calls the place of each piece. */
const SHOWN = {
  "express-cors": { middleware: /^server\.js, / },
  nginx: { http: "nginx.conf, inside http { }", location: /^nginx\.conf, inside the server/ },
} as const;

/** An application with a login that runs before its routes, as most have. */
const expressApp = (port: number): string => `
import express from "express";
const app = express();
// CORSCOPE:middleware
app.use((req, res, next) => (req.path === "/private" && req.headers.authorization === undefined ? res.status(401).end() : next()));
app.get("/data", (req, res) => res.json({ from: "express" }));
app.all("/private", (req, res) => res.json({ from: "express" }));
app.listen(${port}, "127.0.0.1");
`;

const withCors = (options: string): Pieces => ({ middleware: `import cors from "cors";\napp.use(cors(${options}));` });
const withHeader = (line: string): Pieces => ({ location: line });

const nginxConf = (port: number, prefix: string): string => `
worker_processes 1;
pid ${prefix}/nginx.pid;
error_log ${prefix}/error.log;
events { worker_connections 64; }
http {
  access_log off;
  ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${prefix}/tmp/${kind};`).join(" ")}
  # CORSCOPE:http
  server {
    listen 127.0.0.1:${port};
    root ${prefix}/html;
    # CORSCOPE:location
    location = /missing { return 404; }
    location = /write { return 200 "written"; }
    location /upstream { proxy_pass http://127.0.0.1:${port}/behind; }
    location = /behind { add_header Access-Control-Allow-Origin "*"; return 200 "from upstream"; }
  }
}
`;

const CASES: readonly Case[] = [
  {
    name: "Express: the origin of another port is allowed",
    reason: "AllowOriginMismatch",
    sentence: /but the request comes from/,
    stack: "express-cors",
    request: { path: "/data", init: {} },
    start: () => startExpress("other-port", expressApp, withCors('{ origin: "http://shop.test:3000" }')),
  },
  {
    name: "Express: cors() as it comes, and a request with credentials",
    reason: "WildcardOriginNotAllowed",
    sentence: /does not count for a request with credentials/,
    stack: "express-cors",
    request: { path: "/data", init: { credentials: "include" } },
    start: () => startExpress("wildcard", expressApp, withCors("")),
  },
  {
    name: "Express: the login comes before CORS",
    reason: "PreflightMissingAllowOriginHeader",
    sentence: /answered the preflight with status 401 without/,
    stack: "express-cors",
    request: { path: "/private", init: { method: "PUT", headers: { authorization: "Bearer x" } } },
    start: () =>
      startExpress(
        "login-first",
        (port) => expressApp(port).replace("app.listen", '/* too late */ import late from "cors"; app.use(late());\napp.listen'),
        {},
      ),
  },
  {
    name: "nginx: add_header without always, and a 404",
    reason: "MissingAllowOriginHeader",
    sentence: /with status 404 without Access-Control-Allow-Origin/,
    stack: "nginx",
    request: { path: "/missing", init: {} },
    start: () => startNginx("without-always", nginxConf, withHeader("add_header Access-Control-Allow-Origin *;")),
  },
  {
    name: "nginx: nothing allows the header of the preflight",
    reason: "MethodDisallowedByPreflightResponse",
    sentence: /without `?PUT`? in Access-Control-Allow-Methods/,
    stack: "nginx",
    request: { path: "/write", init: { method: "PUT", headers: { "x-trace-id": "1" } } },
    start: () => startNginx("no-method", nginxConf, withHeader("add_header Access-Control-Allow-Origin * always;")),
  },
  {
    name: "nginx: it adds what its upstream has already added",
    reason: "MultipleAllowOriginValues",
    sentence: /Access-Control-Allow-Origin twice/,
    stack: "nginx",
    request: { path: "/upstream", init: {} },
    start: () => startNginx("twice", nginxConf, withHeader("add_header Access-Control-Allow-Origin * always;")),
  },
];

for (const { name, reason, sentence, stack, request, start } of CASES) {
  test(name, async () => {
    const server = await start();
    try {
      const url = `${server.origin}${request.path}?case=${encodeURIComponent(name)}`;
      expect(await send(url, request.init)).toMatch(/^TypeError/);
      const { panel } = session;
      await choose(panel, url, "blocked");
      await panel.getByRole("tab", { name: "Why" }).click();
      await expect(panel.getByRole("tabpanel")).toContainText(reason);
      await expect(panel.getByRole("tabpanel")).toContainText(sentence);

      await panel.getByRole("tab", { name: "Fix" }).click();
      await panel.getByLabel("Your server").selectOption(stack);
      await server.restart(await pieces(panel, stack));

      expect(await send(`${url}&fixed`, request.init)).toMatch(/^(?:200|404) /);
      await choose(panel, `${url}&fixed`, "allowed");
    } finally {
      await server.stop();
    }
  });
}

function send(url: string, init: RequestInit): Promise<string> {
  return session.page.evaluate(
    ([target, options]) =>
      fetch(target, options).then(
        async (reply) => `${reply.status} ${await reply.text()}`,
        (problem: unknown) => String(problem),
      ),
    [url, init] as const,
  );
}

/** The texts that the panel shows, each for the place that it names. */
async function pieces(panel: Frame, stack: keyof typeof SHOWN): Promise<Pieces> {
  const texts = Object.entries(SHOWN[stack]).map(async ([slot, name]): Promise<[string, string]> => {
    return [slot, await panel.getByRole("figure", { name }).locator("code").innerText()];
  });
  return Object.fromEntries(await Promise.all(texts));
}

/** Finds the row by the query of its URL and selects it. */
async function choose(panel: Frame, url: string, verdict: string): Promise<void> {
  await panel.getByRole("searchbox", { name: "Filter" }).fill(new URL(url).search.slice(1));
  const rows = panel.getByRole("grid", { name: "Exchanges" }).locator('[role="row"][data-verdict]');
  const row = rows.filter({ hasText: "" }).last();
  await expect(row).toHaveAttribute("data-verdict", verdict);
  await row.click();
}
