import { expand } from "../servers/scenarios/expand";
import type { Scenario } from "../servers/scenarios/scenario";
import { SCENARIOS } from "../servers/scenarios/table";
import { type Servers, startServers } from "../servers/startServers";
import { launch } from "./launch";
import { type Oracle, oracle } from "./oracle";

/**
 * Plays the whole table in a browser without the extension and holds each row against the browser's own word. The browser is right:
 * where they differ the table is to be corrected. `npx tsx e2e/harness/selfCheck.ts [--defaults] [--headed] [id ...]`
 */

interface Line {
  readonly id: string;
  readonly browser: string;
  readonly expected: string;
}

const described = (reason: string | null, parameter: string, error: string | null, preflight: string): string =>
  [reason ?? "-", parameter === "" ? "" : `(${parameter})`, error ?? "ok", preflight].filter((part) => part !== "").join(" ");

function expected(scenario: Scenario, servers: Servers, n: string): string {
  const { reason, failedParameter, netError, protocolError, verdict, preflight } = scenario.expect;
  const error = protocolError ?? netError ?? (verdict === "allowed" ? null : "net::ERR_FAILED");
  return described(reason, expand(failedParameter ?? "", scenario, servers.origins, n), error, preflight ?? "none");
}

function observed(scenario: Scenario, ear: Oracle, part: string): string {
  const main = ear.requestsFor(part).at(-1);
  const word = ear.wordFor(part);
  const preflights = ear.preflightPairs().filter((pair) => pair.main.urls.some((url) => url.includes(part)));
  const ofLast = preflights.filter((pair) => pair.main.id === main?.id).length;
  const preflight = ofLast > 0 ? "seen" : scenario.request.warmUp && preflights.length > 0 ? "cached" : "none";
  // DevTools adds the kind of policy behind a dot; extensions see the name without it.
  const error = main?.end?.error?.replace(/^(net::ERR_BLOCKED_BY_RESPONSE)\..*/, "$1") ?? (word === null ? null : "net::ERR_FAILED");
  return described(word?.corsError ?? null, word?.failedParameter ?? "", error, preflight);
}

async function main(args: readonly string[]): Promise<number> {
  const wanted = args.filter((arg) => !arg.startsWith("--"));
  const scenarios = SCENARIOS.filter(({ id }) => wanted.length === 0 || wanted.includes(id));
  const servers = await startServers();
  const browser = await launch({
    extensionDir: null,
    headless: !args.includes("--headed"),
    resolverRules: servers.resolverRules,
    extraArgs: servers.chromiumArgs,
    keepDefaultFeatures: args.includes("--defaults"),
  });
  const lines: Line[] = [];
  try {
    const ear = await oracle(browser.context, browser.page);
    for (const pageUrl of new Set(scenarios.map((scenario) => servers.pageUrl(scenario)))) {
      await browser.page.goto(pageUrl);
      await browser.page.locator("html[data-ready]").waitFor();
      for (const scenario of scenarios.filter((each) => servers.pageUrl(each) === pageUrl)) {
        const n = `check${lines.length}`;
        await browser.page.evaluate(({ id, nonce }) => window.playground?.run(id, nonce), { id: scenario.id, nonce: n });
        const part = `/s/${scenario.id}/0?n=${n}`;
        await ear.finished(part);
        lines.push({ id: scenario.id, browser: observed(scenario, ear, part), expected: expected(scenario, servers, n) });
      }
    }
  } finally {
    await browser.close();
    await servers.close();
  }
  const width = Math.max(...lines.map(({ id }) => id.length));
  for (const line of lines) {
    const agrees = line.browser === line.expected;
    console.log(
      `${agrees ? "ok " : "NO "} ${line.id.padEnd(width)}  ${line.browser}${agrees ? "" : `\n    ${"".padEnd(width)}  expected: ${line.expected}`}`,
    );
  }
  const good = lines.filter((line) => line.browser === line.expected).length;
  console.log(`${good}/${lines.length} rows of the table agree with the browser`);
  return good === lines.length ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
