import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cpu, openPlain, type PlainBrowser } from "../../harness/plainBrowser";
import { EXTENSION } from "../../harness/session";
import { writeFloor } from "./floor";
import { type Pages, type Run, servePages } from "./page";
import { pairedRatio, type Ratio } from "./ratios";
import { writeUnwatched } from "./unwatched";

/**
 * The same fetches in several browsers, in turns.
 *
 * A sitting starts a fresh browser for each variant; a round lets each of them fetch once, another one first each time. What is compared was
 * measured within seconds, and what is peculiar to one start of a browser is in one sitting only. At the end of a sitting the two that differ
 * least are held against one another once more, alone and in short turns: what slows the machine down meets both, and there are many pairs.
 */
const SITTINGS = 6;
const ROUNDS = 2;
export const FETCHES = 1_000;
const PAIRS_ALONE = 40;
const FETCHES_ALONE = 250;
/**
 * As many at a time as a browser opens connections to a host of HTTP/1.1: one after the other would measure the latency of each and leave the
 * machine idle meanwhile; more would measure how the browser queues them.
 */
export const IN_FLIGHT = 6;
export const RULES = "MAP *.test 127.0.0.1";

const KINDS = ["none", "again", "floor", "corscope", "unwatched"] as const;
type Kind = (typeof KINDS)[number];
type Setting = Run["to"] | "alone";

interface Cost {
  readonly wall: number;
  readonly cpu: number;
  /** Of the latter, that of the extensions' own process. */
  readonly extension: number;
}

interface Row {
  readonly what: string;
  readonly above: Kind;
  readonly below: Kind;
  readonly setting: Setting;
}

const ROWS: readonly Row[] = [
  { what: "A/A: no extension / no extension", above: "again", below: "none", setting: "cross-origin" },
  { what: "floor / no extension", above: "floor", below: "none", setting: "cross-origin" },
  { what: "Corscope / no extension", above: "corscope", below: "none", setting: "cross-origin" },
  { what: "Corscope / floor", above: "corscope", below: "floor", setting: "cross-origin" },
  { what: "Corscope / floor, these two alone", above: "corscope", below: "floor", setting: "alone" },
  { what: "Corscope, only another tab is watched / no extension", above: "unwatched", below: "none", setting: "cross-origin" },
  { what: "same-origin: floor / no extension", above: "floor", below: "none", setting: "same-origin" },
  { what: "same-origin: Corscope / floor", above: "corscope", below: "floor", setting: "same-origin" },
];

function open(kind: Kind, pages: Pages, folder: string, sitting: number): PlainBrowser {
  const extensionDir = { none: null, again: null, floor: join(folder, "floor"), corscope: EXTENSION, unwatched: join(folder, "unwatched") }[
    kind
  ];
  return openPlain(pages.url(pageOf(kind, sitting)), { extensionDir, resolverRules: RULES, profile: join(folder, `${kind}-${sitting}`) });
}

/** A page of its own for each sitting: the one before may have asked for orders that its browser did not live to hear. */
const pageOf = (kind: Kind, sitting: number): string => `${kind}-${sitting}`;

/** Until the processes have nothing left to do: what the recorder puts off counts as well, and disturbs nobody after it. */
async function quiet(browser: PlainBrowser): Promise<Cpu> {
  let before = browser.cpu();
  for (let calm = 0; calm < 3; ) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const now = browser.cpu();
    calm = now.all - before.all > 0.01 ? 0 : calm + 1;
    before = now;
  }
  return before;
}

/** Its first fetches are not measured: a worker that fell asleep wakes up, connections are opened, code is compiled. */
async function measure(browser: PlainBrowser, pages: Pages, page: string, run: Run): Promise<Cost> {
  await pages.run(page, { ...run, count: 60, mark: `${run.mark}-warm` });
  const before = await quiet(browser);
  const wall = await pages.run(page, run);
  const after = await quiet(browser);
  return { wall, cpu: after.all - before.all, extension: after.extensions - before.extensions };
}

/** Which of it is done: everything, or only the two that differ least. */
export type Extent = "all" | "alone";

