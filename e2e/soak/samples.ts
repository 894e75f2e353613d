import { readFileSync } from "node:fs";
import type { BrowserContext, CDPSession } from "playwright";
import type { Target } from "../harness/target";
import type { Told } from "./watch";

export interface Sample {
  readonly minutes: number;
  /** Requests that reached a server, so far. */
  readonly served: number;
  readonly kept: number;
  readonly dropped: number;
  readonly counted: number;
  /** Mebibytes. The two heaps after a collection that was asked for. */
  readonly worker: number;
  readonly pages: number;
  readonly session: number;
  readonly browser: number;
  readonly allProcesses: number;
  readonly errors: number;
  readonly missing: number;
}

const MIB = 2 ** 20;

/** What a heap holds once its garbage is gone. */
export async function heapOf(target: Target): Promise<number> {
  await target.send("HeapProfiler.collectGarbage");
  const { usedSize } = await target.send("Runtime.getHeapUsage");
  return Number(usedSize) / MIB;
}

/** Proportional memory of the browser's main process and of all its processes, from Linux's own books. */
export async function processesOf(context: BrowserContext): Promise<{ browser: number; allProcesses: number }> {
  const session = (await context.browser()?.newBrowserCDPSession()) as CDPSession;
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const sizes = processInfo.map(({ type, id }) => ({ type, size: proportionalSize(id) }));
  const sum = (some: typeof sizes) => some.reduce((all, { size }) => all + size, 0);
  return { browser: sum(sizes.filter(({ type }) => type === "browser")), allProcesses: sum(sizes) };
}

function proportionalSize(pid: number): number {
  try {
    const [, kilobytes] = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8")) ?? [];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0; // it ended a moment ago, or this is no Linux
  }
}

export function countedIn({ status }: Told): number {
  const { sameOrigin = 0, noCors = 0, navigations = 0, muted = 0 } = status?.counted ?? {};
  return sameOrigin + noCors + navigations + muted;
}

export const inMib = (bytes: number): number => bytes / MIB;
