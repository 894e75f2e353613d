import { execFileSync } from "node:child_process";
import { needsApt } from "../install";
import type { LiveProof } from "../proof";
import { startServer } from "../server";

export const php: LiveProof = {
  stack: "php",
  kind: "live",
  fast: true,
  needs: () => needsApt(["php-cli"], "/usr/bin/php"),
  version: () => `PHP ${execFileSync("php", ["-r", "echo PHP_VERSION;"], { encoding: "utf8" })}`,
  start: (pieces) =>
    startServer(pieces, {
      base: "php",
      // No errors in replies and no buffer before headers, as in production.
      command: (_, port) => ({
        file: "php",
        args: ["-d", "display_errors=0", "-d", "output_buffering=0", "-S", `127.0.0.1:${port}`, "index.php"],
      }),
    }),
  needed: [
    /Access-Control-Allow-Origin/,
    /Access-Control-Allow-Credentials/,
    /Access-Control-Allow-Methods/,
    /Access-Control-Allow-Headers/,
  ],
  pitfalls: [
    {
      id: "output-first",
      shape: "get",
      mistake: (app) => ({ top: `echo ' ';\nheader('Access-Control-Allow-Origin: ${app}');\n` }),
      reason: "MissingAllowOriginHeader",
    },
  ],
};
