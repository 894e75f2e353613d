import { until } from "../../harness/poll";
import { audit } from "../audit";
import type { Dose, Fault, Outcome } from "../fault";
import type { Ask } from "../kinds";
import { World } from "../world";

/** A page that the browser prepares behind the one that is looked at sends as well; it is then shown, or thrown away. */
function prerendered(shown: boolean): Fault["play"] {
  return (dose: Dose): Promise<Outcome> =>
    World.during(
      dose,
      async (world) => {
        const rounds = dose.short ? 1 : 5;
        const problems: string[] = [];
        for (let round = 0; round < rounds; round++) {
          await world.openPage(world.page, `/before${round}`);
          const asks = world.make(["get-missing", "put-refused", "put", "get"]);
          const path = `/behind${round}?${encodeURIComponent(JSON.stringify(asks satisfies Ask[]))}`;
          await world.page.evaluate((url) => {
            const rules = document.createElement("script");
            rules.type = "speculationrules";
            rules.textContent = JSON.stringify({ prerender: [{ urls: [url], eagerness: "immediate" }] });
            document.head.append(rules);
          }, path);
          await world.servers.saw(asks.map(({ key }) => key));
          await world.send(world.draw(6));
          if (shown) {
            await world.page.evaluate((url) => {
              location.href = url;
            }, path);
            await world.page.waitForURL(/behind/);
            const since = await world.page.evaluate(
              () =>
                (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming & { activationStart: number })
                  .activationStart,
            );
            if (since === 0) problems.push("the page was loaded anew, not shown from behind: nothing was tried");
            await world.send(world.make(["get-missing", "put"]));
          }
          await until("the ends", async () => {
            const open = (await world.export()).log.entries.some(
              ({ _cors, _corscope }) => _cors.verdict === "unknown" && _corscope.end === null,
            );
            return open ? null : true;
          });
        }
        const { problems: found, requests, recorded } = audit(await world.export(), world.truths(), world.servers.seen, false);
        return { figures: `${rounds} times, ${requests} requests, ${recorded} recorded`, problems: [...problems, ...found] };
      },
      { keepDefaultFeatures: true },
    );
}

export const PRERENDER: readonly Fault[] = [
  { name: "prerendered and shown", play: prerendered(true) },
  { name: "prerendered in vain", play: prerendered(false) },
];
