import { spawnSync } from "node:child_process";
import { needsApt } from "../install";
import type { LiveProof } from "../proof";
import { startServer } from "../server";
import { upstream } from "../upstream";

const HAPROXY = "/usr/sbin/haproxy";

export const haproxy: LiveProof = {
  stack: "haproxy",
  kind: "live",
  fast: true,
  needs: () => needsApt(["haproxy"], HAPROXY),
  version: () => `HAProxy ${/version ([\d.]+)/.exec(spawnSync(HAPROXY, ["-v"], { encoding: "utf8" }).stdout)?.[1] ?? ""}`,
  start: async (pieces) =>
    startServer(pieces, {
      base: "haproxy",
      fill: { UPSTREAM: String(await upstream()) },
      command: (folder) => ({ file: HAPROXY, args: ["-db", "-f", `${folder}/haproxy.cfg`] }),
    }),
  needed: [
    /set-var\(txn.cors_origin\)/,
    /set-var\(txn.cors_preflight\)/,
    /return status 204/,
    /set-header Access-Control-Allow-Origin/,
    /set-header Access-Control-Allow-Credentials/,
    /set-header Access-Control-Allow-Methods/,
    /set-header Access-Control-Allow-Headers/,
  ],
  pitfalls: [
    {
      id: "http-response",
      shape: "get",
      path: "/refused",
      mistake: (app) => ({ frontend: `http-response set-header Access-Control-Allow-Origin ${app}` }),
      reason: "MissingAllowOriginHeader",
    },
    {
      id: "add-header",
      shape: "get",
      mistake: (app) => ({ frontend: `http-after-response add-header Access-Control-Allow-Origin ${app}` }),
      reason: "MultipleAllowOriginValues",
    },
  ],
};
