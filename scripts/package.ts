import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { zipFolder } from "./zipFolder";

/**
 * `npm run package`: both store archives in `artifacts/`. `-- --verify` builds all of it once more from a copy in another folder and fails
 * unless every archive is the same, byte for byte.
 */

const ROOT = join(import.meta.dirname, "..");
const TARGETS = ["chrome", "firefox"] as const;
/** All that a build reads. */
const SOURCES = ["src", "public", "manifest.json", "package.json", "tsconfig.json", "vite.config.ts"];

/** The key fixes the id of an unpacked extension; Chrome's store gives ids itself and refuses a manifest that has one. */
function withoutKey(text: string): string {
  const { key: _, ...manifest } = JSON.parse(text) as Record<string, unknown>;
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

async function buildAll(root: string): Promise<void> {
  const before = process.cwd();
  process.chdir(root);
  for (const mode of TARGETS) await build({ root, configFile: join(root, "vite.config.ts"), mode, logLevel: "error" });
  process.chdir(before);
}

function archivesOf(root: string): Map<string, Uint8Array> {
  const { version } = JSON.parse(readFileSync(join(root, "manifest.json"), "utf8")) as { version: string };
  return new Map(
    TARGETS.map((target) => [
      `corscope-${version}-${target}.zip`,
      zipFolder(join(root, "dist", target), target === "chrome" ? { "manifest.json": withoutKey } : {}),
    ]),
  );
}

function digest(bytes: Uint8Array | undefined): string {
  return createHash("sha256")
    .update(bytes ?? "")
    .digest("hex");
}

/** The same sources under another path, built anew. */
async function elsewhere(): Promise<Map<string, Uint8Array>> {
  const copy = mkdtempSync(join(tmpdir(), "corscope-package-"));
  try {
    for (const source of SOURCES) cpSync(join(ROOT, source), join(copy, source), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
    await buildAll(copy);
    return archivesOf(copy);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

await buildAll(ROOT);
const archives = archivesOf(ROOT);
mkdirSync(join(ROOT, "artifacts"), { recursive: true });
for (const [name, bytes] of archives) {
  writeFileSync(join(ROOT, "artifacts", name), bytes);
  console.log(`${digest(bytes)}  artifacts/${name}  ${(bytes.length / 1024).toFixed(0)} kB`);
}
if (process.argv.includes("--verify")) {
  const again = await elsewhere();
  const differing = [...archives].filter(([name, bytes]) => digest(again.get(name)) !== digest(bytes)).map(([name]) => name);
  console.log(
    differing.length === 0
      ? "built twice, in two folders: the same bytes"
      : `differs when built in another folder: ${differing.join(", ")}`,
  );
  if (differing.length > 0) process.exitCode = 1;
}
