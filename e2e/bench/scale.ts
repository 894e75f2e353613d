import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Line, lineOf } from "./line";
import { plotOf } from "./plot";
import { type Point, playSession } from "./scale/session";
import { playReal, type Real } from "./scale/worker";

/**
 * `npm run bench -- scale [--exchanges 100000] [--real 10000] [--plot FILE.svg]`: a long session through the background's own code, and a shorter one
 * of real requests through the real worker, which is then stopped and asked for all it has.
 */
const { values } = parseArgs({
  options: {
    exchanges: { type: "string", default: "100000" },
    real: { type: "string", default: "10000" },
    plot: { type: "string" },
    inside: { type: "string" },
  },
});

/** Points of the curve: some before the budget is reached, many after. */
function marksUpTo(most: number): number[] {
  return [1, 2, 3, 5, 7, 10, 15, 20, 30, 40, 50, 70, 100, 150, 200, 300, 500, 1000].map((k) => k * 1000).filter((mark) => mark <= most);
}

/** In a process of its own, in which a collection can be asked for. */
function sessionOf(kind: "mixed" | "polled"): Point[] {
  const options = ["--expose-gc", "--import", "tsx", fileURLToPath(import.meta.url), "--inside", kind, "--exchanges", values.exchanges];
  return JSON.parse(execFileSync(process.execPath, options, { encoding: "utf8", maxBuffer: 2 ** 26 })) as Point[];
}

function figuresOf(mixed: readonly Point[], real: Real) {
  const [first, last] = [mixed[0], mixed.at(-1)];
  const full = mixed.find(({ dropped }) => dropped > 0);
  const realLast = real.points.at(-1);
  return {
    "cost of an exchange, last part of the session over its first 1,000": (last?.microseconds ?? 0) / (first?.microseconds ?? 1),
    "heap at the end over the heap when the budget was first reached": (last?.heap ?? 0) / (full?.heap ?? 1),
    "bytes in storage per exchange kept": (last?.stored ?? 0) / (last?.kept ?? 1),
    "bytes of heap per exchange kept": ((last?.heap ?? 0) * 2 ** 20) / (last?.kept ?? 1),
    "real browser: bytes in storage.session per exchange kept": ((realLast?.stored ?? 0) * 2 ** 20) / (realLast?.kept ?? 1),
    "real browser: ms from the worker's start to its first event handled, recording full": real.restart.firstEventHandled,
    "real browser: ms from the worker's start to the whole recording restored": real.restart.restored,
    [`real browser: ms for a panel's snapshot of ${real.snapshot.exchanges} exchanges`]: real.snapshot.milliseconds,
  };
}

const SNAPSHOT_GOAL = 300;

function linesOf(mixed: readonly Point[], { restart, snapshot }: Real): Line[] {
  const [first, last] = [mixed[0], mixed.at(-1)];
  const full = mixed.find(({ dropped }) => dropped > 0);
  return [
    lineOf("scale: an exchange at the end, against the first 1,000", "µs", last?.microseconds ?? 0, first?.microseconds ?? 0),
    lineOf("scale: heap at the end, against when the budget was reached", "MiB", last?.heap ?? 0, full?.heap ?? null),
    lineOf("scale: worker's start to its first event, recording full", "ms", restart.firstEventHandled),
    lineOf(`scale: snapshot of ${snapshot.exchanges} exchanges, against the goal`, "ms", snapshot.milliseconds, SNAPSHOT_GOAL),
  ];
}

function draw(mixed: readonly Point[], polled: readonly Point[]): string {
  const curve = (name: string, colour: string, points: readonly Point[], read: (point: Point) => number) => ({
    name,
    colour,
    points: points.map((point) => [point.exchanges, read(point)] as const),
  });
  return plotOf({
    title: `One session of ${Number(values.exchanges).toLocaleString("en")} exchanges through the background`,
    x: { title: "exchanges so far", logarithmic: true },
    charts: [
      {
        title: "Cost of an exchange",
        unit: "µs of the processor",
        curves: [
          curve("mixed traffic", "#1a73e8", mixed, ({ microseconds }) => microseconds),
          curve("one URL, preflighted", "#b06000", polled, ({ microseconds }) => microseconds),
        ],
      },
      {
        title: "Memory",
        unit: "MiB",
        curves: [
          curve("heap", "#1a73e8", mixed, ({ heap }) => heap),
          curve("storage.session", "#b06000", mixed, ({ stored }) => stored / 2 ** 20),
        ],
      },
    ],
  });
}

function rounded<T extends object>(row: T): T {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, typeof value === "number" ? Math.round(value * 100) / 100 : value]),
  ) as T;
}

async function main(): Promise<void> {
  const [mixed, polled] = [sessionOf("mixed"), sessionOf("polled")];
  console.log("Mixed traffic through the background's recording and journal, in Node:");
  console.table(mixed.map(rounded));
  console.log("One URL polled, each time with its preflight:");
  console.table(polled.map(rounded));
  const real = await playReal(Number(values.real), (line) => console.error(line));
  console.log("Real requests through the worker, in Chromium:");
  console.table(real.points.map(rounded));
  const figures = rounded(figuresOf(mixed, real));
  console.table(figures);
  if (values.plot !== undefined) writeFileSync(values.plot, draw(mixed, polled));
  console.log(JSON.stringify({ bench: "scale", figures, mixed, polled, real, lines: linesOf(mixed, real) }));
}

if (values.inside !== undefined)
  console.log(JSON.stringify(await playSession(marksUpTo(Number(values.exchanges)), values.inside === "polled")));
else await main();
