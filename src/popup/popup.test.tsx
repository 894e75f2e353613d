// @vitest-environment happy-dom

import { afterEach, describe, expect, it } from "vitest";
import type { Exchange } from "../core/exchange/exchange";
import type { HeaderList } from "../core/exchange/networkEvent";
import { DEFAULT_SETTINGS, type FromBackground, type Status, type ToBackground, type Transport } from "../messaging/protocol";
import { settled } from "../parts/settled.fixture";
import { overviewOf, sectionsOf } from "./groups";
import { mountPopup } from "./mountPopup";

const PAGE = "https://app.test";

function get(id: string, host: string, headers: HeaderList, refused: boolean): Exchange {
  const hop = {
    url: `https://${host}/x`,
    method: "GET",
    startedAt: 1,
    startSeen: true,
    sent: {
      at: 2,
      headers: [
        ["Origin", PAGE],
        ["Sec-Fetch-Mode", "cors"],
      ] as HeaderList,
    },
    response: { at: 3, status: 200, statusLine: "", headers },
  };
  const end = refused
    ? ({ kind: "failed", at: 4, error: "net::ERR_FAILED", afterAccepted: false } as const)
    : ({ kind: "accepted", at: 4, status: 200, fromCache: false } as const);
  const context = { tabId: 1, frameId: 0, initiator: PAGE, type: "xmlhttprequest" };
  return { id, main: { requestId: id, context, hops: [hop], end }, preflights: [], incomplete: false, source: "live" };
}

const STATUS: Status = {
  settings: DEFAULT_SETTINGS,
  permission: "granted",
  dropped: 0,
  counted: { sameOrigin: 0, noCors: 0, navigations: 0, muted: 0 },
  recordedFrom: 1,
  troubles: [],
  navigations: [],
  trials: [],
};

const THREE = [get("1", "a.test", [], true), get("2", "b.test", [], true), get("3", "b.test", [], true)];

describe("overviewOf", () => {
  it("groups by reason and host, the most frequent first", () => {
    const { groups, counts } = overviewOf([...THREE, get("4", "a.test", [["Access-Control-Allow-Origin", "*"]], false)]);
    expect(groups.map((group) => [group.host, group.count])).toEqual([
      ["b.test", 2],
      ["a.test", 1],
    ]);
    expect(counts).toMatchObject({ blocked: 3, allowed: 1 });
  });
});

describe("sectionsOf", () => {
  const blocked = (hosts: readonly string[]) =>
    overviewOf(
      hosts.map((host, index) => get(String(index), host, index % 2 === 0 ? [] : [["Access-Control-Allow-Origin", "null"]], true)),
    );
  const drawn = (hosts: readonly string[]) => {
    const { sections, more } = sectionsOf(blocked(hosts).groups);
    return [...sections.map(({ host, cards, others }) => `${host} ${cards.length}+${others.length}`), more];
  };

  it("puts what one host did under its name, the worst three as cards", () => {
    expect(drawn(["a.test", "a.test"])).toEqual(["a.test 2+0", 0]);
    expect(drawn(["a.test", "b.test", "b.test", "a.test"])).toEqual(["a.test 1+1", "b.test 2+0", 0]);
  });

  it("ends before the popup would scroll, and says how many more there are", () => {
    expect(drawn(["a.test", "b.test", "c.test", "d.test", "e.test"])).toEqual(["a.test 1+0", "b.test 1+0", "c.test 1+0", "d.test 0+1", 1]);
  });
});

let unmount: () => void = () => undefined;
afterEach(() => unmount());

async function opened(exchanges: readonly Exchange[], status: Partial<Status> = {}, onWebPage = true) {
  const sent: ToBackground[] = [];
  const acts: string[] = [];
  let say: (message: FromBackground) => void = () => undefined;
  const transport: Transport = {
    send: (message) => sent.push(message),
    listen: (listener) => {
      say = (message) => listener.message(message);
      listener.connected();
      return () => undefined;
    },
  };
  const root = document.createElement("div");
  document.body.append(root);
  const abilities = { openFullView: () => acts.push("open"), reload: () => acts.push("reload"), grant: () => acts.push("grant") };
  const stop = mountPopup(root, { transport, tabId: 1, onWebPage, abilities });
  unmount = () => {
    stop();
    root.remove();
  };
  say({ kind: "status", status: { ...STATUS, ...status } });
  say({ kind: "snapshot", position: { epoch: "e", sequence: 1 }, exchanges, alive: null, last: true });
  await settled();
  const press = (name: string) => [...root.querySelectorAll("button")].find((button) => button.textContent?.trim() === name)?.click();
  return { root, sent, acts, press };
}

describe("Popup", () => {
  it("says what was blocked and how to fix it", async () => {
    const { root, acts, press } = await opened(THREE);
    expect(root.querySelector(".figure")?.textContent).toMatch(/^3 blocked/u);
    expect([...root.querySelectorAll("h2")].map(({ textContent }) => textContent)).toEqual(["b.test", "a.test"]);
    expect(root.querySelector(".card")?.textContent).toMatch(/No Access-Control-Allow-Origin.*2×.*https:\/\/app\.test.*https:\/\/b\.test/u);
    press("Open full view");
    expect(acts).toEqual(["open"]);
  });

  it.each<[string, Partial<Status>, boolean, RegExp]>([
    ["loaded before", {}, true, /loaded before/u],
    ["nothing yet", { navigations: [{ tabId: 1, at: 1, url: PAGE }] }, true, /No cross-origin request was blocked/u],
    ["recording off", { settings: { ...DEFAULT_SETTINGS, scope: "off" } }, true, /Recording is off/u],
    ["no permission", { permission: "missing" }, true, /no permission/u],
    ["permission for some sites", { permission: "partial" }, true, /some sites only/u],
    ["no web page", {}, false, /no web page/u],
  ])("%s", async (_name, status, onWebPage, words) => {
    const { root } = await opened([], status, onWebPage);
    expect(root.textContent).toMatch(words);
  });

  it.each<[string, Partial<Status>, readonly string[]]>([
    ["Reload page", {}, ["reload"]],
    ["Grant access", { permission: "missing" }, ["grant"]],
  ])("offers %s where it helps", async (cure, status, done) => {
    const { acts, press } = await opened([], status);
    press(cure);
    expect(acts).toEqual(done);
  });

  it("resumes a recording that is off", async () => {
    const { sent, press } = await opened([], { settings: { ...STATUS.settings, scope: "off" } });
    press("Resume");
    expect(sent.at(-1)).toEqual({ kind: "change-settings", settings: { scope: "all" } });
  });

  it("gives the worst three their fix, names the others in a line, and counts what is left", async () => {
    const hosts = ["a", "b", "c", "d", "e", "f", "g", "h"].map((name) => `${name}.test`);
    const { root } = await opened(hosts.map((host, index) => get(String(index), host, [], true)));
    expect(root.querySelectorAll(".card .card-fix")).toHaveLength(3);
    expect([...root.querySelectorAll("h2")].map(({ textContent }) => textContent)).toEqual(hosts.slice(0, 4));
    expect(root.querySelectorAll(".other")).toHaveLength(1);
    expect(root.textContent).toContain("and 4 more kinds: open the full view");
  });

  it("subscribes without claiming to be a panel, and asks for all when exporting", async () => {
    const { sent, press } = await opened([]);
    press("Export HAR");
    expect(sent).toEqual([
      { kind: "subscribe", subject: 1, panel: false, since: null },
      { kind: "export", call: 1, subject: 1 },
    ]);
  });
});
