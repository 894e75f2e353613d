import { readReport } from "../../src/core/report/readReport";
import { toHar } from "../../src/core/report/toHar";
import { harProblems } from "../harness/harSchema";
import type { Random } from "../oracle/random";
import { hostileText } from "./hostile";
import { INFO } from "./house";

const JUNK = [null, true, -1, 1e300, 0.5, "", [], {}, [[]], { name: 1 }, "2026-13-99", [null], { __proto__: null }] as const;

/** A file that somebody changed: a value, a name, a piece of its text, or its end. */
export function mutated(random: Random, file: string): string {
  if (random.chance(0.3)) return torn(random, file);
  const target = random.int(400);
  let seen = 0;
  const change = (key: string, value: unknown): unknown => {
    if (seen++ !== target || key === "") return value;
    return random.chance(0.5) ? random.pick(JUNK) : hostileText(random);
  };
  const text = JSON.stringify(JSON.parse(file), change) ?? "";
  return random.chance(0.2)
    ? text.replace(/"(?:name|headers|request|response|url|_cors|_corscope|end|kind)"/, JSON.stringify(hostileText(random)))
    : text;
}

function torn(random: Random, file: string): string {
  const at = random.int(file.length);
  const kinds: readonly (() => string)[] = [
    () => file.slice(0, at),
    () => file.slice(0, at) + hostileText(random) + file.slice(at),
    () => file.slice(0, at) + file.slice(at + random.int(2000)),
    () => hostileText(random) + file,
    () => file + file,
    () => file.replaceAll(random.pick(["entries", "request", '"', "{", ":"]), random.pick(["__proto__", "", "constructor", "'"])),
  ];
  return random.pick(kinds)();
}

/** Of a file that was changed: one sentence, or exchanges that make a valid report again. */
export function fileProblems(text: string): string[] {
  const read = readReport(text);
  if (!read.ok) {
    return /^[^\n]{1,400}\.$/.test(read.problem) ? [] : [`file: not one sentence: ${JSON.stringify(read.problem.slice(0, 300))}`];
  }
  return harProblems(JSON.parse(JSON.stringify(toHar(read.exchanges, { ...INFO, ...read.recorded })))).map(
    (problem) => `read file: ${problem}`,
  );
}
