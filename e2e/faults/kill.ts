import { readFileSync } from "node:fs";
import type { CDPSession } from "playwright";
import { until } from "../harness/poll";
import type { World } from "./world";

/** Ways in which a worker ends. */
export const WAYS = ["stop", "close"] as const;
export type Way = (typeof WAYS)[number];

/** Ends workers, and knows which run of the worker is the present one. */
export class Killer {
  /** When each was ended, and when the next one ran. */
  readonly kills: { readonly at: number; back: number }[] = [];
  readonly #page: CDPSession;
  readonly #browser: CDPSession;
  readonly #workerUrl: string;

  private constructor(page: CDPSession, browser: CDPSession, workerUrl: string) {
    this.#page = page;
    this.#browser = browser;
    this.#workerUrl = workerUrl;
  }

  static async of(world: World): Promise<Killer> {
    const browser = world.context.browser();
    if (browser === null) throw new Error("the browser is gone");
    const page = await world.context.newCDPSession(world.panel);
    const killer = new Killer(page, await browser.newBrowserCDPSession(), world.browser.serviceWorker.url());
    page.on("ServiceWorker.workerVersionUpdated", ({ versions }) => {
      const last = killer.kills.at(-1);
      if (last?.back === Number.POSITIVE_INFINITY && versions.some(({ runningStatus }) => runningStatus === "running"))
        last.back = Date.now();
    });
    await page.send("ServiceWorker.enable");
    return killer;
  }

  /** `stop`: as the browser stops an idle worker. `close`: its target is closed under it. Both take effect at once, whatever it was doing. */
  async end(way: Way): Promise<void> {
    this.kills.push({ at: Date.now(), back: Number.POSITIVE_INFINITY });
    if (way === "stop") return void (await this.#page.send("ServiceWorker.stopAllWorkers"));
    const { targetInfos } = await this.#browser.send("Target.getTargets");
    const worker = targetInfos.find(({ type, url }) => type === "service_worker" && url === this.#workerUrl);
    if (worker !== undefined) await this.#browser.send("Target.closeTarget", { targetId: worker.targetId });
  }

  /** Settles when the next worker runs. */
  async back(): Promise<void> {
    await until("the next worker", () => (this.kills.at(-1)?.back === Number.POSITIVE_INFINITY ? null : true));
  }

  /** Kills the process that the extension's worker and pages live in, as a crash or the system's want of memory would. */
  async killProcess(): Promise<void> {
    const { processInfo } = await this.#browser.send("SystemInfo.getProcessInfo");
    const ours = processInfo.filter(({ type, id }) => type === "renderer" && isExtensions(id));
    if (ours.length === 0) throw new Error("no process of the extension was found");
    for (const { id } of ours) process.kill(id, "SIGKILL");
    await until("the process to be gone", async () => {
      const left = (await this.#browser.send("SystemInfo.getProcessInfo")).processInfo.map(({ id }) => id);
      return ours.some(({ id }) => left.includes(id)) ? null : true;
    });
  }
}

function isExtensions(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--extension-process");
  } catch {
    return false; // it ended meanwhile
  }
}
