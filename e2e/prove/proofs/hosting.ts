import { deepStrictEqual } from "node:assert";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Ajv } from "ajv";
import type { Policy, Snippet } from "../../../src/core/remedy/policy";
import { needsNpm } from "../install";
import type { StaticProof } from "../proof";
import { freePort, STACKS_FOLDER } from "../server";
import { textOf } from "./aws";
import { versionsOf } from "./node";

/** Hosts of static files: their own engine, schema or parser reads the recipe and says what would be sent. */
const FOLDER = join(STACKS_FOLDER, "hosting");
const own = createRequire(join(FOLDER, "package.json"));
const needs = (): void => void needsNpm("hosting", "superstatic");

/** The policy as the headers of every reply, since such a host knows no other. */
function expected({
  allowedOrigins,
  allowCredentials,
  exposedHeaders,
  allowedMethods,
  allowedHeaders,
  maxAge,
}: Policy): Record<string, string> {
  const credentials = allowCredentials !== false && allowedOrigins[0] !== "*";
  const fields = {
    "access-control-allow-origin": allowedOrigins.join(),
    "access-control-allow-credentials": credentials ? "true" : "",
    "access-control-expose-headers": exposedHeaders.join(", "),
    "access-control-allow-methods": allowedMethods.join(", "),
    "access-control-allow-headers": allowedHeaders.join(", "),
    "access-control-max-age": maxAge?.toString() ?? "",
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));
}

function holdFields(said: Iterable<readonly [string, unknown]>, policy: Policy): void {
  const found = [...said]
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => name.startsWith("access-control-"));
  deepStrictEqual(Object.fromEntries(found), expected(policy));
}

interface Superstatic {
  server(options: object): { listen(done: () => void): { close(): void } };
}

async function askSuperstatic(snippets: readonly Snippet[], policy: Policy): Promise<void> {
  const run = join(FOLDER, ".run");
  mkdirSync(join(run, "public"), { recursive: true });
  writeFileSync(join(run, "public/items"), "{}");
  const port = await freePort();
  const config = { public: "public", headers: [JSON.parse(textOf(snippets, "headers"))] };
  const app = own("superstatic") as Superstatic;
  const server = await new Promise<{ close(): void }>((done) => {
    const listening = app.server({ port, hostname: "127.0.0.1", cwd: run, config }).listen(() => done(listening));
  });
  try {
    for (const [method, path] of [
      ["OPTIONS", "/items"],
      ["GET", "/items"],
      ["GET", "/missing"],
    ] as const) {
      const reply = await fetch(`http://127.0.0.1:${port}${path}`, { method });
      if (method === "OPTIONS" && !reply.ok) throw new Error(`the preflight was answered ${reply.status}`);
      holdFields(reply.headers, policy);
    }
  } finally {
    server.close();
  }
}

export const firebaseHosting: StaticProof = {
  stack: "firebase-hosting",
  kind: "schema",
  needs,
  version: () => versionsOf([["superstatic", "superstatic"]], "hosting"),
  check: askSuperstatic,
};

interface Routing {
  readonly headersSchema: object;
  getTransformedRoutes(config: object): { readonly routes: readonly { src?: string; headers?: Record<string, string> }[]; error: unknown };
}

export const vercel: StaticProof = {
  stack: "vercel",
  kind: "schema",
  needs,
  version: () => versionsOf([["@vercel/routing-utils", "@vercel/routing-utils"]], "hosting"),
  check: (snippets, policy) => {
    const { headersSchema, getTransformedRoutes } = own("@vercel/routing-utils") as Routing;
    const headers = [JSON.parse(textOf(snippets, "headers"))];
    const ajv = new Ajv({ strict: false });
    if (!ajv.validate(headersSchema, headers)) throw new Error(ajv.errorsText());
    const { routes, error } = getTransformedRoutes({ headers });
    if (error !== null) throw new Error(JSON.stringify(error));
    const route = routes.find(({ src }) => new RegExp(src ?? "$.").test("/items"));
    holdFields(Object.entries(route?.headers ?? {}), policy);
  },
};

interface HeadersParser {
  parseAllHeaders(options: object): Promise<{
    readonly headers: readonly { readonly for: string; readonly values: Readonly<Record<string, string>> }[];
    readonly errors: readonly unknown[];
  }>;
}

export const netlify: StaticProof = {
  stack: "netlify",
  kind: "schema",
  needs,
  version: () => versionsOf([["@netlify/headers-parser", "@netlify/headers-parser"]], "hosting"),
  check: async (snippets, policy) => {
    const { parseAllHeaders } = (await import(own.resolve("@netlify/headers-parser"))) as HeadersParser;
    const file = join(FOLDER, ".run/_headers");
    mkdirSync(join(FOLDER, ".run"), { recursive: true });
    writeFileSync(file, textOf(snippets, "headers"));
    const { headers, errors } = await parseAllHeaders({ headersFiles: [file], configHeaders: [], minimal: true });
    if (errors.length > 0) throw new Error(String(errors[0]));
    deepStrictEqual(
      headers.map((one) => one.for),
      ["/*"],
    );
    holdFields(Object.entries(headers[0]?.values ?? {}), policy);
  },
};
