import { parseArgs } from "node:util";
import type { ProofRecord } from "../../src/core/remedy/proofs";
import { STACKS, stackById } from "../../src/core/remedy/stacks/registry";
import { type Browser, openBrowser } from "./browser";
import { type DevProof, isDev, isLive, type LiveProof, type Proof, type StaticProof } from "./proof";
import { PROOFS } from "./proofs";
import { proveDev } from "./proveDev";
import { proveLive } from "./proveLive";
import { proveStatic } from "./proveStatic";
import { writeResults } from "./results";
import { SHAPES, WIDEST } from "./shapes";

/**
 * `npm run prove [-- --only id,id] [--policies all|short] [--write]`: each recipe against what it is for. Without `--write` the result file
 * stays as it is; it fails either way when a recipe that should hold does not.
 */
const { values } = parseArgs({
  options: { only: { type: "string" }, policies: { type: "string", default: "all" }, write: { type: "boolean", default: false } },
});

process.exitCode = await run();

async function run(): Promise<number> {
  const ids = values.only?.split(",");
  const unknown = ids?.filter((id) => !PROOFS.some(({ stack }) => stack === id)) ?? [];
  const strays = PROOFS.filter(({ stack }) => stackById(stack) === null).map(({ stack }) => stack);
  if (unknown.length + strays.length > 0) {
    console.error(`There is no proof or no recipe of this name: ${[...unknown, ...strays].join(", ")}`);
    return 2;
  }
  const chosen = PROOFS.filter(({ stack }) => ids?.includes(stack) ?? true);
  const started = performance.now();
  const browser = chosen.some((proof) => isLive(proof) || isDev(proof)) ? await openBrowser() : null;
  const results = new Map<string, ProofRecord | null>();
  const width = Math.max(...chosen.map(({ stack }) => stack.length));
  try {
    for (const proof of chosen) results.set(proof.stack, await proveOne(proof, browser, width));
  } finally {
    await browser?.close();
  }
  if (values.write) writeResults(results, ids === undefined);
  return summary(results, ids === undefined, (performance.now() - started) / 1000);
}

async function proveOne(proof: Proof, browser: Browser | null, width: number): Promise<ProofRecord | null> {
  const started = performance.now();
  try {
    await proof.needs();
    const version = await proof.version();
    const from = performance.now();
    const found = await foundBy(proof, browser);
    const seconds = Math.round((performance.now() - from) / 100) / 10;
    console.log(`ok  ${proof.stack.padEnd(width)}  ${proof.kind.padEnd(8)}  ${String(seconds).padStart(6)} s  ${version}`);
    return { kind: proof.kind, version, browser: found.browser, date: today(), seconds, shapes: found.shapes, survives: found.survives };
  } catch (problem) {
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    console.log(`NO  ${proof.stack.padEnd(width)}  ${proof.kind.padEnd(8)}  ${String(seconds).padStart(6)} s  ${String(problem)}`);
    await browser?.clear();
    return null;
  }
}

type Found = Pick<ProofRecord, "browser" | "shapes" | "survives">;

function foundBy(proof: Proof, browser: Browser | null): Promise<Found> {
  if (isDev(proof)) return dev(proof, browser as Browser);
  return isLive(proof) ? live(proof, browser as Browser) : fixed(proof);
}

async function dev(proof: DevProof, browser: Browser): Promise<Found> {
  return {
    browser: `Chromium ${browser.version}`,
    shapes: await proveDev(proof, browser),
    survives: null,
  };
}

async function live(proof: LiveProof, browser: Browser): Promise<Found> {
  const all = proof.fast && values.policies !== "short";
  const shapes = proof.shapes ?? (all ? SHAPES.map(({ name }) => name) : WIDEST);
  return { browser: `Chromium ${browser.version}`, ...(await proveLive(proof, browser, shapes)) };
}

async function fixed(proof: StaticProof): Promise<Found> {
  return { browser: "", shapes: await proveStatic(proof, values.policies === "short" ? 2 : undefined), survives: null };
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function summary(results: ReadonlyMap<string, ProofRecord | null>, full: boolean, seconds: number): number {
  const records = [...results.values()];
  const failed = [...results].filter(([, record]) => record === null).map(([stack]) => stack);
  const kinds = ["live", "emulator", "model", "schema", "syntax", "docs"].flatMap((kind) => {
    const count = records.filter((record) => record?.kind === kind).length;
    return count === 0 ? [] : [`${count} ${kind}`];
  });
  if (full) {
    const unproven = STACKS.filter(({ id, family }) => family !== "plain" && !results.has(id)).map(({ id }) => id);
    if (unproven.length > 0) console.log(`Recipes without a proof: ${unproven.join(", ")}`);
  }
  console.log(`${results.size} recipes in ${Math.round(seconds)} s: ${kinds.join(", ") || "nothing"} proven`);
  console.log(`${results.size - failed.length} passed, ${failed.length} failed${failed.length > 0 ? `: ${failed.join(", ")}` : ""}`);
  return failed.length === 0 ? 0 : 1;
}
