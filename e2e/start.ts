import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { fromHar } from "../src/core/report/fromHar";
import type { Report } from "../src/core/report/harTypes";
import { toMarkdown } from "../src/core/report/toMarkdown";
import { disagreements, entriesOf, verdictEntry } from "./harness/compare";
import { launch } from "./harness/launch";
import { openDevTools } from "./harness/openDevTools";
import { EXTENSION, exportHar, openSession, playScenario, type Session } from "./harness/session";
import { SCENARIOS } from "./servers/scenarios/table";

/**
 * `npm start`: the main job. With a display it opens the playground (or `--url URL`) in Chromium with DevTools on the CORS panel; headless it
 * plays every scenario, holds each against the browser's own word and leaves a report.
 */
const FOLDER = "corscope-report";

const { values } = parseArgs({ options: { headless: { type: "boolean" }, url: { type: "string" } } });
const hasDisplay = process.platform !== "linux" || (process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY ?? "") !== "";

if (values.url !== undefined) await showOwnPage(values.url, values.headless === true || !hasDisplay);
else if (values.headless === true || !hasDisplay) process.exitCode = await playEverything();
else await showPlayground();

async function showPlayground(): Promise<void> {
  const session = await openSession({ headless: false });
  console.log(`The playground is at ${session.servers.pageUrl()}. Press its buttons and read the CORS panel; close the browser to end.`);
  await new Promise<void>((resolve) => session.browser.context.once("close", () => resolve()));
  await session.servers.close();
}

async function showOwnPage(url: string, headless: boolean): Promise<void> {
  if (!URL.canParse(url)) {
    console.error(`Expected the address of a page, such as http://localhost:3000/, got ${JSON.stringify(url)}`);
    process.exitCode = 2;
    return;
  }
  const browser = await launch({ extensionDir: EXTENSION, headless });
  const { panel, dev } = await openDevTools(browser.context, browser.page, browser.extensionId);
  await browser.page.goto(url, headless ? { waitUntil: "networkidle" } : {});
  if (headless) {
    mkdirSync(FOLDER, { recursive: true });
    await panel.getByRole("grid", { name: "Exchanges" }).waitFor();
    const { text, har } = await exportHar({ dev, panel });
    writeFileSync(`${FOLDER}/report.har`, text);
    await dev.screenshot({ path: `${FOLDER}/panel.png` });
    for (const { request, _cors } of har.log.entries)
      console.log(`${_cors.verdict.padEnd(9)} ${_cors.reason ?? "-"} ${request.method} ${request.url}`);
    await browser.close();
    return;
  }
  console.log(`${url} is open with DevTools on the CORS panel; close the browser to end.`);
  await new Promise<void>((resolve) => browser.context.once("close", () => resolve()));
}

async function playEverything(): Promise<number> {
  mkdirSync(FOLDER, { recursive: true });
  const session = await openSession();
  try {
    const run = randomUUID().slice(0, 8);
    const nonces = new Map<string, string>();
    // In the order of their pages: going back and forth would only cost time.
    const ordered = [...SCENARIOS].sort((a, b) => session.servers.pageUrl(a).localeCompare(session.servers.pageUrl(b)));
    for (const scenario of ordered) {
      const nonce = `${run}-${nonces.size}`;
      nonces.set(scenario.id, nonce);
      await playScenario(session, scenario, nonce);
    }
    const { text, har } = await exportHar(session);
    writeFileSync(`${FOLDER}/report.har`, text);
    const disagreeing = printTable(session, har, nonces);
    await writeMarkdown(text);
    await takePicture(session);
    return printSummary(session, har, run, disagreeing);
  } finally {
    await session.close();
  }
}

/** One line a scenario: verdict, reason, the fix in one sentence. Returns how many differ from the browser. */
function printTable({ ear }: Session, har: Report, nonces: ReadonlyMap<string, string>): number {
  let disagreeing = 0;
  const width = Math.max(...SCENARIOS.map(({ id }) => id.length));
  for (const scenario of SCENARIOS) {
    const nonce = nonces.get(scenario.id) ?? "";
    const problems = disagreements(har, scenario, nonce, ear);
    const cors = verdictEntry(entriesOf(har, scenario, nonce))?._cors;
    const verdict = cors?.verdict ?? "counted";
    const word = cors?.reason ?? cors?.notCors ?? "-";
    console.log(
      `${problems.length === 0 ? "ok" : "NO"}  ${scenario.id.padEnd(width)}  ${verdict.padEnd(8)}  ${word}${cors?.remedy ? `  ${cors.remedy.summary}` : ""}`,
    );
    for (const problem of problems) console.log(`    ${" ".repeat(width)}  ${problem}`);
    if (problems.length > 0) disagreeing++;
  }
  return disagreeing;
}

async function writeMarkdown(text: string): Promise<void> {
  const read = fromHar(text);
  if (!read.ok) throw new Error(`the exported report cannot be read again: ${read.problem}`);
  const { _corscope: info } = (JSON.parse(text) as Report).log;
  const times = { recordedFrom: Date.parse(info.recordedFrom), recordedTo: Date.parse(info.recordedTo) };
  writeFileSync(`${FOLDER}/report.md`, toMarkdown(read.exchanges, { ...info, ...times }));
}

async function takePicture({ dev, panel }: Session): Promise<void> {
  await panel.getByRole("searchbox", { name: "Filter" }).fill("method-and-header");
  await panel
    .getByRole("grid", { name: "Exchanges" })
    .getByRole("row", { name: /method-and-header/ })
    .first()
    .click();
  await panel.getByRole("tab", { name: "Why" }).click();
  await panel.getByRole("searchbox", { name: "Filter" }).fill("");
  await dev.screenshot({ path: `${FOLDER}/panel.png` });
}

function printSummary({ servers }: Session, har: Report, run: string, disagreeing: number): number {
  const { entries } = har.log;
  const reasons = new Set(entries.flatMap(({ _cors }) => _cors.reason ?? []));
  const preflights = entries.filter(({ _cors }) => _cors.role === "preflight");
  const paired = preflights.filter(({ _cors }) =>
    entries.some((main) => main._cors.role === "main" && main._cors.exchange === _cors.exchange),
  );
  const seen = new Set(servers.log.entries.map(({ n }) => n).filter((n) => n.startsWith(run)));
  const reported = new Set(entries.map(({ request }) => new URL(request.url).searchParams.get("n") ?? ""));
  const counted = new Set(SCENARIOS.filter(({ expect }) => expect.recorded === false).map(({ id }) => id));
  const missing = servers.log.entries.filter(({ n, scenario }) => seen.has(n) && !reported.has(n) && !counted.has(scenario ?? ""));
  console.log(
    `\n${SCENARIOS.length} scenarios, ${disagreeing} differ from the browser; ${entries.length} entries, ${reasons.size} reasons, ` +
      `${paired.length} of ${preflights.length} preflights paired; the servers saw ${seen.size} nonces of this run, ${missing.length} of their requests are missing`,
  );
  console.log(`${FOLDER}/report.har, report.md, panel.png`);
  return disagreeing === 0 && missing.length === 0 && paired.length === preflights.length ? 0 : 1;
}
