import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Page } from "puppeteer-core";
import { transformWithOxc } from "vite";
import type { Report, ReportEntry } from "../../../src/core/report/harTypes";
import type { Navigation } from "../../../src/messaging/protocol";
import { openPlain } from "../../harness/plainBrowser";
import { until } from "../../harness/poll";
import { audit, type Truth } from "../audit";
import type { Dose, Fault, Outcome } from "../fault";
import { type Ask, type Name, ORDINARY } from "../kinds";
import { Servers } from "../servers";

/**
 * Pages that are loaded before anybody sees them, some of which nobody ever sees. A debugger in the page keeps the browser from it, so the pages
 * go on by themselves and what was recorded is read when all is over.
 */

const EACH = 8;

/** What one page sends, of which the extension has to say the same tab and the same document. */
interface Sender {
  readonly path: string;
  readonly asks: readonly Ask[];
}

/** A page, the one it has loaded ahead and then shows, and the one that is never shown. */
interface Round {
  readonly from: Sender;
  readonly before: Sender;
  readonly after: Sender;
  readonly unseen: Sender;
  /** Sent where the browser did not load it ahead. */
  readonly inVain: Ask;
}

class Plan {
  readonly rounds: Round[] = [];
  readonly #servers: Servers;
  #keys = 0;

