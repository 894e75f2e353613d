import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch } from "../harness/launch";
import { Ear } from "./ear";
import type { OracleServers } from "./servers";
import { CHROMIUM_SPEECH } from "./speech";
import { closeAll, GENEROUS, type Stage, WIDTH } from "./stage";

const BUILT = "dist/chrome";

export async function openChromium(servers: OracleServers, keepDefaultFeatures: boolean): Promise<Stage> {
  if (!existsSync(`${BUILT}/manifest.json`)) throw new Error(`expected the built extension in ${BUILT}: run npm run build first`);
  const closers: (() => unknown)[] = [];
  try {
    // A copy of its own: somebody may build while this plays.
    const extensionDir = mkdtempSync(join(tmpdir(), "corscope-oracle-"));
    closers.push(() => rmSync(extensionDir, { recursive: true, force: true }));
    cpSync(BUILT, extensionDir, { recursive: true });
    const browser = await launch({ extensionDir, resolverRules: servers.resolverRules, keepDefaultFeatures });
    closers.push(() => browser.close());
    const { page, context, extensionId } = browser;
    const panel = await context.newPage();
    await panel.goto(`chrome-extension://${extensionId}/src/panel/index.html`);
    await page.goto(`${servers.origins.page}/`);
    const ear = await Ear.listen(context, page);
    await page.evaluate(() => window.oracle.prepare());
    return {
      version: context.browser()?.version() ?? "unknown",
      speech: CHROMIUM_SPEECH,
      async setCookies(cookies) {
        await context.clearCookies();
        if (cookies.length > 0) await context.addCookies(cookies.map((cookie) => ({ ...cookie, sameSite: "Lax" as const })));
      },
      async play(plays) {
        const refused = await page.evaluate(([all, width]) => window.oracle.play(all, width, false), [plays, WIDTH] as const);
        await ear.allEnded(new Map(plays.map(({ key, asks }) => [key, asks.length])), GENEROUS);
        return refused;
      },
      heard: (key) => ear.of(key),
      async exportHar() {
        const [download] = await Promise.all([
          panel.waitForEvent("download", { timeout: GENEROUS }),
          panel.getByRole("button", { name: "Export HAR" }).click(),
        ]);
        const report = JSON.parse(readFileSync(await download.path(), "utf8"));
        await download.delete();
        return report;
      },
      clear: () => panel.getByRole("button", { name: "Clear" }).click(),
      forget: () => ear.forget(),
      close: () => closeAll(closers),
    };
  } catch (problem) {
    await closeAll(closers);
    throw problem;
  }
}
