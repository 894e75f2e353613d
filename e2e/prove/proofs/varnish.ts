import { spawnSync } from "node:child_process";
import { needsApt } from "../install";
import type { LiveProof } from "../proof";
import { startServer } from "../server";
import { upstream } from "../upstream";

const VARNISH = "/usr/sbin/varnishd";

export const varnish: LiveProof = {
  stack: "varnish",
  kind: "live",
  fast: true,
  needs: () => needsApt(["varnish"], VARNISH),
  version: () => `Varnish ${/varnish-([\d.]+)/.exec(spawnSync(VARNISH, ["-V"], { encoding: "utf8" }).stderr)?.[1] ?? ""}`,
  start: async (pieces) =>
    startServer(pieces, {
      base: "varnish",
      fill: { UPSTREAM: String(await upstream()) },
      command: (folder, port) => ({
        file: VARNISH,
        args: ["-F", "-j", "none", "-n", folder, "-f", `${folder}/default.vcl`, "-a", `127.0.0.1:${port}`, "-s", "malloc,16m"],
      }),
    }),
  needed: [
    /set req.http.X-Cors-Origin =/,
    /return \(synth\(204\)\)/,
    /^ +set resp.http.Access-Control-Allow-Origin/,
    /^ +set resp.http.Access-Control-Allow-Credentials/,
    /^ +set resp.http.Access-Control-Allow-Methods/,
    /^ +set resp.http.Access-Control-Allow-Headers/,
  ],
  pitfalls: [
    {
      id: "sent-by-the-backend",
      shape: "get",
      mistake: () => ({ early: "unset req.http.Cookie;\n  return (hash);" }),
      reason: "AllowOriginMismatch",
    },
  ],
};
