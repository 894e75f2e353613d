import { parseArgs } from "node:util";
import { makeCase } from "./generate";
import { OracleSession, type Run } from "./session";
import { Tally } from "./tally";
import { transcript } from "./transcript";
import { proveUndecided } from "./twins";

/** `npm run e2e:oracle -- --cases N --seed S [--browser chromium|firefox] [--defaults] [--only INDEX]`; see README.md. */

/** Small enough for the recording's budget of 2 MB a tab, so that nothing is let go before it is exported. */
const BATCH = 150;
/** Disagreements are printed in full up to here. */
const PRINTED = 40;

function readArguments(): { cases: number; seed: number; only: number | null; defaults: boolean; browser: string } {
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

async function main(): Promise<number> {
  const { cases, seed, only, defaults, browser } = readArguments();
  if (browser !== "chromium") {
    console.error(`${browser} tells nobody its CorsError over a protocol that this harness speaks: only chromium is played.`);
    return 2;
  }
  const indices = only === null ? Array.from({ length: cases }, (_, index) => index) : [only];
  const session = await OracleSession.open(defaults);
  const tally = new Tally();
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
      for (const one of news) if (printed++ < PRINTED) console.log(`${transcript(one)}\n`);
      for (const { played: one, attempt, why } of proofs.unproven)
        console.log(`undecided without proof, attempt ${attempt}: ${why}\n${transcript(one)}\n`);
      if (only === null)
        console.error(`${Math.min(at + BATCH, indices.length)}/${indices.length} cases, ${tally.disagreements.length} disagreements`);
    }
  } finally {
    await session.close();
  }
  const seconds = (performance.now() - start) / 1000;
  console.log(tally.lines().join("\n"));
  console.log(
    `seed ${seed}${defaults ? ", the browser's own features" : ""}: ${tally.cases} cases, ${tally.requests} requests, ${tally.disagreements.length} disagreements, ` +
      `${seconds.toFixed(1)} s (${(tally.cases / seconds).toFixed(1)} cases/s)`,
  );
  return tally.disagreements.length === 0 ? 0 : 1;
}

process.exitCode = await main();
