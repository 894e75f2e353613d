import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXTENSION } from "../../harness/session";
import { writeFloor } from "./floor";
import { type Pages, type Run, servePages } from "./page";
import { openPlain, type PlainBrowser } from "./plainBrowser";
import { pairedRatio, type Ratio } from "./ratios";
import { writeUnwatched } from "./unwatched";

/**
 * The same fetches in several browsers, in turns.
 *
 * A sitting starts a fresh browser for each variant; a round lets each of them fetch once, another one first each time. What is compared was
 * measured within seconds, and what is peculiar to one start of a browser is in one sitting only.
 */
const SITTINGS = 3;
const ROUNDS = 4;
export const FETCHES = 1_000;
/**
 * As many at a time as a browser opens connections to a host of HTTP/1.1: one after the other would measure the latency of each and leave the
 * machine idle meanwhile; more would measure how the browser queues them.
 */
export const IN_FLIGHT = 6;
export const RULES = "MAP *.test 127.0.0.1";

const KINDS = ["none", "again", "floor", "corscope", "unwatched"] as const;
type Kind = (typeof KINDS)[number];

interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

interface Row {
  readonly what: string;
  readonly above: Kind;
  readonly below: Kind;
  readonly to: Run["to"];
}

const ROWS: readonly Row[] = [
  { what: "A/A: no extension / no extension", above: "again", below: "none", to: "cross-origin" },
  { what: "floor / no extension", above: "floor", below: "none", to: "cross-origin" },
  { what: "Corscope / no extension", above: "corscope", below: "none", to: "cross-origin" },
  { what: "Corscope / floor", above: "corscope", below: "floor", to: "cross-origin" },
  { what: "Corscope, only another tab is watched / no extension", above: "unwatched", below: "none", to: "cross-origin" },
  { what: "same-origin: floor / no extension", above: "floor", below: "none", to: "same-origin" },
  { what: "same-origin: Corscope / floor", above: "corscope", below: "floor", to: "same-origin" },
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
async function quiet(browser: PlainBrowser): Promise<number> {
  let before = browser.cpu();
  for (let calm = 0; calm < 3; ) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const now = browser.cpu();
    calm = now - before > 0.01 ? 0 : calm + 1;
    before = now;
  }
  return before;
}

async function measure(browser: PlainBrowser, pages: Pages, page: string, to: Run["to"], mark: string): Promise<Cost> {
  // A worker that fell asleep wakes up, connections are opened, code is compiled.
  await pages.run(page, { to, count: 60, inFlight: IN_FLIGHT, mark: `${mark}-warm` });
  const before = await quiet(browser);
  const wall = await pages.run(page, { to, count: FETCHES, inFlight: IN_FLIGHT, mark });
  return { wall, cpu: (await quiet(browser)) - before };
}

const keyOf = (kind: Kind, to: Run["to"]): string => `${kind} ${to}`;
const NEEDED = new Set(ROWS.flatMap(({ above, below, to }) => [keyOf(above, to), keyOf(below, to)]));

async function sit(sitting: number, pages: Pages, folder: string, costs: Map<string, Cost[]>): Promise<void> {
  const browsers = new Map<Kind, PlainBrowser>();
  try {
    for (const kind of KINDS) browsers.set(kind, open(kind, pages, folder, sitting));
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const to of ["cross-origin", "same-origin"] as const) {
        for (let turn = 0; turn < KINDS.length; turn += 1) {
          const kind = KINDS[(turn + sitting + round) % KINDS.length] as Kind;
          if (!NEEDED.has(keyOf(kind, to))) continue;
          const cost = await measure(browsers.get(kind) as PlainBrowser, pages, pageOf(kind, sitting), to, `${sitting}-${round}`);
          costs.set(keyOf(kind, to), [...(costs.get(keyOf(kind, to)) ?? []), cost]);
        }
      }
      console.error(`sitting ${sitting + 1} of ${SITTINGS}, round ${round + 1} of ${ROUNDS}`);
    }
  } finally {
    for (const browser of browsers.values()) await browser.close();
  }
}

export interface Weighed {
  readonly what: string;
  /** Milliseconds that the page waited. */
  readonly wall: Ratio;
  /** CPU seconds of the whole browser, until it was quiet again. */
  readonly cpu: Ratio;
}

export async function weigh(): Promise<{ readonly rows: readonly Weighed[]; readonly costs: Readonly<Record<string, readonly Cost[]>> }> {
  const folder = mkdtempSync(join(tmpdir(), "corscope-weight-"));
  const pages = await servePages();
  const costs = new Map<string, Cost[]>();
  try {
    writeFloor(join(folder, "floor"), EXTENSION);
    writeUnwatched(join(folder, "unwatched"), EXTENSION);
    for (let sitting = 0; sitting < SITTINGS; sitting += 1) await sit(sitting, pages, folder, costs);
  } finally {
    await pages.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
  const list = (kind: Kind, to: Run["to"], what: keyof Cost) => (costs.get(keyOf(kind, to)) ?? []).map((cost) => cost[what]);
  const rows = ROWS.map(({ what, above, below, to }) => ({
    what,
    wall: pairedRatio(list(above, to, "wall"), list(below, to, "wall")),
    cpu: pairedRatio(list(above, to, "cpu"), list(below, to, "cpu")),
  }));
  return { rows, costs: Object.fromEntries(costs) };
}
