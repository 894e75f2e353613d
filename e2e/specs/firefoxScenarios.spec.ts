import { expect } from "playwright/test";
import type { Report } from "../../src/core/report/harTypes";
import { entriesOf } from "../harness/compare";
import type { ConsoleLine } from "../harness/firefox/chrome";
import { test } from "../harness/firefox/test";
import { disagreements, expectedInFirefox } from "../harness/firefox/word";
import { harProblems } from "../harness/harSchema";
import { until } from "../harness/poll";
import { fitsAnywhere, type Variant } from "../playground/site/run";
import type { Scenario } from "../servers/scenarios/scenario";
import { SCENARIOS } from "../servers/scenarios/table";

/**
 * The whole table in a stock Firefox, exported by the panel's own button, against the category of what Firefox's console says. Small replies
 * and large ones, since Firefox ends a refused one differently; from the page, a frame, a worker and a service worker, since what it tells
 * of them differs.
 */
test.describe.configure({ mode: "serial" });

const VARIANTS: Readonly<Record<string, Variant>> = {
  page: {},
  "page, large": { large: true },
  frame: { from: "frame" },
  "frame, large": { from: "frame", large: true },
  worker: { from: "worker" },
  "worker, large": { from: "worker", large: true },
  "service worker": { from: "service-worker" },
  "service worker, large": { from: "service-worker", large: true },
};

const nonceOf = (variant: string): string => `ff-${variant.replaceAll(/\W+/g, "-")}-`;
const variantsOf = (scenario: Scenario): string[] =>
  Object.entries(VARIANTS).flatMap(([name, { from }]) => (from === undefined || fitsAnywhere(scenario) ? [name] : []));

let har: Report;
let lines: readonly ConsoleLine[];

test.beforeAll(async ({ firefox }) => {
  test.setTimeout(300_000);
  const { servers, chrome } = firefox;
  // The playground is plain http, where service workers are only for those who develop them.
  await chrome.setPreference("dom.serviceWorkers.testing.enabled", true);
  for (const url of new Set(SCENARIOS.map((scenario) => servers.pageUrl(scenario)))) {
    const page = await firefox.openPage(url);
    for (const [name, variant] of Object.entries(VARIANTS)) {
      await page.evaluate(({ n, how }) => window.playground?.runAll(n, how), { n: nonceOf(name), how: variant });
    }
  }
  const panel = await firefox.openFullView();
  har = await until(
    "everything in the export",
    async () => {
      const exported = await firefox.exportHar(panel);
      const missing = SCENARIOS.flatMap((scenario) =>
        expectedInFirefox(scenario).recorded === false
          ? []
          : variantsOf(scenario).filter((name) => entriesOf(exported, scenario, nonceOf(name)).length === 0),
      );
      return missing.length === 0 ? exported : null;
    },
    60_000,
  );
  lines = await chrome.consoleLines("?n=ff-");
});

for (const scenario of SCENARIOS) {
  const { reason, notCors, verdict } = expectedInFirefox(scenario);
  test(`${scenario.id}: ${reason ?? notCors ?? verdict}`, () => {
    const problems = variantsOf(scenario).flatMap((name) =>
      disagreements(har, scenario, nonceOf(name), lines).map((problem) => `${name}: ${problem}`),
    );
    expect(problems).toEqual([]);
  });
}

test("the export is valid HAR 1.2 and says that Firefox recorded it", () => {
  expect(harProblems(har)).toEqual([]);
  expect(har.log._corscope.engine).toBe("firefox");
});
