import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Line } from "./line";

/**
 * `npm run bench [-- PART [ARGUMENTS]]`: every part, or one. Each is a process of its own and prints tables, and JSON on its last line; at the end
 * one table has a line for each figure that is held against something, and the last line holds all the JSON.
 */
const PARTS = ["diagnose", "weight", "panel", "report", "cli", "scale"] as const;
type Part = (typeof PARTS)[number];

interface Result {
  readonly lines: readonly Line[];
}

/** Runs one part, shows what it prints, and returns its last line. */
async function run(part: Part, options: readonly string[]): Promise<Result> {
  const file = fileURLToPath(new URL(`${part}.ts`, import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", file, ...options], { stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  const [code] = (await once(child, "close")) as [number | null];
  const lines = printed.trimEnd().split("\n");
  console.log(`\n${part}\n${lines.slice(0, -1).join("\n")}`);
  if (code !== 0) throw new Error(`the part ${part} ended with ${code}`);
  return JSON.parse(lines.at(-1) ?? "") as Result;
}

const [asked, ...options] = process.argv.slice(2);
const parts = asked === undefined ? PARTS : PARTS.filter((part) => part === asked);
if (parts.length === 0) throw new Error(`expected one of ${PARTS.join(", ")}, not ${asked}`);
if (!existsSync("dist/chrome/manifest.json")) throw new Error("expected the built extension in dist/chrome: run npm run build first");
const results: Record<string, Result> = {};
for (const part of parts) results[part] = await run(part, options);
console.log(`\nall (floor: the same without us, or the goal)`);
console.table(Object.values(results).flatMap(({ lines }) => lines));
console.log(JSON.stringify(results));
