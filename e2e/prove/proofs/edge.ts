import { join } from "node:path";
import { needsNpm } from "../install";
import type { LiveProof, PitfallPair } from "../proof";
import { STACKS_FOLDER, startServer } from "../server";
import { versionsOf } from "./node";

const needsEdge = (): void => void needsNpm("edge", "workerd");
const binary = (name: string): string => join(STACKS_FOLDER, "edge/node_modules/.bin", name);

const NEEDED = [
  /Access-Control-Allow-Origin/,
  /Access-Control-Allow-Credentials/,
  /Access-Control-Allow-Methods/,
  /Access-Control-Allow-Headers/,
] as const;

/** Headers on what the handler returns, and on nothing else. */
function pairs(slot: string, serve: (handler: string) => string): readonly PitfallPair[] {
  const mistake = (headers: string) => ({
    [slot]: serve(
      `async (request) => {\n  const reply = await handle(request);\n  return new Response(reply.body, { status: reply.status, headers: { ${headers} } });\n}`,
    ),
  });
  return [
    {
      id: "thrown-error",
      shape: "get",
      path: "/broken",
      mistake: (app) => mistake(`"Access-Control-Allow-Origin": "${app}"`),
      reason: "MissingAllowOriginHeader",
    },
    {
      id: "options-not-answered",
      shape: "post-json",
      mistake: (app) => mistake(`"Access-Control-Allow-Origin": "${app}", "Access-Control-Allow-Headers": "content-type"`),
      reason: "PreflightInvalidStatus",
    },
  ];
}

export const cloudflareWorkers: LiveProof = {
  stack: "cloudflare-workers",
  kind: "live",
  fast: true,
  needs: needsEdge,
  version: () => versionsOf([["workerd", "workerd"]], "edge"),
  start: (pieces) =>
    startServer(pieces, { base: "cloudflare-workers", command: () => ({ file: binary("workerd"), args: ["serve", "config.capnp"] }) }),
  needed: NEEDED,
  pitfalls: pairs("export", (handler) => `export default { fetch: ${handler} };`),
};

export const deno: LiveProof = {
  stack: "deno",
  kind: "live",
  fast: true,
  needs: needsEdge,
  version: () => versionsOf([["Deno", "deno"]], "edge"),
  start: (pieces) =>
    startServer(pieces, {
      base: "deno",
      command: (_, port) => ({
        file: binary("deno"),
        args: ["run", "--allow-net", "--allow-env", "--no-config", "index.js"],
        env: { DENO_SERVE_ADDRESS: `tcp:127.0.0.1:${port}`, DENO_NO_UPDATE_CHECK: "1" },
      }),
    }),
  needed: NEEDED,
  pitfalls: pairs("serve", (handler) => `Deno.serve(${handler});`),
};
