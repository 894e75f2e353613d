import { join } from "node:path";
import { needsNpm } from "../install";
import type { LiveProof, Pieces, Running } from "../proof";
import { STACKS_FOLDER, startServer } from "../server";
import { versionsOf } from "./node";

const NEXT = join(STACKS_FOLDER, "next-app/node_modules/next/dist/bin/next");
const ENV = { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };

function start(pieces: Pieces): Promise<Running> {
  return startServer(pieces, {
    base: "nextjs",
    under: "next-app",
    build: () => ({ file: process.execPath, args: [NEXT, "build"], env: ENV }),
    command: (_, port) => ({ file: process.execPath, args: [NEXT, "start", "--port", String(port), "--hostname", "127.0.0.1"], env: ENV }),
  });
}

const common = {
  kind: "live",
  fast: false,
  needs: () => void needsNpm("next-app", "next"),
  version: () => versionsOf([["Next.js", "next"]], "next-app"),
  start,
  // Each configuration is a build of its own.
  shapes: ["two-origins"],
  // The page of an error writes a Vary of its own.
  survives: { vary: false },
} as const;

export const nextjsHeaders: LiveProof = {
  ...common,
  stack: "nextjs-headers",
  needed: [/"Access-Control-Allow-Origin", value: ".*admin/],
  pitfalls: [
    {
      id: "other-path",
      shape: "get",
      mistake: (app) => ({
        config: `async headers() { return [{ source: "/api/:path*", headers: [{ key: "Access-Control-Allow-Origin", value: "${app}" }] }]; },`,
      }),
      reason: "MissingAllowOriginHeader",
    },
  ],
};

export const nextjsProxy: LiveProof = {
  ...common,
  stack: "nextjs-proxy",
  needed: [/Access-Control-Allow-Credentials/],
  pitfalls: [
    {
      id: "after-login",
      shape: "delete-authorization",
      mistake: (app) => ({
        proxy: `import { NextResponse } from "next/server";
export function proxy(request) {
  if (request.headers.get("Authorization") === null) return new NextResponse(null, { status: 401 });
  return NextResponse.next({ headers: { "Access-Control-Allow-Origin": "${app}" } });
}`,
      }),
      reason: "PreflightMissingAllowOriginHeader",
    },
  ],
};
