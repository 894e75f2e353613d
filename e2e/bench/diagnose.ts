import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "vite";
import { lineOf } from "./line";

/**
 * How many exchanges one core judges in a second of its own (CPU time, so that a neighbour costs nothing): the scenario table over and over,
 * as one bundled file, as a panel would run it.
 */
const BATCHES = 15;
const BATCH_MS = 400;
const GOAL = 100_000;

const folder = mkdtempSync(join(tmpdir(), "corscope-bench-"));
try {
  await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    build: {
      ssr: fileURLToPath(new URL("diagnose/judged.ts", import.meta.url)),
      outDir: folder,
      emptyOutDir: true,
      target: "node20",
      rolldownOptions: { output: { entryFileNames: "judged.mjs", format: "es" } },
    },
  });
  const { exchanges, judgeAll } = (await import(pathToFileURL(join(folder, "judged.mjs")).href)) as typeof import("./diagnose/judged");
  const rates: number[] = [];
  for (let batch = 0; batch <= BATCHES; batch += 1) {
    let judged = 0;
    const begun = process.cpuUsage();
    let took = 0;
    while (took < BATCH_MS) {
      judged += judgeAll();
      const { user, system } = process.cpuUsage(begun);
      took = (user + system) / 1000;
    }
    if (batch > 0) rates.push((judged * 1000) / took); // the first is for the compiler
  }
  rates.sort((a, b) => a - b);
  const rate = Math.round(rates[Math.floor(rates.length / 2)] ?? Number.NaN);
  const [slowest, fastest] = [Math.round(rates[0] ?? Number.NaN), Math.round(rates.at(-1) ?? Number.NaN)];
  console.table({ "exchanges judged a second, one core": { median: rate, slowest, fastest, batches: BATCHES, "in the table": exchanges } });
  const lines = [lineOf("diagnose: exchanges judged, against the goal", "a second", rate, GOAL)];
  console.log(JSON.stringify({ bench: "diagnose", exchanges, rate, slowest, fastest, batches: BATCHES, lines }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
