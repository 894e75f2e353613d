import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gone } from "./gone";
import { argumentsFor, type LaunchOptions } from "./launch";
import { findChromium } from "./machine";

export interface Cpu {
  /** Of all its processes. */
  readonly all: number;
  /** Of those in which extensions run. */
  readonly extensions: number;
}

/**
 * A browser whose pages nobody listens to: a debugger's own events would be counted with the page, and it has no page loaded ahead.
 */
export interface PlainBrowser {
  /** CPU seconds so far, as Linux tells in /proc. */
  cpu(): Cpu;
  close(): Promise<void>;
}

/** Clock ticks a second in /proc: Linux shows 100 to programs, whatever it uses itself. */
const TICKS = 100;

export function openPlain(
  url: string,
  options: Pick<LaunchOptions, "extensionDir" | "extraArgs"> & { readonly resolverRules: string; readonly profile: string },
): PlainBrowser {
  mkdirSync(options.profile, { recursive: true });
  const child = spawn(
    findChromium(),
    [
      ...argumentsFor({ ...options, keepDefaultFeatures: true }),
      "--headless=new",
      `--user-data-dir=${options.profile}`,
      startingPage(join(options.profile, "start.html"), url),
    ],
    { stdio: "ignore" },
  );
  const exit = once(child, "exit");
  return {
    cpu: () => cpuOfTree(child.pid as number),
    async close() {
      child.kill("SIGTERM");
      await exit;
      await gone(options.profile);
    },
  };
}

/**
 * A page that a browser opens while it is still loading its extensions may never come. This one needs no network, and goes on until it is
 * gone.
 */
function startingPage(path: string, url: string): string {
  writeFileSync(path, `<!doctype html><script>setInterval(() => location.replace(${JSON.stringify(url)}), 2000)</script>`);
  return pathToFileURL(path).href;
}

function cpuOfTree(root: number): Cpu {
  const processes = new Map<number, { readonly parent: number; readonly ticks: number }>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const read = readStat(name);
    if (read !== null) processes.set(Number(name), read);
  }
  const isOurs = (pid: number): boolean => pid === root || (processes.has(pid) && isOurs(processes.get(pid)?.parent ?? 0));
  let [all, extensions] = [0, 0];
  for (const [pid, { ticks }] of processes) {
    if (!isOurs(pid)) continue;
    all += ticks;
    if (runsExtensions(pid)) extensions += ticks;
  }
  return { all: all / TICKS, extensions: extensions / TICKS };
}

function runsExtensions(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--extension-process");
  } catch {
    return false; // it ended meanwhile
  }
}

/** Null when the process ended meanwhile. Time of children that ended counts with their parent. */
function readStat(pid: string): { parent: number; ticks: number } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" "); // the name may hold blanks
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
    return { parent: Number(fields[1]), ticks };
  } catch {
    return null;
  }
}
