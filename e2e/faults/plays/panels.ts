import type { Page } from "playwright";
import type { Report } from "../../../src/core/report/harTypes";
import { until } from "../../harness/poll";
import { audit } from "../audit";
import type { Dose, Fault, Outcome } from "../fault";
import { allow, openWindow } from "../manage";
import { World } from "../world";

const idsOf = (report: Report): string => [...new Set(report.log.entries.map(({ _cors }) => _cors.exchange))].sort().join(" ");

async function tabIdOf(world: World, page: Page): Promise<number> {
  return world.panel.evaluate(async (url) => (await chrome.tabs.query({})).find((tab) => tab.url === url)?.id ?? -1, page.url());
}

/** Panels come and go under traffic; all that show the same show the same. */
async function manyPanels(dose: Dose): Promise<Outcome> {
  return World.during(dose, async (world) => {
    const rounds = dose.short ? 3 : 12;
    const ofTab = `?tabId=${await tabIdOf(world, world.page)}`;
    const [first] = [world.panel];
    const problems: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const sent = world.send(world.draw(16));
      const panels = [await world.openPanel(ofTab), await world.openPanel(), await world.openPanel(ofTab)];
      await panels[0]?.close();
      await sent;
      await world.ended();
      const [all, again, tab] = [await world.export(first), await world.export(panels[1]), await world.export(panels[2])];
      if (idsOf(all) !== idsOf(again)) problems.push(`round ${round}: two panels of all tabs disagree`);
      if (idsOf(all) !== idsOf(tab)) problems.push(`round ${round}: the panel of the only tab disagrees with that of all tabs`);
      await panels[1]?.close();
      await panels[2]?.close();
    }
    world.panel = first;
    const result = audit(await world.export(), world.truths(), world.servers.seen, false);
    return {
      figures: `${rounds} times 3 panels, ${result.requests} requests, ${result.recorded} recorded`,
      problems: [...problems, ...result.problems],
    };
  });
}

/** A window beside the first, and one that is private: each panel shows its own. */
async function windows(dose: Dose): Promise<Outcome> {
  return World.during(dose, async (world) => {
    await allow(world, { incognitoAccess: true });
    await world.openPanel();
    await world.openPage(world.page);
    const beside = await openWindow(world, false);
    const secret = await openWindow(world, true);
    await Promise.all([world.openPage(beside, "/beside"), world.openPage(secret, "/secret")]);
    const [here, there, hidden] = [world.draw(12), world.draw(12, false), world.draw(12, false)];
    await Promise.all([world.send(here), world.send(there, beside), world.send(hidden, secret)]);
    await world.ended(here);
    const secretKeys = new Set(hidden.map(({ key }) => key));
    const truths = world.truths();
    const shared = truths.filter((_, at) => at < here.length + there.length);
    const problems = audit(await world.export(), shared, world.servers.seen, false).problems;
    const secretPanel = await openWindow(world, true);
    await secretPanel.goto(world.extensionUrl("src/panel/index.html"));
    const ofSecret = audit(
      await world.exportPrivately(secretPanel),
      truths.filter(({ inUrl }) => secretKeys.has(inUrl)),
      world.servers.seen,
      false,
    ).problems;
    const keys = await secretPanel.evaluate(async () => Object.keys(await chrome.storage.session.get(null)));
    const absent = ["ledger", "private ledger"].filter((ledger) => !keys.includes(ledger));
    return {
      figures: `2 windows and a private one, ${truths.length} requests`,
      problems: [
        ...problems,
        ...ofSecret.map((problem) => `private window: ${problem}`),
        ...absent.map((ledger) => `no “${ledger}” in storage: two recordings share one`),
      ],
    };
  });
}

/** The browser is closed and opened on the same profile: settings stay, the recording does not, and the panel has nothing to complain of. */
async function restarted(dose: Dose): Promise<Outcome> {
  const problems: string[] = [];
  return World.during(dose, async (world) => {
    await world.panel.evaluate(() => chrome.storage.local.set({ settings: { mutedHosts: ["ads.test"], clearOnNavigation: true } }));
    await world.send(world.draw(12));
    await world.ended();
    await world.restart();
    const kept = await world.panel.evaluate(async () => JSON.stringify((await chrome.storage.local.get("settings")).settings));
    if (!kept.includes("ads.test")) problems.push(`settings were not kept: ${kept}`);
    const said = (await world.panel.getByRole("status").allTextContents()).join("").trim();
    if (said !== "") problems.push(`the panel complains after a restart: ${said}`);
    const before = (await world.export()).log.entries.length;
    if (before !== 0) problems.push(`${before} entries of the former run are still there`);
    await world.send(world.draw(12));
    await world.ended();
    const result = audit(await world.export(), world.truths(), world.servers.seen, false);
    return { figures: `${result.requests} requests after it, ${result.recorded} recorded`, problems: [...problems, ...result.problems] };
  });
}

/** Access is taken away and given back while the panel is open: it says so, and goes on by itself. */
async function permission(dose: Dose): Promise<Outcome> {
  return World.during(dose, async (world) => {
    const rounds = dose.short ? 1 : 5;
    const problems: string[] = [];
    const said = async (): Promise<string> => (await world.panel.getByRole("status").allTextContents()).join(" ");
    for (let round = 0; round < rounds; round++) {
      await world.send(world.draw(8));
      await world.ended();
      await allow(world, { hostAccess: "ON_CLICK" });
      await until("the panel to say that access is missing", async () => (/access/iu.test(await said()) ? true : null));
      // Under keys that nobody asked for: the audit would call any of them an intruder.
      await world.send(Array.from({ length: 8 }, (_, at) => world.servers.ask(`unseen-${round}-${at}`, "put")));
      await allow(world, { hostAccess: "ON_ALL_SITES" });
      await until("the panel to be content", async () => (/access/iu.test(await said()) ? null : true));
      await world.send(world.draw(8));
      await world.ended();
    }
    const result = audit(await world.export(), world.truths(), world.servers.seen, false);
    return {
      figures: `${rounds} times, ${result.requests} requests, ${result.recorded} recorded`,
      problems: [...problems, ...result.problems],
    };
  });
}

export const PANELS: readonly Fault[] = [
  { name: "panels opened and closed", play: manyPanels },
  { name: "windows, one of them private", play: windows },
  { name: "browser restarted", play: restarted },
  { name: "access removed and given back", play: permission },
];
