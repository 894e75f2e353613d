import { describe, expect, it } from "vitest";
import type { Trial } from "../../core/remedy/liveFix";
import type { TrialWindow } from "../../messaging/live";
import { HandHost } from "./host.fixture";
import { Trials } from "./trials";

const TRIAL: Trial = {
  page: "http://app.test:8080",
  fix: { kind: "live-fix", server: "http://api.test:9000", headers: [["Access-Control-Allow-Origin", "http://app.test:8080"]] },
  credentials: "not-included",
};
const MINUTES = 60_000;

function opened() {
  const host = new HandHost();
  const windows: TrialWindow[] = [];
  const trials = new Trials(host, {
    began: (window) => windows.push(window),
    ended(tabId, ended) {
      const at = windows.findIndex((one) => one.tabId === tabId && one.ended === null);
      windows[at] = { ...(windows[at] as TrialWindow), ended };
    },
  });
  const panel = { name: "panel" };
  const begin = (tabId = 7, owner: object = panel, isOpen = () => true) => trials.begin(owner, isOpen, tabId, TRIAL, false);
  const why = () => windows.map(({ ended }) => ended?.why ?? null);
  return { host, trials, windows, panel, begin, why };
}

describe("Trials", () => {
  it("name the kinds of requests that the browser knows, and no other: Firefox has beacons of their own", async () => {
    const { host, begin } = opened();
    host.resourceTypes = new Set(["xmlhttprequest", "beacon", "main_frame"]);
    await begin();
    expect(host.rules[0]?.condition.resourceTypes).toEqual(["xmlhttprequest", "beacon"]);
  });

  it("stand for ten minutes at most, and the alarm is set before anybody hears of it", async () => {
    const { host, windows, begin } = opened();
    expect(await begin()).toBe(true);
    expect(host.rules).toHaveLength(1);
    expect(windows).toEqual([
      { tabId: 7, page: TRIAL.page, fix: TRIAL.fix, credentials: false, from: host.time, expires: host.time + 10 * MINUTES, ended: null },
    ]);
    expect([...host.alarms]).toEqual([["corscope-trial-7", host.time + 10 * MINUTES]]);
  });

  it.each<[string, string, (scene: ReturnType<typeof opened>) => unknown]>([
    ["Stop", "stopped", ({ trials }) => trials.stop(7)],
    ["the alarm", "expired", ({ trials }) => trials.alarm("corscope-trial-7")],
    ["the panel that closes", "panel-closed", ({ trials, panel }) => trials.closed(panel)],
    ["the tab that closes", "tab-closed", ({ host }) => host.watch?.closed(7)],
    ["another page in the tab", "navigated", ({ host }) => host.watch?.navigated(7, "http://else.test/")],
    ["the same host on another port", "navigated", ({ host }) => host.watch?.navigated(7, "http://app.test/")],
    ["a page that cannot be seen", "navigated", ({ host }) => host.watch?.navigated(7, null)],
    ["another trial on the tab", "replaced", ({ begin }) => begin()],
  ])("end by %s", async (_, why, act) => {
    const scene = opened();
    await scene.begin();
    const first = scene.host.rules[0];
    await act(scene);
    await scene.trials.stop(99); // whatever is still due has had its turn
    expect(scene.why()[0]).toBe(why);
    expect(scene.host.rules).not.toContain(first);
  });

  it.each<[string, (scene: ReturnType<typeof opened>) => unknown]>([
    ["the same page again", ({ host }) => host.watch?.navigated(7, "http://app.test:8080/other")],
    ["another tab's navigation", ({ host }) => host.watch?.navigated(8, "http://else.test/")],
    ["another panel that closes", ({ trials }) => trials.closed({})],
    ["an alarm of somebody else", ({ trials }) => trials.alarm("something")],
  ])("outlast %s", async (_, act) => {
    const scene = opened();
    await scene.begin();
    await act(scene);
    await scene.trials.stop(99);
    expect(scene.host.rules).toHaveLength(1);
    expect(scene.why()).toEqual([null]);
  });

  it("never begin for a panel that is gone by then, even if it goes while its rule is being made", async () => {
    const { host, trials, windows, panel, begin } = opened();
    expect(await begin(7, panel, () => false)).toBe(false);
    const slow = begin();
    const closed = trials.closed(panel);
    await Promise.all([slow, closed]);
    expect(host.rules).toEqual([]);
    expect(windows.map(({ ended }) => ended?.why)).toEqual(["panel-closed"]);
  });

  it("are not there when the browser refuses the rule", async () => {
    const { host, windows, begin } = opened();
    host.refusing = true;
    expect(await begin()).toBe(false);
    expect(windows).toEqual([]);
    expect(host.watch).toBeNull();
  });

  it("of a worker that is gone are swept before anything else", async () => {
    const { host, trials, begin } = opened();
    host.rules = [{ id: 2 }, { id: 17 }] as never;
    const swept = trials.sweep();
    await begin();
    await swept;
    expect(host.rules).toHaveLength(1);
    expect(host.log[0]).toEqual({ remove: [2, 17], add: [] });
  });

  it("listen to tabs only while one stands", async () => {
    const { host, trials, begin } = opened();
    await begin(7);
    await begin(8);
    await trials.stop(7);
    expect(host.watch).not.toBeNull();
    await trials.stop(8);
    expect(host.watch).toBeNull();
    expect(host.alarms.size).toBe(0);
  });
});
