import { execFileSync, execSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import { chromium } from "playwright";
import type { Machine } from "./chooseBrowser";
import { chooseChromium } from "./findChromium";
import { chooseFirefox } from "./firefox/findFirefox";

function locate(nameOrPath: string): string | null {
  if (isAbsolute(nameOrPath) || nameOrPath.includes("/")) return existsSync(nameOrPath) ? nameOrPath : null;
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.map((folder) => join(folder, nameOrPath)).find((path) => existsSync(path)) ?? null;
}

function version(path: string): string | null {
  try {
    return (
      execFileSync(path, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], timeout: 60_000 }).split("\n")[0] ?? null
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

const thisMachine: Omit<Machine, "downloaded"> = {
  env: process.env,
  root: process.getuid?.() === 0,
  distribution: distribution(),
  locate,
  version,
  install(command) {
    execSync(command, { stdio: "inherit" });
  },
  say(line) {
    console.log(line);
  },
};

function playwrightsChromium(): string | null {
  const path = chromium.executablePath();
  return existsSync(path) ? path : null;
}

/** Where `@puppeteer/browsers` was told to put it; the folder in between names platform and version. */
function mozillasFirefox(): string | null {
  const root = join(homedir(), ".cache", "puppeteer", "firefox");
  if (!existsSync(root)) return null;
  const builds = readdirSync(root).sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
  const places = builds.flatMap((build) => [
    join(root, build, "firefox", "firefox"),
    join(root, build, "Firefox.app/Contents/MacOS/firefox"),
  ]);
  return places.find((path) => existsSync(path)) ?? null;
}

let foundChromium: string | undefined;
let foundFirefox: string | undefined;

/** Asked once per process: a version check starts the browser. */
export function findChromium(): string {
  foundChromium ??= chooseChromium({ ...thisMachine, downloaded: playwrightsChromium });
  return foundChromium;
}

export function findFirefox(): string {
  foundFirefox ??= chooseFirefox({ ...thisMachine, downloaded: mozillasFirefox });
  return foundFirefox;
}
