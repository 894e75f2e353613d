import { spawnSync } from "node:child_process";
import { findNginx } from "../../harness/findNginx";
import type { LiveProof } from "../proof";
import { startServer } from "../server";
import { upstream } from "../upstream";

export const nginx: LiveProof = {
  stack: "nginx",
  kind: "live",
  fast: true,
  needs: () => void findNginx(),
  version: () => /nginx\/([\d.]+)/.exec(spawnSync(findNginx(), ["-v"], { encoding: "utf8" }).stderr)?.[0].replace("/", " ") ?? "nginx",
  start: async (pieces) =>
    startServer(pieces, {
      base: "nginx",
      fill: { UPSTREAM: String(await upstream()) },
      command: (folder) => ({ file: findNginx(), args: ["-p", folder, "-c", `${folder}/nginx.conf`, "-e", "stderr", "-g", "daemon off;"] }),
    }),
  needed: [
    /^add_header Access-Control-Allow-Origin/,
    /^add_header Access-Control-Allow-Credentials/,
    /^add_header Access-Control-Allow-Methods/,
    /^add_header Access-Control-Allow-Headers/,
    /^proxy_hide_header Access-Control-Allow-Origin/,
    /^ +return 204/,
  ],
  pitfalls: [
    {
      id: "lost-in-location",
      shape: "get",
      path: "/own-header",
      mistake: (app) => ({
        location: `proxy_hide_header Access-Control-Allow-Origin;\nadd_header Access-Control-Allow-Origin ${app} always;`,
      }),
      moved: { location: "inner" },
      reason: "MissingAllowOriginHeader",
    },
    {
      id: "without-always",
      shape: "get",
      path: "/refused",
      mistake: () => ({ location: "add_header Access-Control-Allow-Origin *;" }),
      reason: "MissingAllowOriginHeader",
    },
    {
      id: "twice",
      shape: "get",
      mistake: () => ({ location: "add_header Access-Control-Allow-Origin * always;" }),
      reason: "MultipleAllowOriginValues",
    },
    {
      id: "no-answer-to-options",
      shape: "put-cookies",
      mistake: (app) => ({
        location: `proxy_hide_header Access-Control-Allow-Origin;\nadd_header Access-Control-Allow-Origin ${app} always;\nadd_header Access-Control-Allow-Methods PUT always;\nadd_header Access-Control-Allow-Headers "content-type, x-trace-id" always;`,
      }),
      reason: "PreflightInvalidStatus",
    },
  ],
};
