import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { install } from "../install";
import type { Command, ServerOptions } from "../server";
import { STACKS_FOLDER } from "../server";

/** What the proofs of the Python family share: a virtual environment for each stack, filled from its pinned list. */
const FOLDER = join(STACKS_FOLDER, "python");

export function needsVenv(stack: string, tool: string): void {
  if (existsSync(binary(stack, tool))) return;
  const line = `python3 -m venv .venv/${stack} && .venv/${stack}/bin/pip install --quiet --no-deps -r ${stack}/requirements.txt`;
  install(`Python packages of ${stack}`, line, FOLDER);
}

export function binary(stack: string, tool: string): string {
  return join(FOLDER, ".venv", stack, "bin", tool);
}

/** One worker of gunicorn, the server that most deployments run. */
export function gunicorn(stack: string, application: string): Pick<ServerOptions, "base" | "command"> {
  const command = (_: string, port: number): Command => ({
    file: binary(stack, "gunicorn"),
    args: ["--bind", `127.0.0.1:${port}`, "--workers", "1", "--threads", "4", "--graceful-timeout", "0", application],
    env: { PYTHONDONTWRITEBYTECODE: "1" },
  });
  return { base: `python/${stack}`, command };
}

/** "Flask 3.1.3, flask-cors 6.0.5", as pinned. */
export function pinned(stack: string, ...names: readonly string[]): string {
  const lines = readFileSync(join(FOLDER, stack, "requirements.txt"), "utf8").split("\n");
  const versions = names.map((name) => lines.find((line) => line.startsWith(`${name}==`))?.replace("==", " "));
  return [...versions, python()].join(", ");
}

function python(): string {
  return execFileSync("python3", ["--version"], { encoding: "utf8" }).trim();
}
