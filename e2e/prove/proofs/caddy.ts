import { spawnSync } from "node:child_process";
import { needsApt } from "../install";
import type { LiveProof } from "../proof";
import { startServer } from "../server";
import { upstream } from "../upstream";

const CADDY = "/usr/bin/caddy";

export const caddy: LiveProof = {
  stack: "caddy",
  kind: "live",
  fast: true,
  needs: () => needsApt(["caddy"], CADDY),
  version: () => `Caddy ${spawnSync(CADDY, ["version"], { encoding: "utf8" }).stdout.trim().split(" ")[0]?.replace(/^v/, "") ?? ""}`,
  start: async (pieces) =>
    startServer(pieces, {
      base: "caddy",
      fill: { UPSTREAM: String(await upstream()) },
      command: (folder) => ({
        file: CADDY,
        args: ["run", "--config", `${folder}/Caddyfile`, "--adapter", "caddyfile"],
        env: { XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
      }),
    }),
  needed: [
    /^\tAccess-Control-Allow-Origin/,
    /^\tAccess-Control-Allow-Credentials/,
    /^\theader Access-Control-Allow-Methods/,
    /^\theader Access-Control-Allow-Headers/,
    /^\trespond 204/,
  ],
  pitfalls: [
    {
      id: "added-not-set",
      shape: "get",
      mistake: (app) => ({ site: `header {\n\tdefer\n\t+Access-Control-Allow-Origin ${app}\n}` }),
      reason: "MultipleAllowOriginValues",
    },
  ],
};
