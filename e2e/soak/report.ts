import { plotOf } from "../bench/plot";
import type { Sample } from "./samples";
import { meansPer, type Trend, trendOf } from "./trend";

/** Below this nothing is said about growth: a recording takes minutes to fill, and two points make any line. */
const LONG_ENOUGH = 30;
/** Mebibytes an hour. Growth is what lies above it with its whole confidence interval: a collection leaves a little more or less each time. */
const TOLERATED = 2;
/** Bounds that hold however short the run: mebibytes of the worker's heap, and of storage.session, whose budget is 6 MB of exchanges. */
const MOST = { worker: 64, session: 8 } as const;

const COLUMNS = ["minutes", "served", "kept", "dropped", "counted", "worker", "pages", "session", "browser", "all", "errors", "missing"];

export function tableHead(): string {
  return `${COLUMNS.map((name) => name.padStart(8)).join("")}   (worker, pages, session, browser, all: MiB)`;
}

export function lineOf(sample: Sample): string {
  const { minutes, served, kept, dropped, counted, worker, pages, session, browser, allProcesses, errors, missing } = sample;
  const whole = [served, kept, dropped, counted].map(String);
  const sizes = [worker, pages, session, browser, allProcesses].map((size) => size.toFixed(2));
  return [minutes.toFixed(1), ...whole, ...sizes, String(errors), String(missing)].map((cell) => cell.padStart(8)).join("");
}

export function drawCurve(samples: readonly Sample[]): string {
  const curve = (name: string, colour: string, read: (sample: Sample) => number) => ({
    name,
    colour,
    points: samples.map((sample) => [sample.minutes, read(sample)] as const),
  });
  return plotOf({
    title: "Corscope under mixed traffic",
    x: { title: "minutes" },
    charts: [
      {
        title: "Heaps after a collection, and storage.session",
        unit: "MiB",
        curves: [
          curve("worker's heap", "#1a73e8", ({ worker }) => worker),
          curve("pages' heap", "#188038", ({ pages }) => pages),
          curve("storage.session", "#b06000", ({ session }) => session),
        ],
      },
      {
        title: "The browser's processes",
        unit: "MiB",
        curves: [curve("main process", "#1a73e8", ({ browser }) => browser), curve("all processes", "#5f6368", (one) => one.allProcesses)],
      },
      {
        title: "Exchanges",
        unit: "number",
        curves: [
          curve("kept", "#1a73e8", ({ kept }) => kept),
          curve("let go by the budget", "#b06000", ({ dropped }) => dropped),
          curve("requests at servers", "#5f6368", ({ served }) => served),
        ],
      },
      {
        title: "Errors and missing requests",
        unit: "number",
        curves: [curve("errors", "#c5221f", ({ errors }) => errors), curve("missing", "#9334e6", ({ missing }) => missing)],
      },
    ],
  });
}

export interface Books {
  readonly asked: number;
  readonly served: number;
  readonly recorded: number;
  readonly missing: readonly string[];
  readonly complaints: readonly string[];
  readonly visits: readonly string[];
  /** What the servers saw and what the background counted. */
  readonly counted: readonly (readonly [what: string, seen: number, counted: number])[];
  readonly reconnects: number;
}

export function verdictOn(samples: readonly Sample[], books: Books): { passed: boolean; lines: string[] } {
  const length = samples.at(-1)?.minutes ?? 0;
  const problems = [...books.missing, ...books.complaints];
  if (samples.length === 0) problems.push("no sample was taken");
  for (const [what, seen, counted] of books.counted) {
    if (counted !== seen) problems.push(`the servers saw ${seen} ${what}, the background counted ${counted}`);
  }
  for (const [what, most] of Object.entries(MOST) as [keyof typeof MOST, number][]) {
    const worst = Math.max(0, ...samples.map((sample) => sample[what]));
    if (worst > most) problems.push(`${what} reached ${worst.toFixed(1)} MiB, the bound is ${most}`);
  }
  const trends = (["worker", "pages", "session"] as const).map((what) => ({ what, trend: trendOfSecondHalf(samples, (one) => one[what]) }));
  const judged = length >= LONG_ENOUGH;
  for (const { what, trend } of trends) {
    if (judged && trend !== null && trend.slope - trend.within > TOLERATED) problems.push(`${what} grows: ${spell(trend)}`);
  }
  const lines = [
    "",
    `${length.toFixed(1)} minutes, ${books.asked} scenarios played, ${books.served} requests at the servers, ${books.recorded} exchanges told of, ` +
      `${books.missing.length} missing, ${books.complaints.length} errors, ${books.reconnects} breaks of the port`,
    ...books.visits,
    ...books.counted.map(([what, seen, counted]) => `${what}: ${seen} at the servers, ${counted} counted`),
    ...trends.map(({ what, trend }) => `second half, ${what}: ${trend === null ? "too few samples" : spell(trend)}`),
    judged ? `growth is a slope surely above ${TOLERATED} MiB/h` : `shorter than ${LONG_ENOUGH} minutes: growth is not judged`,
    ...problems.slice(0, 40).map((problem) => `PROBLEM ${problem}`),
    ...(problems.length > 40 ? [`and ${problems.length - 40} more`] : []),
    problems.length === 0 ? "soak passed" : `soak failed: ${problems.length} problems`,
  ];
  return { passed: problems.length === 0, lines };
}

/** Per hour, from means of a minute each. */
function trendOfSecondHalf(samples: readonly Sample[], read: (sample: Sample) => number): Trend | null {
  const half = (samples.at(-1)?.minutes ?? 0) / 2;
  const points = samples.filter(({ minutes }) => minutes >= half).map((sample) => [sample.minutes, read(sample)] as const);
  const trend = trendOf(meansPer(1, points));
  return trend === null ? null : { slope: trend.slope * 60, within: trend.within * 60 };
}

function spell({ slope, within }: Trend): string {
  return `${slope >= 0 ? "+" : ""}${slope.toFixed(2)} ± ${within.toFixed(2)} MiB/h (95 %)`;
}
