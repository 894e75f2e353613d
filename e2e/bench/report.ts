import { execFileSync } from "node:child_process";
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ReportReader } from "../../src/core/report/readReport";
import type { RecordingInfo } from "../../src/core/report/recording";
import { harParts } from "../../src/core/report/toHar";
import { many } from "../playground/panel/burst";
import { lineOf } from "./line";

/**
 * What writing and reading a report costs, beside `JSON.stringify` and `JSON.parse` of the same file: `tsx e2e/bench/report.ts [ENTRIES]`.
 * Each step has a process of its own, so that its peak of memory is its own, and runs what a build makes of this file: what a runner of
 * TypeScript adds for its stack traces is no cost of the product. Figures, not gates.
 */
const STEPS = ["export", "stringify", "import", "parse"] as const;
type Step = (typeof STEPS)[number];

interface Cost {
  readonly seconds: number;
  /** Of the processor, all threads: what a machine with other work says truer. */
  readonly cpuSeconds: number;
  /** How far the process's memory rose over what it had before it met the recording, in megabytes: what the step starts from counts. */
  readonly peakMb: number;
}

const FROM = Date.UTC(2026, 10, 21);

function infoOf(entries: number): RecordingInfo {
  return {
    extensionVersion: "0",
    browser: { name: "Chromium", version: "0" },
    engine: "chromium",
    recordedFrom: FROM,
    recordedTo: FROM + entries,
    dropped: 0,
    counted: { sameOrigin: 0, noCors: 0, navigations: 0 },
  };
}

/** What is to be written is made before the time is taken; what is to be read comes from the disk. */
function prepare(step: Step, entries: number, file: string): () => unknown {
  if (step === "export") {
    const exchanges = many(entries, FROM);
    return () => [...harParts(exchanges, infoOf(entries))].join("");
  }
  if (step === "stringify") {
    const data: unknown = JSON.parse(readFileSync(file, "utf8"));
    return () => JSON.stringify(data);
  }
  if (step === "parse") return () => JSON.parse(readFileSync(file, "utf8"));
  return async () => {
    const reader = new ReportReader();
    for await (const piece of createReadStream(file, { encoding: "utf8" })) reader.push(String(piece));
    const read = reader.end();
    if (!read.ok || read.exchanges.length !== entries) throw new Error("the report did not come back whole");
    return read;
  };
}

async function measure(step: Step, entries: number, file: string): Promise<Cost> {
  const before = process.memoryUsage().rss;
  const act = prepare(step, entries, file);
  const begun = performance.now();
  const used = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(used);
  const seconds = (performance.now() - begun) / 1000;
  return {
    seconds: round(seconds),
    cpuSeconds: round((user + system) / 1e6),
    peakMb: round(process.resourceUsage().maxRSS / 1024 - before / 1024 / 1024),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

async function bundle(folder: string): Promise<string> {
  // Only here: the steps are to start with as little in memory as they can.
  const { build } = await import("vite");
  await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    build: {
      ssr: fileURLToPath(import.meta.url),
      outDir: folder,
      emptyOutDir: false,
      target: "node20",
      rolldownOptions: { output: { entryFileNames: "steps.mjs", codeSplitting: false } },
    },
  });
  return join(folder, "steps.mjs");
}

async function main(entries: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "corscope-bench-"));
  try {
    const file = join(folder, "large.har");
    writeFileSync(file, [...harParts(many(entries, FROM), infoOf(entries))].join(""));
    const costs = {} as Record<Step, Cost>;
    const built = await bundle(folder);
    for (const step of STEPS) {
      costs[step] = JSON.parse(execFileSync(process.execPath, [built, String(entries), step, file], { encoding: "utf8" })) as Cost;
    }
    print(entries, readFileSync(file).length, costs);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function print(entries: number, bytes: number, costs: Readonly<Record<Step, Cost>>): void {
  const ratio = (ours: Step, plain: Step, what: keyof Cost) => round(costs[ours][what] / Math.max(costs[plain][what], 0.01));
  const ratios = {
    exportTime: ratio("export", "stringify", "seconds"),
    importTime: ratio("import", "parse", "seconds"),
    exportCpu: ratio("export", "stringify", "cpuSeconds"),
    importCpu: ratio("import", "parse", "cpuSeconds"),
    exportMemory: ratio("export", "stringify", "peakMb"),
    importMemory: ratio("import", "parse", "peakMb"),
  };
  console.log(`${entries} entries, ${round(bytes / 1e6)} MB`);
  console.table(costs);
  console.table(ratios);
  const against = (ours: Step, plain: Step) => [
    lineOf(`report: ${ours} of ${entries}, against JSON.${plain}`, "s", costs[ours].seconds, costs[plain].seconds),
    lineOf(`report: ${ours}, peak memory, against JSON.${plain}`, "MiB", costs[ours].peakMb, costs[plain].peakMb),
  ];
  const lines = [...against("export", "stringify"), ...against("import", "parse")];
  console.log(JSON.stringify({ bench: "report", entries, bytes, costs, ratios, lines }));
}

const [entries = "50000", step, file] = process.argv.slice(2);
const asked = STEPS.find((one) => one === step);
if (asked !== undefined && file !== undefined) console.log(JSON.stringify(await measure(asked, Number(entries), file)));
else await main(Number(entries));
