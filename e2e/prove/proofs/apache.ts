import { spawnSync } from "node:child_process";
import { needsApt } from "../install";
import type { LiveProof } from "../proof";
import { startServer } from "../server";
import { upstream } from "../upstream";

const APACHE = "/usr/sbin/apache2";

export const apache: LiveProof = {
  stack: "apache",
  kind: "live",
  fast: true,
  needs: () => needsApt(["apache2"], APACHE),
  version: () => `Apache ${/Apache\/([\d.]+)/.exec(spawnSync(APACHE, ["-v"], { encoding: "utf8" }).stdout)?.[1] ?? ""}`,
  start: async (pieces) =>
    startServer(pieces, {
      base: "apache",
      fill: { UPSTREAM: String(await upstream()) },
      command: (folder) => ({ file: APACHE, args: ["-f", `${folder}/httpd.conf`, "-D", "FOREGROUND"] }),
    }),
  needed: [
    /^SetEnvIfExpr .* CORS_ORIGIN$/,
    /^SetEnvIfExpr .* CORS_PREFLIGHT$/,
    /^Header onsuccess unset Access-Control-Allow-Origin/,
    /^Header always set Access-Control-Allow-Origin/,
    /^Header always set Access-Control-Allow-Credentials/,
    /^Header always set Access-Control-Allow-Methods/,
    /^Header always set Access-Control-Allow-Headers/,
    /^RewriteRule/,
  ],
  pitfalls: [
    {
      id: "without-always",
      shape: "get",
      path: "/refused",
      mistake: () => ({ "virtual-host": 'Header set Access-Control-Allow-Origin "*"' }),
      reason: "MissingAllowOriginHeader",
    },
    {
      id: "two-tables",
      shape: "get",
      mistake: () => ({ "virtual-host": 'Header always set Access-Control-Allow-Origin "*"' }),
      reason: "MultipleAllowOriginValues",
    },
    {
      id: "no-answer-to-options",
      shape: "put-cookies",
      mistake: (app) => ({
        "virtual-host": [
          "Header onsuccess unset Access-Control-Allow-Origin",
          "Header onsuccess unset Access-Control-Allow-Credentials",
          `Header always set Access-Control-Allow-Origin "${app}"`,
          'Header always set Access-Control-Allow-Credentials "true"',
          'Header always set Access-Control-Allow-Methods "PUT"',
          'Header always set Access-Control-Allow-Headers "content-type, x-trace-id"',
        ].join("\n"),
      }),
      reason: "PreflightInvalidStatus",
    },
  ],
};
