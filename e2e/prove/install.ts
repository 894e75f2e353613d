import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { STACKS_FOLDER } from "./server";

const done = new Set<string>();

/** Runs one line that installs something, after saying so; once in a run. `CORSCOPE_NO_INSTALL=1` turns that off. */
export function install(what: string, line: string, folder = "."): void {
  if (done.has(line + folder)) return;
  if (process.env.CORSCOPE_NO_INSTALL === "1") throw new Error(`${what} is missing: ${line}`);
  console.log(`Installing ${what}: ${line}`);
  execFileSync("sh", ["-c", line], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  done.add(line + folder);
}

/** Packages of Debian or Ubuntu; `file` is one that they bring. */
export function needsApt(packages: readonly string[], file: string): void {
  if (existsSync(file)) return;
  const line = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(" ")}`;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) throw new Error(`${packages.join(", ")} is missing: ${line}`);
  install(packages.join(", "), line);
  if (!existsSync(file)) throw new Error(`${packages.join(", ")} was installed and still there is no ${file}`);
}

/**
 * A folder of `e2e/servers/stacks` with a package.json and a lock file of its own. `install` and not `ci`: not every registry has every
 * platform's build of a binary package, and `ci` stops at a lock file that lacks those of other platforms. The lock still pins what there is.
 */
export function needsNpm(folder: string, proofOfIt: string): string {
  const path = join(STACKS_FOLDER, folder);
  if (!existsSync(join(path, "node_modules", proofOfIt)))
    install(`packages of e2e/servers/stacks/${folder}`, "npm install --no-save --no-audit --no-fund", path);
  return path;
}
