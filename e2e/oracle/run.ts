import { parseArgs } from "node:util";
import { openChromium } from "./chromiumStage";
import { type Divergence, divergenceLines, divergencesOf } from "./divergence";
import { openFirefox } from "./firefoxStage";
import { makeCase } from "./generate";
import { OracleSession, type Played, type Run } from "./session";
import { closeAll, type OpenStage } from "./stage";
import { Tally } from "./tally";
import { transcript } from "./transcript";
import { proveUndecided } from "./twins";

/** `npm run e2e:oracle -- --cases N --seed S [--browser chromium|firefox|both] [--defaults] [--only INDEX]`; see README.md. */

/** Small enough for the recording's budget of 2 MB a tab, so that nothing is let go before it is exported. */
const BATCH = 150;
/** Disagreements are printed in full up to here. */
const PRINTED = 40;

interface Arguments {
  readonly cases: number;
  readonly seed: number;
  readonly only: number | null;
  readonly defaults: boolean;
  readonly browser: string;
}

function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      cases: { type: "string", default: "300" },
      seed: { type: "string", default: "1" },
      only: { type: "string" },
      browser: { type: "string", default: "chromium" },
      defaults: { type: "boolean", default: false },
    },
  });
  const whole = (name: string, text: string): number => {
    if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} takes a whole number, not ${text}`);
    return Number(text);
  };
  return {
    cases: whole("cases", values.cases),
    seed: whole("seed", values.seed),
    only: values.only === undefined ? null : whole("only", values.only),
    defaults: values.defaults,
    browser: values.browser,
  };
}

async function playOne(openStage: OpenStage, { cases, seed, only, defaults }: Arguments): Promise<Tally> {
  const indices = only === null ? Array.from({ length: cases }, (_, index) => index) : [only];
  const session = await OracleSession.open(openStage);
  const { speech, version } = session.stage;
  const tally = new Tally(speech);
  const start = performance.now();
  let printed = 0;
  try {
    for (let at = 0; at < indices.length; at += BATCH) {
      const runs = indices.slice(at, at + BATCH).map((index): Run => ({ key: `${seed}-${index}`, one: makeCase(seed, index) }));
      const played = await session.play(runs);
      const proofs = await proveUndecided(session, played);
      const before = tally.disagreements.length;
      tally.add(played, proofs);
      const news = only === null ? tally.disagreements.slice(before) : played;
      for (const one of news) if (printed++ < PRINTED) console.log(`${transcript(one, speech.engine)}\n`);
      for (const { played: one, attempt, why } of proofs.unproven)
        console.log(`undecided without proof, attempt ${attempt}: ${why}\n${transcript(one, speech.engine)}\n`);
      if (only === null)
        console.error(`${Math.min(at + BATCH, indices.length)}/${indices.length} cases, ${tally.disagreements.length} disagreements`);
    }
  } finally {
    await session.close();
  }
  const seconds = (performance.now() - start) / 1000;
  console.log(tally.lines().join("\n"));
  console.log(
    `${version}, seed ${seed}${defaults ? ", the browser's own features" : ""}: ${tally.cases} cases, ${tally.requests} requests, ` +
      `${tally.disagreements.length} disagreements, ${seconds.toFixed(1)} s (${(tally.cases / seconds).toFixed(1)} cases/s)`,
  );
  return tally;
}

/** The same cases in both: where they differ, the report of each has to say what the other does. */
async function playBoth(stages: Readonly<Record<string, OpenStage>>, { cases, seed, only }: Arguments): Promise<number> {
  const indices = only === null ? Array.from({ length: cases }, (_, index) => index) : [only];
  const sessions: OracleSession[] = [];
  const found: Divergence[] = [];
  try {
    for (const name of ["chromium", "firefox"]) sessions.push(await OracleSession.open(stages[name] as OpenStage));
    for (let at = 0; at < indices.length; at += BATCH) {
      const runs = indices.slice(at, at + BATCH).map((index): Run => ({ key: `${seed}-${index}`, one: makeCase(seed, index) }));
      const [chromium = [], firefox = []] = await Promise.all(sessions.map((session) => session.play(runs)));
      for (const [index, { key }] of runs.entries()) found.push(...divergencesOf(key, chromium[index] as Played, firefox[index] as Played));
      console.error(`${Math.min(at + BATCH, indices.length)}/${indices.length} cases, ${found.length} divergences`);
    }
  } finally {
    await closeAll(sessions.map((session) => () => session.close()));
  }
  console.log(divergenceLines(found).join("\n"));
  return found.some(({ wrong, incomparable }) => wrong.length > 0 && incomparable === null) ? 1 : 0;
}

async function main(): Promise<number> {
  const wanted = readArguments();
  const stages: Readonly<Record<string, OpenStage>> = {
    chromium: (servers) => openChromium(servers, wanted.defaults),
    firefox: openFirefox,
  };
  if (wanted.browser === "both") return playBoth(stages, wanted);
  const openStage = stages[wanted.browser];
  if (openStage === undefined) throw new Error(`--browser takes ${Object.keys(stages).join(", ")} or both, not ${wanted.browser}`);
  const { disagreements } = await playOne(openStage, wanted);
  return disagreements.length === 0 ? 0 : 1;
}

process.exitCode = await main();
