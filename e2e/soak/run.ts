import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright";
import { until } from "../harness/poll";
import { openSession, type Session } from "../harness/session";
import { attachTo, type Target } from "../harness/target";
import { Random } from "../oracle/random";
import { Account } from "./account";
import { Complaints } from "./complaints";
import { drawCurve, lineOf, tableHead, verdictOn } from "./report";
import { countedIn, heapOf, inMib, processesOf, type Sample } from "./samples";
import { Pace, playOn, type Walk } from "./traffic";
import { VisitBook, visitsOf } from "./visits";
import { openWatch, type Told } from "./watch";

/** `npm run soak -- [--minutes 120] [--rate 12] [--seed 1] [--plot docs/soak.svg]`; see README.md. */

const SAMPLE_EVERY = 15_000;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "120" },
    rate: { type: "string", default: "12" },
    seed: { type: "string", default: "1" },
    plot: { type: "string", default: "test-results/soak.svg" },
  },
});
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error(`--minutes takes a number, not ${values.minutes}`);

class Soak {
  readonly #session: Session;
  readonly #watch: Awaited<ReturnType<typeof openWatch>>;
  readonly #worker: Target;
  readonly #pages: Target;
  readonly #account = new Account();
  readonly #complaints: Complaints;
  readonly #visits: VisitBook;
  readonly #begun = performance.now();
  readonly #samples: Sample[] = [];
  #told: Told | null = null;
  #before = { navigations: 0, healthy: 0 };

  constructor(session: Session, watch: Awaited<ReturnType<typeof openWatch>>, worker: Target, pages: Target, complaints: Complaints) {
    this.#session = session;
    this.#watch = watch;
    this.#worker = worker;
    this.#pages = pages;
    this.#complaints = complaints;
    this.#visits = new VisitBook((problem) => complaints.note("soak", problem));
  }

  async run(): Promise<number> {
    const { browser, page } = this.#session;
    await this.#forgetWhatCameBefore();
    const pace = new Pace(Number(values.rate) / REQUESTS_PER_PLAYING);
    const goesOn = () => this.#minutes() < minutes;
    let tabs = 0;
    const walking = (on: Page): Walk => ({
      page: on,
      servers: this.#session.servers,
      account: this.#account,
      pace,
      random: new Random(Number(values.seed), ++tabs),
      goesOn,
    });
    const steadily = async (on: Page) => {
      while (goesOn()) await this.#visits.make("a tab used all the time, page after page", () => playOn(walking(on), 150));
    };
    await Promise.all([
      steadily(page),
      steadily(await browser.context.newPage()),
      ...visitsOf(this.#session, walking).map((visit) => this.#visits.keepMaking(visit, goesOn)),
      this.#sampleOn(goesOn),
    ]);
    return this.#end();
  }

  /** The first page was loaded while the worker began. */
  async #forgetWhatCameBefore(): Promise<void> {
    this.#session.servers.log.entries.splice(0);
    this.#told = await this.#watch.look();
    this.#before = countsOf(this.#told);
  }

  #minutes(): number {
    return (performance.now() - this.#begun) / 60_000;
  }

  async #sampleOn(goesOn: () => boolean): Promise<void> {
    console.log(tableHead());
    for (let due = this.#begun + SAMPLE_EVERY; goesOn(); due += SAMPLE_EVERY) {
      while (goesOn() && performance.now() < due) await new Promise((resolve) => setTimeout(resolve, 250));
      try {
        await this.#sample();
      } catch (problem) {
        this.#complaints.note("sample", String(problem));
      }
      if (this.#samples.length % 4 === 0) this.#flush();
    }
  }

  async #sample(): Promise<void> {
    await this.#look(false);
    const { status, kept = 0, sessionBytes = 0 } = this.#told ?? {};
    this.#samples.push({
      minutes: this.#minutes(),
      served: this.#account.served,
      kept,
      dropped: status?.dropped ?? 0,
      counted: this.#told === null ? 0 : countedIn(this.#told),
      worker: await heapOf(this.#worker),
      pages: await heapOf(this.#pages),
      session: inMib(sessionBytes),
      ...(await processesOf(this.#session.browser.context)),
      errors: this.#complaints.all.length,
      missing: this.#account.missing.length,
    });
  }

  async #look(end: boolean): Promise<void> {
    const { entries } = this.#session.servers.log;
    this.#account.saw(entries.splice(0));
    this.#told = await this.#watch.look();
    this.#account.told(this.#told.nonces);
    this.#account.due(end);
    for (const trouble of this.#told.status?.troubles ?? []) this.#complaints.note("background", trouble);
  }

  #flush(): void {
    const last = this.#samples.at(-1);
    if (last !== undefined) console.log(lineOf(last));
    mkdirSync(dirname(values.plot), { recursive: true });
    writeFileSync(values.plot, drawCurve(this.#samples));
  }

  /** Waits until the last are told of, then holds the books against one another. */
  async #end(): Promise<number> {
    await this.#session.page.goto("about:blank");
    const { navigations, healthy } = await this.#settled();
    await this.#look(true);
    this.#flush();
    const counted = countsOf(this.#told);
    const verdict = verdictOn(this.#samples, {
      asked: this.#account.asked,
      served: this.#account.served,
      recorded: this.#account.recorded,
      missing: this.#account.missing,
      complaints: [...this.#complaints.all, ...this.#visits.problems()],
      visits: this.#visits.lines(),
      counted: [
        ["navigations", navigations, counted.navigations - this.#before.navigations],
        ["healthy requests", healthy, counted.healthy - this.#before.healthy],
      ],
      reconnects: this.#told?.reconnects ?? 0,
    });
    console.log(verdict.lines.join("\n"));
    return verdict.passed ? 0 : 1;
  }

  async #settled(): Promise<{ navigations: number; healthy: number }> {
    let before = -1;
    await until(
      "the end of the last requests",
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 1000));
        await this.#look(false);
        const now = this.#account.served + this.#account.recorded + (this.#told === null ? 0 : countedIn(this.#told));
        const still = now === before;
        before = now;
        return still ? true : null;
      },
      60_000,
    );
    const { navigations, healthy } = this.#account;
    return { navigations, healthy };
  }
}

function countsOf(told: Told | null): { navigations: number; healthy: number } {
  const { sameOrigin = 0, noCors = 0, navigations = 0 } = told?.status?.counted ?? {};
  return { navigations, healthy: sameOrigin + noCors };
}

/** Preflights, redirects and page loads included, scenarios that reach no server too; as measured. */
const REQUESTS_PER_PLAYING = 1.2;

async function main(): Promise<number> {
  const session = await openSession();
  try {
    const { context, serviceWorker, extensionId } = session.browser;
    const complaints = new Complaints();
    for (const page of context.pages()) complaints.ofPage(page);
    context.on("page", (page) => complaints.ofPage(page));
    const worker = await attachTo(context, ({ type, url }) => type === "service_worker" && url === serviceWorker.url());
    await complaints.ofWorker(worker);
    const watch = await openWatch(session.browser);
    // All pages of the extension that stay share one heap: the panel in DevTools is in it.
    const pages = await attachTo(context, ({ url }) => url === `chrome-extension://${extensionId}/manifest.json`);
    return await new Soak(session, watch, worker, pages, complaints).run();
  } finally {
    await session.close();
  }
}

process.exitCode = await main();
