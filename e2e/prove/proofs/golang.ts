import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { install } from "../install";
import type { Pieces, Running } from "../proof";
import { STACKS_FOLDER, startServer } from "../server";

/** What the proofs of the Go family share: one module with every package, pinned by go.sum; go fetches and keeps them itself. */
const FOLDER = join(STACKS_FOLDER, "go");

export function needsGo(): void {
  try {
    execFileSync("go", ["version"], { stdio: "ignore" });
  } catch {
    throw new Error("Go 1.25 or newer is missing: https://go.dev/dl/");
  }
  if (!downloaded()) install("Go packages", "go mod download", FOLDER);
}

/** Whether a build would find everything without asking the network. */
function downloaded(): boolean {
  try {
    execFileSync("go", ["list", "-deps", "./..."], { cwd: FOLDER, stdio: "ignore", env: { ...process.env, GOPROXY: "off" } });
    return true;
  } catch {
    return false;
  }
}

export function startGo(base: string, pieces: Pieces): Promise<Running> {
  return startServer(pieces, {
    base: `go/${base}`,
    under: "go",
    build: () => ({ file: "go", args: ["build", "-o", "server", "."], env: { GOFLAGS: "-buildvcs=false" } }),
    command: (folder, port) => ({ file: join(folder, "server"), args: [], env: { PORT: String(port) } }),
  });
}

/** "Gin 1.12.0, gin-contrib/cors 1.7.7, Go 1.26.8" */
export function goVersions(packages: readonly (readonly [title: string, path: string])[]): string {
  const pins = readFileSync(join(FOLDER, "go.mod"), "utf8");
  const versions = packages.map(([title, path]) => `${title} ${new RegExp(`${path} v(\\S+)`).exec(pins)?.[1]}`);
  const go = execFileSync("go", ["env", "GOVERSION"], { encoding: "utf8" }).trim().slice(2);
  return [...versions, `Go ${go}`].join(", ");
}
