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
 * measured within seconds, and what is peculiar to one start of a browser is in one sitting only.
 *
 * The two that differ least are held against one another once more: alone, in short turns, so that what slows the machine down meets both, and
 * in many sittings, since what one start or some minutes of the machine have of their own, no number of turns tells.
 */
const SITTINGS = 6;
const ROUNDS = 2;
export const FETCHES = 1_000;
const SITTINGS_ALONE = { all: 20, alone: 48 } as const;
const PAIRS_ALONE = 8;
const FETCHES_ALONE = 250;
/** Before a browser's first turn: code is compiled, connections are opened. */
const FETCHES_BEFORE = 500;
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

function open(kind: Kind, pages: Pages, folder: string, sitting: string): PlainBrowser {
  const extensionDir = { none: null, again: null, floor: join(folder, "floor"), corscope: EXTENSION, unwatched: join(folder, "unwatched") }[
    kind
  ];
  return openPlain(pages.url(pageOf(kind, sitting)), { extensionDir, resolverRules: RULES, profile: join(folder, `${kind}-${sitting}`) });
}

/** A page of its own for each sitting: the one before may have asked for orders that its browser did not live to hear. */
const pageOf = (kind: Kind, sitting: string): string => `${kind}-${sitting}`;

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

/** `first`: so many fetches are not measured, after which a worker that fell asleep is awake. */
async function measure(browser: PlainBrowser, pages: Pages, page: string, run: Run, first: number): Promise<Cost> {
  if (first > 0) await pages.run(page, { ...run, count: first, mark: `${run.mark}-first` });
  const before = await quiet(browser);
  const wall = await pages.run(page, run);
  const after = await quiet(browser);
  return { wall, cpu: after.all - before.all, extension: after.extensions - before.extensions };
}

/** Which of it is done: everything, or only the two that differ least. */
export type Extent = "all" | "alone";

const keyOf = (kind: Kind, setting: Setting): string => `${kind} ${setting}`;
const NEEDED = new Set(ROWS.flatMap(({ above, below, setting }) => [keyOf(above, setting), keyOf(below, setting)]));

interface Room {
  readonly pages: Pages;
  /** For extensions and profiles. */
  readonly folder: string;
  /** All that was measured, in the order of the sittings. */
  readonly costs: Map<string, Cost[]>;
}

/** One start of each of some browsers. */
class Sitting {
  readonly #browsers = new Map<Kind, PlainBrowser>();

  constructor(
    private readonly name: string,
    private readonly room: Room,
  ) {}

  async with(kinds: readonly Kind[], act: () => Promise<void>): Promise<void> {
    try {
      for (const kind of kinds) this.#browsers.set(kind, open(kind, this.room.pages, this.room.folder, this.name));
      await act();
    } finally {
      for (const browser of this.#browsers.values()) await browser.close();
      for (const kind of kinds) rmSync(join(this.room.folder, `${kind}-${this.name}`), { recursive: true, force: true });
    }
  }

  async take(kind: Kind, setting: Setting, run: Run, first: number): Promise<void> {
    const cost = await measure(this.#browsers.get(kind) as PlainBrowser, this.room.pages, pageOf(kind, this.name), run, first);
    const key = keyOf(kind, setting);
    this.room.costs.set(key, [...(this.room.costs.get(key) ?? []), cost]);
  }

  async warm(kind: Kind, run: Run): Promise<void> {
    await this.room.pages.run(pageOf(kind, this.name), run);
  }
}

async function sitTogether(index: number, room: Room): Promise<void> {
  const sitting = new Sitting(String(index), room);
  await sitting.with(KINDS, async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const to of ["cross-origin", "same-origin"] as const) {
        for (let turn = 0; turn < KINDS.length; turn += 1) {
          // The other way every second time: whoever comes after another waits longer for it.
          const step = round % 2 === 0 ? turn : KINDS.length - turn;
          const kind = KINDS[(index + round + step) % KINDS.length] as Kind;
          const run = { to, count: FETCHES, inFlight: IN_FLIGHT, mark: `${index}-${round}` };
          if (NEEDED.has(keyOf(kind, to))) await sitting.take(kind, to, run, 60);
        }
      }
    }
  });
  console.error(`sitting ${index + 1} of ${SITTINGS}, ${ROUNDS} rounds`);
}

async function sitAlone(index: number, extent: Extent, room: Room): Promise<void> {
  const sitting = new Sitting(`alone-${index}`, room);
  const turns = [["floor", "corscope"] as const, ["corscope", "floor"] as const] as const;
  const first = turns[index % 2] ?? turns[0];
  const run = (mark: string, count: number): Run => ({ to: "cross-origin", count, inFlight: IN_FLIGHT, mark: `alone-${index}-${mark}` });
  await sitting.with(first, async () => {
    for (const kind of first) await sitting.warm(kind, run("first", FETCHES_BEFORE));
    for (let pair = 0; pair < PAIRS_ALONE; pair += 1)
      for (const kind of turns[(index + pair) % 2] ?? first) await sitting.take(kind, "alone", run(String(pair), FETCHES_ALONE), 0);
  });
  console.error(`sitting ${index + 1} of ${SITTINGS_ALONE[extent]}, ${PAIRS_ALONE} pairs alone`);
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
  const room: Room = { pages, folder, costs };
  try {
    writeFloor(join(folder, "floor"), EXTENSION);
    writeUnwatched(join(folder, "unwatched"), EXTENSION);
    for (let index = 0; extent === "all" && index < SITTINGS; index += 1) await sitTogether(index, room);
    for (let index = 0; index < SITTINGS_ALONE[extent]; index += 1) await sitAlone(index, extent, room);
  } finally {
    await pages.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const list = (kind: Kind, setting: Setting) => costs.get(keyOf(kind, setting)) ?? [];
  const done = ROWS.filter(({ setting }) => extent === "all" || setting === "alone");
  const rows = done.map(({ what, setting, ...pair }) => {
    const [above, below] = [list(pair.above, setting), list(pair.below, setting)];
    const values = (all: readonly Cost[], part: keyof Cost) => all.map((cost) => cost[part]);
    const perSitting = setting === "alone" ? PAIRS_ALONE : ROUNDS;
    const ratio = (part: keyof Cost) => pairedRatio(values(above, part), values(below, part), perSitting);
    return { what, above, below, wall: ratio("wall"), cpu: ratio("cpu") };
  });
  return { rows, costs: Object.fromEntries(costs) };
}
