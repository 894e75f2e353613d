import { type Outcome, play } from "./play";
import { askedBy, readManifest, TRIALS, without } from "./trials";

/** `npm run permissions`; see README.md. */

const BUILT = "dist/chrome";

async function main(): Promise<number> {
  const manifest = readManifest(`${BUILT}/manifest.json`);
  const untried = askedBy(manifest).filter((permission) => TRIALS.every((trial) => trial.permission !== permission));
  for (const permission of untried) console.log(`${permission}: no test is named that needs it`);
  const whole = new Map<string, Outcome>();
  const lines = ["permission | spec | with | without"];
  let failed = untried.length;
  for (const trial of TRIALS) {
    const name = `${trial.spec} ${trial.title}`;
    const started = performance.now();
    const had = whole.get(name) ?? (await play(trial, BUILT, manifest));
    whole.set(name, had);
    const lacked = await play(trial, BUILT, without(manifest, trial.permission));
    if (!had.passed || lacked.passed) failed++;
    lines.push([trial.permission, name.replace("e2e/specs/", ""), told(had), told(lacked)].join(" | "));
    console.error(`${trial.permission}: ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
  console.log(lines.join("\n"));
  console.log(`${TRIALS.length + untried.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

const told = ({ passed, problem }: Outcome): string => (passed ? "passes" : `fails: ${problem}`);

process.exitCode = await main();
