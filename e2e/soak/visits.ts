import type { BrowserContext, Page } from "playwright";
import { openDevTools } from "../harness/openDevTools";
import { exportHar, type Session } from "../harness/session";
import { playOn, type Walk } from "./traffic";

interface Visit {
  readonly what: string;
  readonly everySeconds: number;
  act(): Promise<unknown>;
}

/** What a user does beside browsing. */
export function visitsOf({ browser, servers, panel, dev }: Session, another: (page: Page) => Walk): Visit[] {
  const { context, extensionId } = browser;
  const ownPage = (path: string, ready: (page: Page) => Promise<unknown>) => () =>
    withPage(context, async (page) => {
      await page.goto(`chrome-extension://${extensionId}/src/${path}`);
      await ready(page);
    });
  return [
    { what: "a tab opened, used and closed", everySeconds: 40, act: () => withPage(context, (page) => playOn(another(page), 12)) },
    {
      what: "the panel of all tabs opened and closed",
      everySeconds: 70,
      act: ownPage("panel/index.html", (page) => page.getByRole("grid", { name: "Exchanges" }).waitFor()),
    },
    {
      what: "the popup opened and closed",
      everySeconds: 110,
      act: ownPage("popup/index.html", (page) => page.getByRole("button", { name: "Export HAR" }).waitFor()),
    },
    {
      what: "DevTools opened on another tab and closed",
      everySeconds: 170,
      act: () =>
        withPage(context, async (page) => {
          await page.goto(servers.pageUrl());
          await (await openDevTools(context, page, extensionId)).dev.close();
        }),
    },
    {
      what: "an export from the open panel",
      everySeconds: 190,
      act: async () => {
        const { har } = await exportHar({ dev, panel });
        if (har.log.entries.length === 0) throw new Error("an export without entries");
      },
    },
    {
      what: "a clear in the open panel",
      everySeconds: 770,
      act: () => panel.getByRole("button", { name: "Clear", exact: true }).click(),
    },
  ];
}

async function withPage(context: BrowserContext, use: (page: Page) => Promise<void>): Promise<void> {
  const page = await context.newPage();
  try {
    await use(page);
  } finally {
    await page.close();
  }
}

/** How often each visit was made, and how often a busy machine was too slow for it: that is its fault and not the product's, unless it is the rule. */
export class VisitBook {
  readonly #made = new Map<string, { made: number; late: number }>();
  readonly #note: (problem: string) => void;

  constructor(note: (problem: string) => void) {
    this.#note = note;
  }

  async keepMaking({ what, everySeconds, act }: Visit, goesOn: () => boolean): Promise<void> {
    for (let due = performance.now() + 1000 * everySeconds; ; due = Math.max(due + 1000 * everySeconds, performance.now())) {
      while (goesOn() && performance.now() < due) await new Promise((resolve) => setTimeout(resolve, 250));
      if (!goesOn()) return;
      await this.make(what, act);
    }
  }

  async make(what: string, act: () => Promise<unknown>): Promise<void> {
    const book = this.#made.get(what) ?? { made: 0, late: 0 };
    this.#made.set(what, book);
    try {
      await act();
      book.made++;
    } catch (problem) {
      if (problem instanceof Error && (problem.name === "TimeoutError" || problem.name === "TimedOut")) book.late++;
      else this.#note(`${what}: ${String(problem)}`);
    }
  }

  lines(): string[] {
    return [...this.#made].map(
      ([what, { made, late }]) => `${what}: ${made} times${late === 0 ? "" : `, ${late} times the machine was too slow`}`,
    );
  }

  /** What hardly ever works is broken. */
  problems(): string[] {
    return [...this.#made].flatMap(([what, { made, late }]) =>
      late > 1 && late * 5 > made ? [`${what}: too slow ${late} times of ${made + late}`] : [],
    );
  }
}
