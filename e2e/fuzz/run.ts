import { parseArgs } from "node:util";
import { costs, isTooDear, TOLERANCE } from "./cost";
import { FuzzBrowser } from "./inBrowser";
import { playInHouse, type Result } from "./inHouse";

/** `npm run fuzz [-- --replies N --seed S --short]`; see README.md. */

/** Problems are printed in full up to here. */
const PRINTED = 30;
/** What fits into two minutes of a small machine. */
const SHORT = { browser: 120, house: 1000, costsEvery: 9 };

function readArguments(): { replies: number; seed: number; short: boolean } {
  const { values } = parseArgs({
    options: { replies: { type: "string", default: "20000" }, seed: { type: "string" }, short: { type: "boolean", default: false } },
  });
  const whole = (name: string, text: string): number => {
    if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} takes a whole number, not ${text}`);
    return Number(text);
  };
  const seed = values.seed === undefined ? 1 + Math.floor(Math.random() * 1e6) : whole("seed", values.seed);
  return { replies: whole("replies", values.replies), seed, short: values.short };
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

async function main(): Promise<number> {
  const { replies, seed, short } = readArguments();
  console.log(`seed ${seed}`);
  const browser = await playInBrowser(seed, short ? SHORT.browser : replies);
  tell("in Chromium", browser);
  const inHouse = playInHouse(seed, 0, short ? SHORT.house : replies, (done) => console.error(`in house: ${done}`));
  tell("in house", inHouse);
  const problems = [...browser.problems, ...inHouse.problems, ...judgeCosts(short ? SHORT.costsEvery : 1)];
  for (const problem of problems.slice(0, PRINTED)) console.log(`PROBLEM ${problem.slice(0, 1500)}`);
  console.log(problems.length === 0 ? `seed ${seed}: nothing found` : `seed ${seed}: ${problems.length} problems`);
  return problems.length === 0 ? 0 : 1;
}

process.exitCode = await main();
