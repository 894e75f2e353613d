import { parseArgs } from "node:util";
import { costs, isTooDear, TOLERANCE } from "./cost";
import { FuzzBrowser } from "./inBrowser";
import { playInHouse, type Result } from "./inHouse";

/** `npm run fuzz [-- --replies N --seed S --short --layer browser|node]`; see README.md. */

/** Problems are printed in full up to here. */
const PRINTED = 30;
/** What fits into two minutes of a small machine. */
const SHORT = { browser: 120, house: 1000, costsEvery: 9 };

/** What a run goes through: the browser, or our own code in Node, which is many times as fast. */
const LAYERS = ["browser", "node"] as const;
type Layer = (typeof LAYERS)[number];

interface Arguments {
  readonly replies: number;
  readonly seed: number;
  readonly short: boolean;
  readonly layers: readonly Layer[];
}

function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      replies: { type: "string", default: "20000" },
      seed: { type: "string" },
      short: { type: "boolean", default: false },
      layer: { type: "string" },
    },
  });
  const whole = (name: string, text: string): number => {
    if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} takes a whole number, not ${text}`);
    return Number(text);
  };
  const seed = values.seed === undefined ? 1 + Math.floor(Math.random() * 1e6) : whole("seed", values.seed);
  const layers = LAYERS.filter((layer) => values.layer === undefined || layer === values.layer);
  if (layers.length === 0) throw new Error(`--layer takes ${LAYERS.join(" or ")}, not ${values.layer}`);
  return { replies: whole("replies", values.replies), seed, short: values.short, layers };
}

function tell(what: string, { played, problems, seconds, more }: Result): void {
  console.log(
    `${what}: ${played} replies, ${problems.length} problems, ${seconds.toFixed(1)} s (${(played / seconds).toFixed(0)}/s); ${more}`,
  );
}

function judgeCosts(every: number): string[] {
  const all = [...costs(every)];
  const dearest = all.toSorted((a, b) => b.tenfold / b.once - a.tenfold / a.once).filter(({ tenfold }) => tenfold > 60);
  for (const { what, once, tenfold } of dearest.slice(0, 5)) {
    console.log(
      `  ten times ${what}: ${once.toFixed(0)} ms, then ${tenfold.toFixed(0)} ms of the processor, ${(tenfold / once).toFixed(1)} times`,
    );
  }
  const problems = all.filter(isTooDear).map(({ what, once, tenfold }) => `worse than linear: ${what}: ${once} ms, then ${tenfold} ms`);
  console.log(`cost: ${all.length} places at 1 and 10 times the size, ${problems.length} dearer than ${TOLERANCE} times`);
  return problems;
}

async function playInBrowser(seed: number, count: number): Promise<Result> {
  const fuzz = await FuzzBrowser.open();
  try {
    return await fuzz.play(seed, count, (done) => console.error(`in Chromium: ${done}`));
  } finally {
    await fuzz.close();
  }
}

/** Judged in Node, as written by every report; and what ten times as much costs. */
function playInNode(seed: number, count: number, costsEvery: number): string[] {
  const result = playInHouse(seed, 0, count, (done) => console.error(`in house: ${done}`));
  tell("in house", result);
  return [...result.problems, ...judgeCosts(costsEvery)];
}

async function main(): Promise<number> {
  const { replies, seed, short, layers } = readArguments();
  console.log(`seed ${seed}`);
  const problems: string[] = [];
  if (layers.includes("browser")) {
    const result = await playInBrowser(seed, short ? SHORT.browser : replies);
    tell("in Chromium", result);
    problems.push(...result.problems);
  }
  if (layers.includes("node")) {
    problems.push(...playInNode(seed, short ? SHORT.house : replies, short ? SHORT.costsEvery : 1));
  }
  for (const problem of problems.slice(0, PRINTED)) console.log(`PROBLEM ${problem.slice(0, 1500)}`);
  console.log(problems.length === 0 ? `seed ${seed}: nothing found` : `seed ${seed}: ${problems.length} problems`);
  return problems.length === 0 ? 0 : 1;
}

process.exitCode = await main();
