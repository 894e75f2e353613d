import type { Page } from "playwright";
import type { Random } from "../oracle/random";
import type { PageName } from "../servers/scenarios/scenario";
import { SCENARIOS } from "../servers/scenarios/table";
import type { Servers } from "../servers/startServers";
import type { Account } from "./account";

/** Lets no more through than `perSecond`, over the whole run: who is behind catches up, slowly. */
export class Pace {
  readonly #perSecond: number;
  readonly #begun = performance.now();
  #given = 0;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  async turn(): Promise<void> {
    const due = this.#begun + (1000 * this.#given) / this.#perSecond;
    this.#given = Math.max(this.#given + 1, ((performance.now() - this.#begun) / 1000 - 2) * this.#perSecond);
    const pause = due - performance.now();
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

export interface Walk {
  readonly page: Page;
  readonly servers: Servers;
  readonly account: Account;
  readonly pace: Pace;
  readonly random: Random;
  goesOn(): boolean;
}

/** Loads one of the playground's pages and plays so many of its scenarios. */
export async function playOn({ page, servers, account, pace, random, goesOn }: Walk, playings: number): Promise<void> {
  const name: PageName = random.weighted({ page: 6, public: 1, publicSecure: 1 });
  await page.goto(`${servers.origins[name]}/`);
  await page.locator("html[data-ready]").waitFor();
  const here = SCENARIOS.filter(({ request }) => (request.from ?? "page") === name);
  // The public pages have few scenarios, and none of those reaches a server.
  const most = Math.min(playings, here.length);
  for (let played = 0; played < most && goesOn(); played++) {
    const { id } = random.pick(here);
    await pace.turn();
    const n = account.ask(id);
    await page.evaluate((one) => window.playground?.run(one.id, one.n), { id, n });
  }
}
