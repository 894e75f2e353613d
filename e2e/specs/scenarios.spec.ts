import { expect, test } from "playwright/test";
import type { Report } from "../../src/core/report/harTypes";
import { disagreements, entriesOf } from "../harness/compare";
import { harProblems } from "../harness/harSchema";
import { exportHar, openSession, partOf, playScenario, type Session } from "../harness/session";
import { SCENARIOS } from "../servers/scenarios/table";

/** The whole table, played through the real DevTools panel and exported by its own button, against the browser's own word. */
test.describe.configure({ mode: "serial" });

let session: Session;
let har: Report;
let fileName: string;
const nonces = new Map<string, string>();

test.beforeAll(async () => {
  test.setTimeout(300_000);
  session = await openSession();
  const ordered = [...SCENARIOS].sort((a, b) => session.servers.pageUrl(a).localeCompare(session.servers.pageUrl(b)));
  for (const scenario of ordered) {
    const nonce = `e2e-${nonces.size}-`;
    nonces.set(scenario.id, nonce);
    await playScenario(session, scenario, nonce);
  }
  ({ har, fileName } = await exportHar(session));
});

test.afterAll(async () => {
  await session?.close();
});

for (const scenario of SCENARIOS) {
  test(`${scenario.id}: ${scenario.expect.reason ?? scenario.expect.notCors ?? scenario.expect.verdict}`, () => {
    expect(disagreements(har, scenario, nonces.get(scenario.id) ?? "", session.ear)).toEqual([]);
  });
}

test("the export is valid HAR 1.2 and has at least 40 entries of at least 18 reasons", () => {
  expect(harProblems(har)).toEqual([]);
  expect(har.log.entries.length).toBeGreaterThanOrEqual(40);
  expect(new Set(har.log.entries.flatMap(({ _cors }) => _cors.reason ?? [])).size).toBeGreaterThanOrEqual(18);
  expect(fileName).toMatch(/\.har$/);
});

test("entries are in the order of their start, and every main entry says what its preflight was", () => {
  const starts = har.log.entries.map(({ startedDateTime }) => startedDateTime);
  expect(starts).toEqual([...starts].sort());
  for (const { _cors } of har.log.entries) {
    const { preflight } = _cors;
    if (_cors.role !== "main" || preflight === null || typeof preflight.entry !== "number") continue;
    const target = har.log.entries[preflight.entry];
    expect(target?._cors.role).toBe("preflight");
    expect(target?._cors.exchange).toBe(_cors.exchange);
  }
});

test("preflights are paired as the browser paired them", () => {
  const scenarioOf = (url: string) => SCENARIOS.find((scenario) => url.includes(partOf(scenario, nonces.get(scenario.id) ?? "?")));
  for (const { preflight, main } of session.ear.preflightPairs()) {
    const scenario = scenarioOf(main.urls[0] ?? "");
    if (scenario === undefined) continue;
    const urls = entriesOf(har, scenario, nonces.get(scenario.id) ?? "")
      .filter(({ _cors }) => _cors.role === "preflight")
      .map(({ request }) => request.url);
    // The second of two equal requests finds the first one's preflight in the cache.
    if (scenario.request.warmUp) continue;
    expect(urls, scenario.id).toContain(preflight.urls[0]);
  }
  const lone = har.log.entries.filter(
    ({ _cors }) =>
      _cors.role === "preflight" &&
      !har.log.entries.some((other) => other._cors.role === "main" && other._cors.exchange === _cors.exchange),
  );
  expect(lone.map(({ request }) => request.url)).toEqual([]);
});

test("the file holds what the servers saw, and nothing that was never sent", () => {
  const own = session.servers.log.entries.filter(({ n }) => [...nonces.values()].includes(n));
  const reported = new Set(har.log.entries.map(({ request }) => new URL(request.url).searchParams.get("n")));
  const healthy = new Set(SCENARIOS.filter((scenario) => scenario.expect.recorded === false).map(({ id }) => id));
  for (const { n, scenario } of own) if (!healthy.has(scenario ?? "")) expect(reported, scenario ?? "").toContain(n);
  const seen = new Set(own.map(({ n, method, url }) => `${n} ${method} ${new URL(url, "http://any.test").pathname}`));
  for (const { request, response, _cors } of har.log.entries) {
    const url = new URL(request.url);
    if (response.status === 0 || url.protocol === "https:") continue;
    expect(seen, `${_cors.exchange} ${request.url}`).toContain(`${url.searchParams.get("n")} ${request.method} ${url.pathname}`);
  }
});

test("each blocked main request has a remedy, and no remedy asks for the dangerous", () => {
  for (const { _cors } of har.log.entries) {
    if (_cors.role !== "main" || _cors.reason === null) continue;
    expect(_cors.remedy, _cors.reason).not.toBeNull();
    const policy = _cors.remedy?.policy;
    expect(policy?.allowedOrigins ?? []).not.toContain("null");
    expect(policy?.allowedOrigins.includes("*") === true && policy.allowCredentials !== false).toBe(false);
  }
});

test("the panel shows a row for every exchange, blocked ones named", async () => {
  const grid = session.panel.getByRole("grid", { name: "Exchanges" });
  const filter = session.panel.getByRole("searchbox", { name: "Filter" });
  for (const id of ["method-not-listed", "missing-allow-origin", "connection-refused"]) {
    await filter.fill(id);
    const row = grid.getByRole("row", { name: new RegExp(`/s/${id}/`) }).first();
    await expect(row).toBeVisible();
    await expect(row).toContainText(id === "connection-refused" ? /not cors/i : /blocked/i);
  }
  await filter.fill("");
});
