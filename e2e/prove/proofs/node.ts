import { readFileSync } from "node:fs";
import { join } from "node:path";
import { needsNpm } from "../install";
import type { Pieces, Running } from "../proof";
import { STACKS_FOLDER, startServer } from "../server";

/** What the proofs of the Node family share: one folder of packages, one way to start a file. */
export function needsNode(): void {
  needsNpm("node", "fastify");
}

export function startNode(base: string, pieces: Pieces, file = "server.mjs"): Promise<Running> {
  return startServer(pieces, {
    base,
    under: "node",
    command: (_, port) => ({ file: process.execPath, args: [file], env: { PORT: String(port), NODE_ENV: "test" } }),
  });
}

/** "Express 5.3.0, cors 2.8.6" of `[["Express", "express"], ["cors", "cors"]]`. */
export function versionsOf(packages: readonly (readonly [title: string, name: string])[], folder = "node"): string {
  return packages.map(([title, name]) => `${title} ${versionOf(name, folder)}`).join(", ");
}

function versionOf(name: string, folder: string): string {
  const file = join(STACKS_FOLDER, folder, "node_modules", name, "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
