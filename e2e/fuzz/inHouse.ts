import { Random } from "../oracle/random";
import { makeCase } from "./cases";
import { fileProblems, mutated } from "./files";
import { detailsOf, throughTheHouse } from "./house";
import { paperProblems } from "./papers";
import { Pollution } from "./pollution";
import { ShellLines } from "./shell";

export interface Result {
  readonly played: number;
  readonly problems: readonly string[];
  readonly seconds: number;
  readonly more: string;
}

/** Replies of one recording; a recording that is not the first is `mean` one time in eight. */
const TOGETHER = 5;
const SHELL_EVERY = 2000;

/** The generator straight into capture, judgement, remedy and report: what a browser is too slow for. */
export function playInHouse(seed: number, from: number, count: number, tell: (done: number) => void): Result {
  const started = performance.now();
  const problems: string[] = [];
  const pollution = new Pollution();
  let [files, lines] = [0, 0];
  let shell = new ShellLines();
  for (let at = from; at < from + count; at += TOGETHER) {
    const group = at / TOGETHER;
    const mean = group % 8 === 7;
    const cases = Array.from({ length: Math.min(TOGETHER, from + count - at) }, (_, index) => makeCase(seed, at + index));
    const found = survived(() => {
      const left = throughTheHouse(detailsOf(seed, cases, mean));
      shell.add(left.exchanges);
      const random = new Random(seed, at, 2);
      files += 2;
      const changed = [mutated(random, left.har), mutated(random, left.har)];
      return [...paperProblems(left, mean), ...changed.flatMap(fileProblems), ...pollution.problems()];
    });
    problems.push(...found.map((problem) => `replies ${at} to ${at + cases.length - 1}: ${problem}`));
    if (shell.count >= SHELL_EVERY || at + TOGETHER >= from + count) {
      lines += shell.count;
      problems.push(...shell.problems());
      shell = new ShellLines();
      tell(at + cases.length - from);
    }
  }
  const seconds = (performance.now() - started) / 1000;
  return { played: count, problems, seconds, more: `${files} changed files read, ${lines} curl lines run by sh` };
}

function survived(run: () => string[]): string[] {
  try {
    return run();
  } catch (problem) {
    return [`threw ${problem instanceof Error ? problem.stack : String(problem)}`];
  }
}
