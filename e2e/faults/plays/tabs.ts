import type { Page } from "playwright";
import { until } from "../../harness/poll";
import { audit } from "../audit";
import type { Dose, Fault, Outcome } from "../fault";
import { World } from "../world";

type End = (world: World, tab: Page) => Promise<unknown>;

/** A tab of its own sends, is ended in the middle, and the page beside it goes on. */
function endingTabs(end: End): Fault["play"] {
  return (dose: Dose): Promise<Outcome> =>
    World.during(dose, async (world) => {
      const rounds = dose.short ? 3 : 15;
      for (let round = 0; round < rounds; round++) {
        const tab = await world.openPage(await world.context.newPage(), `/tab${round}`);
        const asks = world.make(["get", "put", "put-refused", "get-missing", "put-missing", "redirected", "get", "put"]);
        for (const { key } of asks) world.cut.add(key);
        world.servers.hold();
        const cutOff = world.send(asks, tab).catch(() => undefined); // it dies under it
        // Six connections a host: which of them have left the browser is its own affair.
        await world.servers.saw(
          asks.map(({ key }) => key),
          5,
        );
        await end(world, tab);
        world.servers.release();
        await cutOff;
        await world.send(world.draw(6));
        if (!tab.isClosed()) await tab.close();
      }
      await world.ended();
      const { problems, requests, recorded } = audit(await world.export(), world.truths(), world.servers.seen, false);
      return { figures: `${rounds} tabs, ${requests} requests, ${recorded} recorded`, problems };
    });
}

const crash: End = async (world, tab) => {
  const crashed = tab.waitForEvent("crash");
  const protocol = await world.context.newCDPSession(tab);
  protocol.send("Page.crash").catch(() => undefined); // nobody is left to answer
  await crashed;
};

const discard: End = async (world, tab) => {
  const url = tab.url();
  const gone = tab.waitForEvent("close");
  // The page that is looked at is not discarded.
  await world.page.bringToFront();
  await world.panel.evaluate(async (wanted) => {
    const [found] = (await chrome.tabs.query({})).filter((one) => one.url === wanted);
    await chrome.tabs.discard(found?.id);
  }, url);
  await gone;
};

const navigate: End = async (world, tab) => {
  await world.openPage(tab, "/elsewhere");
};

/** Forth and back while the log goes on; the page comes back as it was, out of the back/forward cache. */
async function backForward(dose: Dose): Promise<Outcome> {
  return World.during(
    dose,
    async (world) => {
      const rounds = dose.short ? 2 : 10;
      const problems: string[] = [];
      const { page } = world;
      await page.evaluate(() =>
        addEventListener("pageshow", (event) => document.documentElement.setAttribute("data-kept", String(event.persisted))),
      );
      for (let round = 0; round < rounds; round++) {
        await world.send(world.draw(6));
        await world.ended();
        await world.openPage(page, `/forth${round}`);
        await world.send(world.draw(6));
        await world.ended();
        await page.goBack({ waitUntil: "commit" });
        const kept = await until("the page to be back", () => page.locator("html").getAttribute("data-kept"));
        if (kept !== "true") problems.push("the page did not come out of the cache: nothing was tried");
        await page.evaluate(() => document.documentElement.removeAttribute("data-kept"));
      }
      const asks = world.draw(6);
      await world.send(asks);
      await world.ended();
      const report = await world.export();
      const result = audit(report, world.truths(), world.servers.seen, false);
      await world.journalled();
      const drawn = (await world.navigations()).map(({ url }) => new URL(url).pathname);
      const wanted = ["/", ...Array.from({ length: rounds }, (_, round) => [`/forth${round}`, "/"]).flat()];
      if (drawn.join() !== wanted.join()) problems.push(`lines are drawn for ${drawn.join(" ")}, not for ${wanted.join(" ")}`);
      return {
        figures: `${rounds} times, ${result.requests} requests, ${result.recorded} recorded`,
        problems: [...problems, ...result.problems],
      };
    },
    { backForwardCache: true },
  );
}

export const TABS: readonly Fault[] = [
  { name: "tab closed", play: endingTabs((_, tab) => tab.close()) },
  { name: "tab crashed", play: endingTabs(crash) },
  { name: "tab discarded", play: endingTabs(discard) },
  { name: "tab navigated", play: endingTabs(navigate) },
  { name: "back and forward", play: backForward },
];
