import { execFileSync, execSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { chromium } from "playwright";
import { chooseChromium, type Machine } from "./findChromium";

function locate(nameOrPath: string): string | null {
  if (isAbsolute(nameOrPath) || nameOrPath.includes("/")) return existsSync(nameOrPath) ? nameOrPath : null;
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, nameOrPath)).find((path) => existsSync(path)) ?? null;
}

function version(path: string): string | null {
  try {
    return (
      execFileSync(path, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], timeout: 20_000 }).split("\n")[0] ?? null
    );
  } catch {
    return null;
  }
}

function distribution(): string {
  if (!existsSync("/etc/os-release")) return "";
  const lines = readFileSync("/etc/os-release", "utf8").toLowerCase().split("\n");
  return lines.filter((line) => /^id(_like)?=/.test(line)).join(" ");
}

const thisMachine: Machine = {
  env: process.env,
  root: process.getuid?.() === 0,
  distribution: distribution(),
  locate,
  version,
  playwrights() {
    const path = chromium.executablePath();
    return existsSync(path) ? path : null;
  },
  install(command) {
    execSync(command, { stdio: "inherit" });
  },
  say(line) {
    console.log(line);
  },
};

let found: string | undefined;

/** Asked once per process: a version check starts the browser. */
export function findChromium(): string {
  found ??= chooseChromium(thisMachine);
  return found;
}