  constructor({ short, random }: Dose, servers: Servers) {
    this.#servers = servers;
    const sender = (path: string): Sender => ({ path, asks: Array.from({ length: EACH }, () => this.#ask(random.pick(ORDINARY))) });
    for (let round = 0; round < (short ? 2 : 8); round++) {
      const [shown, unseen] = [`/shown${round}`, `/unseen${round}`];
      this.rounds.push({
        from: sender(`/from${round}`),
        before: sender(shown),
        after: sender(shown),
        unseen: sender(unseen),
        inVain: this.#ask("get"),
      });
    }
    this.rounds.forEach((round, index) => {
      servers.parts.set(round.from.path, leading(round));
      servers.parts.set(round.before.path, shown(round, this.rounds[index + 1]?.from.path ?? null));
      servers.parts.set(round.unseen.path, unseen(round));
    });
  }

  #ask(name: Name): Ask {
    return this.#servers.ask(`k${++this.#keys}`, name);
  }

  get asks(): readonly Ask[] {
    return this.rounds.flatMap(({ from, before, after, unseen }) => [from, before, after, unseen].flatMap(({ asks }) => asks));
  }
}

const module = (script: string): string => `<script type=module>${script}</script>`;
const play = ({ asks }: { readonly asks: readonly Ask[] }): string => `window.traffic.play(${JSON.stringify(asks)}, 6)`;
/** A page loaded ahead may not speak to others yet; it may store. */
const ready = (path: string): string => `localStorage.setItem("${path}", "ready");`;

/** Has both loaded, and goes to the one when both have begun to send. */
function leading({ from, before, unseen }: Round): string {
  const rules = { prerender: [{ source: "list", urls: [before.path, unseen.path], eagerness: "immediate" }] };
  return `<script type=speculationrules>${JSON.stringify(rules)}</script>${module(`
    const timer = setInterval(async () => {
      if ([localStorage.getItem("${before.path}"), localStorage.getItem("${unseen.path}")].includes(null)) return;
      clearInterval(timer);
      await sent;
      location.href = "${before.path}";
    }, 20);
    const sent = ${play(from)};`)}`;
}

/** The last of what it sends ahead is under way when it is shown. */
function shown({ before, after, inVain }: Round, next: string | null): string {
  const [first, last] = [before.asks.slice(0, -3), before.asks.slice(-3)];
  return module(`
    if (!document.prerendering) ${play({ asks: [inVain] })};
    document.addEventListener("prerenderingchange", async () => {
      await ${play(after)};
      ${next === null ? "" : `location.href = "${next}";`}
    });
    await ${play({ asks: first })};
    ${play({ asks: last })};
    ${ready(before.path)}`);
}

const unseen = ({ unseen: { path, asks } }: Round): string => module(`await ${play({ asks })}; ${ready(path)}`);

async function ahead(dose: Dose): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "corscope-ahead-"));
  const { code } = await transformWithOxc(readFileSync(new URL("../page.ts", import.meta.url), "utf8"), "page.ts");
  const servers = await Servers.open(code, () => dose.random.next() * 60);
  const [extensionDir, profile] = [join(folder, "extension"), join(folder, "profile")];
  cpSync("dist/chrome", extensionDir, { recursive: true });
  const plan = new Plan(dose, servers);
  const browser = openPlain(servers.pageUrl("/from0"), {
    extensionDir,
    profile,
    resolverRules: "MAP *.test 127.0.0.1",
    extraArgs: ["--remote-debugging-port=0"],
  });
  try {
    await servers.saw(plan.asks.map(({ key }) => key));
    const { report, navigations } = await read(profile);
    const truths = plan.asks.map(({ key, name }): Truth => ({ key, inUrl: key, name, heard: null, cut: false }));
    const { problems, requests, recorded } = audit(report, truths, servers.seen, false);
    const vain = plan.rounds.filter(({ inVain }) => servers.seen.some(({ key }) => key === inVain.key));
    return {
      figures: `${plan.rounds.length} pages shown and as many not, ${requests} requests, ${recorded} recorded`,
      problems: [
        ...problems,
        ...vain.map(({ before }) => `${before.path} was not loaded ahead: nothing was tried`),
        ...misplaced(report, plan),
        ...misdrawn(report, plan, navigations),
      ],
    };
  } finally {
    await browser.close();
    await servers.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What was recorded, and the pages that the recorder took for shown; a debugger comes only now. */
async function read(profile: string): Promise<{ report: Report; navigations: readonly Navigation[] }> {
  const file = join(profile, "DevToolsActivePort");
  const [port, path] = await until("the port", () => (existsSync(file) ? readFileSync(file, "utf8").split("\n") : null));
  const browser = await puppeteer.connect({ browserWSEndpoint: `ws://127.0.0.1:${port}${path}`, defaultViewport: null });
  const worker = await browser.waitForTarget(
    (target) => target.type() === "service_worker" && target.url().startsWith("chrome-extension:"),
  );
  const page = await browser.newPage();
  await page.goto(new URL("/src/panel/index.html", worker.url()).href);
  const report = await until("the end of every request", async () => {
    const exported = await exportIn(page);
    return exported.log.entries.some((entry, _, all) => isUnderWay(entry, all)) ? null : exported;
  });
  const navigations = await page.evaluate(() => chrome.storage.session.get("ledger:navigations"));
  await browser.disconnect();
  return { report, navigations: JSON.parse(String(navigations["ledger:navigations"])) as Navigation[] };
}

/** A request that was sent on ends with its last hop only. */
function isUnderWay({ _cors, _corscope }: ReportEntry, all: readonly ReportEntry[]): boolean {
  const isLater = (other: ReportEntry) => other._cors.exchange === _cors.exchange && other._cors.hop > _cors.hop;
  return _corscope.end === null && !all.some(isLater);
}

async function exportIn(page: Page): Promise<Report> {
  await page.evaluate(() => {
    delete document.documentElement.dataset.saved;
    URL.createObjectURL = (blob: Blob) => {
      void blob.text().then((text) => {
        document.documentElement.dataset.saved = text;
      });
      return "data:,";
    };
  });
  await page.locator("::-p-aria(Export HAR)").click();
  return JSON.parse(await until("the file", () => page.evaluate(() => document.documentElement.dataset.saved))) as Report;
}

const entriesOf = (report: Report, { asks }: Sender): ReportEntry[] =>
  report.log.entries.filter(({ request }) => asks.some(({ key }) => request.url.includes(`/c/${key}/`)));

/** All is of one tab, and no document of two pages; under load Chromium was seen to name two documents for one page. */
function misplaced(report: Report, { rounds }: Plan): string[] {
  const of = (sender: Sender, field: "tabId" | "documentId") => [
    ...new Set(entriesOf(report, sender).map(({ _corscope }) => String(_corscope.context[field]))),
  ];
  const tabs = new Set(
    rounds.flatMap(({ from, before, after, unseen: hidden }) => [from, before, after, hidden].flatMap((one) => of(one, "tabId"))),
  );
  return [
    ...(tabs.size === 1 ? [] : [`there was one tab, not ${[...tabs].join(", ")}`]),
    ...rounds.flatMap(({ from, before, after, unseen: hidden }) => {
      const documents = [from, { ...before, asks: [...before.asks, ...after.asks] }, hidden].map((one) => of(one, "documentId"));
      if (new Set(documents.flat()).size === documents.flat().length) return [];
      return [`requests of ${from.path}, ${before.path}, ${hidden.path} are in the documents ${documents.map(String).join("; ")}`];
    }),
  ];
}

/** A line for each page that was shown, where it was shown: behind what it sent ahead and before what it sent as the tab's page. */
function misdrawn(report: Report, { rounds }: Plan, navigations: readonly Navigation[]): string[] {
  const drawn = navigations.map(({ url }) => new URL(url).pathname).filter((path) => path !== "/");
  const wanted = rounds.flatMap(({ from, before }) => [from.path, before.path]);
  // A preflight or the next hop of what was sent ahead may well be the first that the page sends when it is shown.
  const starts = (sender: Sender): number[] =>
    sender.asks.flatMap((ask) => {
      const own = entriesOf(report, { ...sender, asks: [ask] }).map(({ _corscope }) => _corscope.startedAt);
      return own.length === 0 ? [] : [Math.min(...own)];
    });
  return [
    ...(drawn.join() === wanted.join() ? [] : [`lines are drawn for ${drawn.join(" ")}, not for ${wanted.join(" ")}`]),
    ...rounds.flatMap(({ before, after }) => {
      const at = navigations.find(({ url }) => url.endsWith(before.path))?.at ?? Number.NaN;
      const [ahead, behind] = [starts(before).map((time) => time - at), starts(after).map((time) => time - at)];
      return ahead.every((time) => time < 0) && behind.every((time) => time >= 0)
        ? []
        : [`the line of ${before.path} is not where it was shown: ${ahead.join(" ")} ms from it before, ${behind.join(" ")} behind`];
    }),
  ];
}

export const AHEAD: readonly Fault[] = [{ name: "pages loaded ahead", play: ahead }];
