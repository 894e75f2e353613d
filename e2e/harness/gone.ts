import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { until } from "./poll";

/**
 * Until no process of the browser with this profile is left: the one that was started ends before its children do, and these write into the
 * profile until then (the network's writes the index of its cache last of all). Who removes the folder earlier finds it filled again.
 */
export async function gone(profile: string): Promise<void> {
  await until(`the end of the browser in ${profile}`, () => (isInUse(profile) ? null : true));
}

/** All of its processes carry the profile on their command line. */
function isInUse(profile: string): boolean {
  return commandLines().some((line) => `${line} `.includes(`--user-data-dir=${profile} `));
}

function commandLines(): readonly string[] {
  if (!existsSync("/proc/self/cmdline")) return execFileSync("ps", ["-axww", "-o", "command="], { encoding: "utf8" }).split("\n");
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(commandLineOf);
}

/** Its parts stand apart by NUL as it was started, and by blanks where Chromium wrote it anew. */
function commandLineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return ""; // it ended meanwhile
  }
}
