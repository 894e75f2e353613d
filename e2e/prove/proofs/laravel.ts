import { execFileSync } from "node:child_process";
import type { Policy } from "../../../src/core/remedy/policy";
import { needsApt } from "../install";
import type { StaticProof } from "../proof";

/** Laravel cannot be installed from a registry that every machine reaches: PHP itself loads the file, and its keys are those of Laravel's own. */
export const laravel: StaticProof = {
  stack: "laravel",
  kind: "syntax",
  needs: () => needsApt(["php-cli"], "/usr/bin/php"),
  version: () => `PHP ${execFileSync("php", ["-r", "echo PHP_VERSION;"], { encoding: "utf8" })}, keys of Laravel 11 to 13`,
  check: ([snippet], policy) => {
    const file = `data://text/plain;base64,${Buffer.from(snippet?.text ?? "").toString("base64")}`;
    const script = "echo json_encode(require $argv[1]);";
    const loaded: unknown = JSON.parse(
      execFileSync("php", ["-d", "allow_url_include=1", "-d", "error_reporting=0", "-r", script, file], { encoding: "utf8" }),
    );
    const expected = expectedOf(policy);
    if (JSON.stringify(loaded) !== JSON.stringify(expected))
      throw new Error(`PHP reads ${JSON.stringify(loaded)}, expected ${JSON.stringify(expected)}`);
  },
};

function expectedOf(policy: Policy): Record<string, unknown> {
  return {
    paths: ["*"],
    allowed_methods: ["GET", "HEAD", "POST", ...policy.allowedMethods],
    allowed_origins: policy.allowedOrigins,
    allowed_origins_patterns: [],
    allowed_headers: policy.allowedHeaders,
    exposed_headers: policy.exposedHeaders,
    max_age: policy.maxAge ?? 0,
    supports_credentials: !policy.allowedOrigins.includes("*") && policy.allowCredentials !== false,
  };
}
