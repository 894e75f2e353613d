import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { lineOf } from "./line";
import { type Inside, inside } from "./weight/inside";
import type { Ratio } from "./weight/ratios";
import { FETCHES, weigh } from "./weight/weigh";

/** What the recorder costs a page, as ratios of one run: `npm run bench -- weight [--alone]`. */
const written = ({ median, low, high }: Ratio): string => `${median.toFixed(3)}  [${low.toFixed(3)}, ${high.toFixed(3)}]`;
const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

function perFetch({ microseconds, sets, removes, characters, messages, messageCharacters }: Inside): Record<string, number> {
  const each = (count: number) => Math.round((count * 1000) / FETCHES) / 1000;
  return {
    ...Object.fromEntries(Object.entries(microseconds).map(([room, time]) => [`µs in ${room}`, time])),
    "storage.session.set": each(sets),
    "storage.session.remove": each(removes),
    "characters stored": each(characters),
    "messages to an open panel": each(messages),
    "characters in them": each(messageCharacters),
  };
}

const loadBefore = loadavg()[0] ?? 0;
const { alone } = parseArgs({ options: { alone: { type: "boolean", default: false } } }).values;
const { rows, costs } = await weigh(alone ? "alone" : "all");
console.table(
  Object.fromEntries(
    Object.entries(costs).map(([name, all]) => [
      name,
      {
        "ms, median": Math.round(middle(all.map(({ wall }) => wall))),
        "CPU s, median": middle(all.map(({ cpu }) => cpu)).toFixed(2),
        "of it in the extension's process, mean": (all.reduce((sum, { extension }) => sum + extension, 0) / all.length).toFixed(3),
      },
    ]),
  ),
);
console.table(
  Object.fromEntries(
    rows.map(({ what, wall, cpu }) => [
      what,
      { "time, median [95 %]": written(wall), "CPU, median [95 %]": written(cpu), pairs: wall.pairs, sittings: wall.sittings },
    ]),
  ),
);
const looks = alone ? [] : await inside();
for (const look of looks) {
  console.log(`Inside the worker, for each of ${FETCHES} ${look.to} fetches:`);
  console.table(perFetch(look));
}
console.log("Intervals: percentile bootstrap of the median of the paired ratios, over sittings.");
const lines = rows.flatMap(({ what, above, below, wall, cpu }) => [
  lineOf(`weight: ${what}`, "ms", middle(above.map((one) => one.wall)), middle(below.map((one) => one.wall)), wall.median),
  lineOf(`weight: ${what}`, "CPU s", middle(above.map((one) => one.cpu)), middle(below.map((one) => one.cpu)), cpu.median),
]);
const machine = { cores: cpus().length, loadBefore, loadAfter: loadavg()[0] };
const ratios = rows.map(({ what, wall, cpu }) => ({ what, wall, cpu }));
console.log(JSON.stringify({ bench: "weight", machine, rows: ratios, inside: looks, costs, lines }));