const keyOf = (kind: Kind, setting: Setting): string => `${kind} ${setting}`;
const NEEDED = new Set(ROWS.flatMap(({ above, below, setting }) => [keyOf(above, setting), keyOf(below, setting)]));

/** One start of each browser. */
async function sit(sitting: number, extent: Extent, pages: Pages, folder: string, costs: Map<string, Cost[]>): Promise<void> {
  const browsers = new Map<Kind, PlainBrowser>();
  const take = async (kind: Kind, setting: Setting, run: Run): Promise<void> => {
    const cost = await measure(browsers.get(kind) as PlainBrowser, pages, pageOf(kind, sitting), run);
    costs.set(keyOf(kind, setting), [...(costs.get(keyOf(kind, setting)) ?? []), cost]);
  };
  try {
    const kinds = extent === "all" ? KINDS : (["floor", "corscope"] as const);
    for (const kind of kinds) browsers.set(kind, open(kind, pages, folder, sitting));
    for (let round = 0; extent === "all" && round < ROUNDS; round += 1) {
      for (const to of ["cross-origin", "same-origin"] as const) {
        for (let turn = 0; turn < KINDS.length; turn += 1) {
          const kind = KINDS[(turn + sitting + round) % KINDS.length] as Kind;
          if (NEEDED.has(keyOf(kind, to))) await take(kind, to, { to, count: FETCHES, inFlight: IN_FLIGHT, mark: `${sitting}-${round}` });
        }
      }
      console.error(`sitting ${sitting + 1} of ${SITTINGS}, round ${round + 1} of ${ROUNDS}`);
    }
    for (const kind of ["none", "again", "unwatched"] as const) await close(browsers, kind);
    for (let pair = 0; pair < PAIRS_ALONE; pair += 1) {
      const order = pair % 2 === 0 ? (["floor", "corscope"] as const) : (["corscope", "floor"] as const);
      const run = { to: "cross-origin", count: FETCHES_ALONE, inFlight: IN_FLIGHT, mark: `${sitting}-alone-${pair}` } as const;
      for (const kind of order) await take(kind, "alone", run);
    }
    console.error(`sitting ${sitting + 1} of ${SITTINGS}, ${PAIRS_ALONE} pairs alone`);
  } finally {
    for (const kind of [...browsers.keys()]) await close(browsers, kind);
  }
}

async function close(browsers: Map<Kind, PlainBrowser>, kind: Kind): Promise<void> {
  await browsers.get(kind)?.close();
  browsers.delete(kind);
}

export interface Weighed {
  readonly what: string;
  readonly above: readonly Cost[];
  readonly below: readonly Cost[];
  /** Milliseconds that the page waited. */
  readonly wall: Ratio;
  /** CPU seconds of the whole browser, until it was quiet again. */
  readonly cpu: Ratio;
}

export async function weigh(
  extent: Extent,
): Promise<{ readonly rows: readonly Weighed[]; readonly costs: Readonly<Record<string, readonly Cost[]>> }> {
  const folder = mkdtempSync(join(tmpdir(), "corscope-weight-"));
  const pages = await servePages();
  const costs = new Map<string, Cost[]>();
  try {
    writeFloor(join(folder, "floor"), EXTENSION);
    writeUnwatched(join(folder, "unwatched"), EXTENSION);
    for (let sitting = 0; sitting < SITTINGS; sitting += 1) await sit(sitting, extent, pages, folder, costs);
  } finally {
    await pages.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
  const list = (kind: Kind, setting: Setting) => costs.get(keyOf(kind, setting)) ?? [];
  const done = ROWS.filter(({ setting }) => extent === "all" || setting === "alone");
  const rows = done.map(({ what, setting, ...pair }) => {
    const [above, below] = [list(pair.above, setting), list(pair.below, setting)];
    const values = (all: readonly Cost[], part: keyof Cost) => all.map((cost) => cost[part]);
    const ratio = (part: keyof Cost) => pairedRatio(values(above, part), values(below, part));
    return { what, above, below, wall: ratio("wall"), cpu: ratio("cpu") };
  });
  return { rows, costs: Object.fromEntries(costs) };
}
