import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, request, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findNginx } from "../../../../e2e/harness/findNginx";
import type { Policy } from "../policy";
import { POLICIES } from "./policies.fixture";
import { stackById } from "./registry";

/** The recipes as pasted, against the servers they are for. Real browsers do the same in e2e; this fails in a second. */

const load = createRequire(import.meta.url);
const closers: (() => void)[] = [];
afterAll(() => {
  for (const close of closers) close();
});

interface Answer {
  readonly status: number;
  readonly fields: (name: string) => string[];
}

function ask(port: number, method: string, path: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: "127.0.0.1", method, path, headers, agent: false }, (reply) => {
      reply.resume();
      const raw = reply.rawHeaders;
      const fields = (name: string) => raw.filter((_, index) => index % 2 === 1 && raw[index - 1]?.toLowerCase() === name);
      resolve({ status: reply.statusCode ?? 0, fields });
    });
    sent.on("error", reject);
    sent.end();
  });
}

async function listen(listener: RequestListener): Promise<number> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

const policy = POLICIES["two-origins"] as Policy;
const [ORIGIN, SECOND] = policy.allowedOrigins as [string, string];

async function holds(port: number, policy: Policy): Promise<void> {
  for (const origin of policy.allowedOrigins) {
    const preflight = await ask(port, "OPTIONS", "/items", {
      Origin: origin,
      "Access-Control-Request-Method": "PUT",
      "Access-Control-Request-Headers": "authorization",
    });
    expect(preflight.status).toBe(204);
    expect(preflight.fields("access-control-allow-origin")).toEqual([origin]);
    expect(preflight.fields("access-control-allow-credentials")).toEqual(["true"]);
    expect(preflight.fields("access-control-allow-methods").join().split(/, ?/)).toEqual(policy.allowedMethods);
    expect(preflight.fields("access-control-allow-headers")).toEqual(policy.allowedHeaders);
    expect(preflight.fields("access-control-max-age")).toEqual(["600"]);
    for (const path of ["/items", "/missing", "/broken"]) {
      const reply = await ask(port, "PUT", path, { Origin: origin, Authorization: "x" });
      expect(reply.status).toBe({ "/items": 200, "/missing": 404, "/broken": 500 }[path]);
      expect(reply.fields("access-control-allow-origin")).toEqual([origin]);
      expect(reply.fields("access-control-expose-headers")).toEqual(["x-total"]);
      expect(reply.fields("access-control-allow-methods")).toEqual([]);
      expect(reply.fields("vary").join()).toMatch(/Origin/);
    }
  }
  for (const headers of [
    { Origin: "https://evil.test" },
    { Origin: "null" },
    { Origin: `${ORIGIN}.evil.test` },
    { Origin: SECOND.replace(".vercel", "-vercel") },
    {},
  ] as Record<string, string>[]) {
    for (const method of ["GET", "OPTIONS"]) {
      const reply = await ask(port, method, "/items", {
        ...headers,
        ...(method === "OPTIONS" ? { "Access-Control-Request-Method": "PUT" } : {}),
      });
      expect(reply.fields("access-control-allow-origin")).toEqual([]);
      expect(reply.fields("vary").join()).toMatch(/Origin/);
    }
  }
}

function snippetOf(id: string, slot: string): string {
  const rendered = stackById(id)?.render(policy);
  const snippet = rendered?.ok ? rendered.snippets.find((one) => one.slot === slot) : undefined;
  return snippet?.text ?? expect.fail(`${id}: ${slot}`);
}

const application: RequestListener = (req, res) => {
  res.statusCode = req.url === "/items" ? (req.method === "OPTIONS" ? 405 : 200) : req.url === "/broken" ? 500 : 404;
  res.end("{}");
};

/** A machine without nginx gets one, which takes longer than a test may. */
beforeAll(() => {
  findNginx();
}, 300_000);

describe("recipes on their servers", () => {
  for (const id of ["express-cors", "express-manual"]) {
    it(id, async () => {
      const express = load("express") as () => {
        (): void;
        set: (name: string, value: string) => void;
        put: (path: string, handler: (req: unknown, res: { end: (text: string) => void }) => void) => void;
        get: (path: string, handler: (req: unknown, res: { end: (text: string) => void }) => void) => void;
      };
      const app = express();
      app.set("env", "test");
      new Function("app", "cors", snippetOf(id, "middleware").replace(/^import cors .*$/m, ""))(app, load("cors"));
      for (const method of ["put", "get"] as const) app[method]("/items", (_, res) => res.end("{}"));
      app.put("/broken", () => {
        throw new Error("broken");
      });
      await holds(await listen(app as RequestListener), policy);
    });
  }
  it("node-http", async () => {
    const text = `${snippetOf("node-http", "function")}\nreturn (req, res) => { ${snippetOf("node-http", "listener")} application(req, res); }`;
    await holds(await listen(new Function("application", text)(application) as RequestListener), policy);
  });
  for (const place of ["server", "location"]) {
    it(`nginx, pasted into ${place}, before an application that sends CORS headers itself`, async () => {
      const upstream = await listen((req, res) => {
        res.setHeader("Access-Control-Allow-Origin", "*");
        res.setHeader("Access-Control-Allow-Credentials", "true");
        application(req, res);
      });
      await holds(await startNginx(upstream, place), policy);
    });
  }
});

async function startNginx(upstream: number, place: string): Promise<number> {
  const inLocation = snippetOf("nginx", "location");
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "corscope-nginx-"));
  const location = `location / { ${place === "location" ? inLocation : ""} proxy_pass http://127.0.0.1:${upstream}; }`;
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(" ");
  const file = join(folder, "nginx.conf");
  writeFileSync(
    file,
    `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log; events {} http { access_log off; ${temporary}\n${snippetOf("nginx", "http")}\nserver { listen 127.0.0.1:${port};\n${place === "server" ? inLocation : ""}\n${location} } }`,
  );
  const child = spawn(findNginx(), ["-c", file, "-e", `${folder}/error.log`], { stdio: "ignore" });
  closers.push(() => {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  for (let tries = 0; tries < 100; tries++) {
    if (
      await ask(port, "GET", "/", {}).then(
        () => true,
        () => false,
      )
    )
      return port;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return expect.fail("nginx did not start");
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
