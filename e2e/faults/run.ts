import { parseArgs } from "node:util";
import { Random } from "../oracle/random";
import type { Fault, Outcome } from "./fault";
import { AHEAD } from "./plays/ahead";
import { PANELS } from "./plays/panels";
import { SERVERS } from "./plays/servers";
import { TABS } from "./plays/tabs";
import { UPDATES } from "./plays/updates";
import { WORKER } from "./plays/worker";

/** `npm run e2e:faults -- [--short] [--seed S] [--only NAME]`; see README.md. */

const FAULTS: readonly Fault[] = [...WORKER, ...TABS, ...AHEAD, ...PANELS, ...SERVERS, ...UPDATES];
/** Problems of one fault are printed up to here. */
const PRINTED = 12;

async function played(fault: Fault, short: boolean, seed: number): Promise<Outcome> {
  try {
    return await fault.play({ short, random: new Random(seed, fault.name.length) });
  } catch (problem) {
    return {
      figures: "did not come to its end",
      problems: [problem instanceof Error ? (problem.stack ?? problem.message) : String(problem)],
    };
  }
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { short: { type: "boolean", default: false }, seed: { type: "string", default: "1" }, only: { type: "string" } },
  });
  if (!/^\d{1,9}$/.test(values.seed)) throw new Error(`--seed takes a whole number, not ${values.seed}`);
  const { only } = values;
  const faults = FAULTS.filter(({ name }) => only === undefined || name.includes(only));
  if (faults.length === 0) throw new Error(`no fault is called ${only}: there are ${FAULTS.map(({ name }) => name).join(", ")}`);
  const width = Math.max(...faults.map(({ name }) => name.length));
  const start = performance.now();
  let failed = 0;
  for (const fault of faults) {
    const begun = performance.now();
    const { figures, problems } = await played(fault, values.short, Number(values.seed));
    if (problems.length > 0) failed++;
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(`${problems.length === 0 ? "passed" : "FAILED"}  ${fault.name.padEnd(width)}  ${figures} (${seconds} s)`);
    for (const problem of problems.slice(0, PRINTED)) console.log(`          ${problem}`);
    if (problems.length > PRINTED) console.log(`          and ${problems.length - PRINTED} more`);
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`seed ${values.seed}, ${values.short ? "short" : "full"}, ${seconds} s: ${faults.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main();
