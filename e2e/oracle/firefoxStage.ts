import type { Report } from "../../src/core/report/harTypes";
import { downloadInto } from "../harness/firefox/download";
import { EXTENSION_ORIGIN, type Firefox, launchFirefox } from "../harness/firefox/launchFirefox";
import { openTab, type View } from "../harness/firefox/view";
import { until } from "../harness/poll";
import type { Heard } from "./ear";
import { hearFirefox } from "./firefoxEar";
import type { Play } from "./page";
import type { OracleServers } from "./servers";
import { FIREFOX_SPEECH } from "./speech";
import { GENEROUS, type OracleCookie, type Stage, WIDTH } from "./stage";

const EXPORT = { role: "button", name: "Export HAR" };

export async function openFirefox(servers: OracleServers): Promise<Stage> {
  const firefox = await launchFirefox({ names: servers.names });
  try {
    await firefox.chrome.listenToConsole();
    const panel = await openTab(firefox.chrome, `${EXTENSION_ORIGIN}/src/panel/index.html`);
    await panel.waitFor(EXPORT);
    const page = await firefox.browser.newPage();
    await page.goto(`${servers.origins.page}/`);
    await page.waitForFunction(() => window.oracle !== undefined);
    await page.evaluate(() => window.oracle.prepare());
    let heard = new Map<string, readonly Heard[]>();
    return {
      version: await firefox.browser.version(),
      speech: FIREFOX_SPEECH,
      setCookies: (cookies) => setCookies(firefox, cookies),
      async play(plays) {
        const refused = await page.evaluate((all, width) => window.oracle.play(all, width, true), plays, WIDTH);
        heard = await hear(firefox, servers, plays);
        return refused;
      },
      heard: (key) => heard.get(key) ?? [],
      exportHar: () => settledHar(firefox, panel),
      clear: () => panel.click({ role: "button", name: "Clear" }),
      forget: () => heard.clear(),
      close: () => firefox.close(),
    };
  } catch (problem) {
    await firefox.close();
    throw problem;
  }
}

/** Lines come from the page's process in their order; the page's own word for the end of a request is among them. */
function hear({ chrome }: Firefox, servers: OracleServers, plays: readonly Play[]): Promise<Map<string, readonly Heard[]>> {
  return until(
    "the last word about every request",
    async () => {
      const lines = await chrome.consoleLines("/c/");
      const all = plays.map((play) => [play.key, hearFirefox(play, lines, servers.askedFor(play.key))] as const);
      return all.every(([, heard]) => heard.every(({ ended }) => ended)) ? new Map(all) : null;
    },
    GENEROUS,
  );
}

/** The page may know of an end before the browser has told the extension. */
function settledHar(firefox: Firefox, panel: View): Promise<Report> {
  return until(
    "the end of every exchange",
    async () => {
      const { text } = await downloadInto(firefox.downloads, () => panel.click(EXPORT));
      const report = JSON.parse(text) as Report;
      const open = report.log.entries.some(({ _cors }) => _cors.unknowns.includes("the request is still under way"));
      return open ? null : report;
    },
    GENEROUS,
  );
}

async function setCookies({ bidi }: Firefox, cookies: readonly OracleCookie[]): Promise<void> {
  await bidi.send("storage.deleteCookies");
  const set = cookies.map(({ name, value, domain, path }) =>
    bidi.send("storage.setCookie", { cookie: { name, value: { type: "string", value }, domain, path, sameSite: "lax" } }),
  );
  await Promise.all(set);
}
