import { expect } from "playwright/test";
import { LiveFirefox } from "../harness/firefox/liveFirefox";
import { test as base } from "../harness/firefox/test";
import { closeToolbox } from "../harness/firefox/toolbox";
import { until } from "../harness/poll";

/** What a click may do on the network, in Firefox: from the panel of the real toolbox, and from one in a tab. */

const test = base.extend<{ toolbox: LiveFirefox; inTab: LiveFirefox }>({
  toolbox: async ({ firefox }, use) => {
    const live = await LiveFirefox.open(firefox, "toolbox");
    await use(live);
    await live.close();
  },
  inTab: async ({ firefox }, use) => {
    const live = await LiveFirefox.open(firefox, "tab");
    await use(live);
    await live.close();
  },
});

test("a tried policy lets the page pass and is marked, and after Stop it is blocked again at once", async ({ toolbox: live }) => {
  await live.tryOn("/listed?n=1");
  expect(await live.rules()).toBe(1);
  expect(await live.call("/listed?n=1", { method: "PUT" })).toBe("passed 200");
  await live.panel.waitForText("Passes with these headers");
  await live.panel.waitForText("with Corscope's headers", '[role="grid"]');
  await live.panel.screenshot("test-results/firefox-try.png");
  // Firefox has changed the reply before an extension sees it, and the panel says so.
  await live.open("/listed?n=1", "Headers");
  await live.panel.waitForText("Firefox shows them to extensions in place of the server's", '[role="tabpanel"]');

  await live.press("Stop");
  await live.noRules("the rule to go");
  // No preflight was kept.
  expect(await live.call("/listed?n=1", { method: "PUT" })).toBe("blocked");
});

test("a GET is sent again from the page itself; another tab is not reached", async ({ toolbox: live, firefox }) => {
  await live.refused("/listed?n=2", {}, "Fix");
  await live.press("Try on this tab");
  await live.panel.waitFor({ role: "region", name: "Headers on trial" });
  const from = live.heard.length;
  await live.press("Send this GET again");
  await live.panel.waitForText("Passes with these headers");
  expect(live.heard.slice(from).map(({ method, url }) => `${method} ${url}`)).toEqual(["GET /listed?n=2"]);
  const asks = (url: string) => fetch(url).then(String, () => "blocked");
  const other = await firefox.browser.newPage();
  await other.goto(`${live.origin}/`);
  expect(await other.evaluate(asks, `${live.api.origin}/listed?n=2`), "another tab").toBe("blocked");
});

test("with credentials only after both sites were named, and beacons with them", async ({ toolbox: live }) => {
  const init: RequestInit = { method: "PUT", credentials: "include" };
  const beacon = () =>
    live.page.evaluate(
      (url) => navigator.sendBeacon(url, new Blob(["{}"], { type: "application/json" })),
      `${live.api.origin}/listed?beacon`,
    );
  await beacon();
  await live.rowOf("/listed?beacon");
  await live.refused("/listed?n=3", init, "Fix");
  await live.press("Try on this tab");
  await live.panel.waitFor({ role: "region", name: "Headers on trial" });
  expect(await live.call("/listed?n=3", init)).toBe("blocked");
  await live.press("Try with credentials");
  const words = await live.panel.waitForText("Let this page read replies", "dialog");
  expect(words).toContain(live.origin);
  expect(words).toContain(live.api.origin);
  await live.panel.click("dialog button:last-of-type");
  await live.panel.waitForText("credentials included");
  expect(await live.call("/listed?n=3", init)).toBe("passed 200");
  await beacon();
  await until("a beacon after its preflight", () => live.heard.find(({ method, url }) => `${method} ${url}` === "POST /listed?beacon"));
});

test("the rule goes when the tab leaves the page, and the panel says so", async ({ toolbox: live, firefox }) => {
  await live.tryOn("/listed?n=4");
  await live.page.reload();
  expect(await live.rules()).toBe(1);
  await live.page.goto(firefox.servers.pageUrl());
  await live.noRules("the rule to go with the page");
  await live.panel.waitForText("The trial ended because the tab left the page");
});

test("the rule goes with the toolbox", async ({ toolbox: live, firefox }) => {
  await live.tryOn("/listed?n=5");
  await closeToolbox(firefox.chrome);
  await live.noRules("the rule to go with its panel");
  expect(await live.call("/listed?n=5", { method: "PUT" })).toBe("blocked");
});

test("the rule goes with the tab, and from a panel in a tab everything but the page's own GET works", async ({ inTab: live }) => {
  await live.tryOn("/listed?n=6");
  expect(await live.call("/listed?n=6", { method: "PUT" })).toBe("passed 200");
  await live.panel.waitForText("Passes with these headers");
  await live.page.close();
  await live.noRules("the rule to go with its tab");
});

test("the rule goes with the event page", async ({ toolbox: live, firefox }) => {
  await live.tryOn("/listed?n=7");
  await firefox.chrome.suspendBackground();
  await live.noRules("the rule to go with the event page");
  await live.panel.waitForText("The trial ended because the recorder was restarted");
  expect(await live.call("/listed?n=7", { method: "PUT" })).toBe("blocked");
});

const HEADERS = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`x-h${index}`, "1"]));
const ASKED: readonly (readonly [path: string, init: RequestInit, words: string])[] = [
  ["/header", { method: "POST", headers: { "X-Trace-Id": "1", "X-Other": "1" } }, "The server refuses x-trace-id: without"],
  ["/method", { method: "DELETE", headers: { "X-Other": "1" } }, "The server refuses DELETE: without"],
  ["/origin", { method: "PUT" }, "The server refuses http://page.test"],
  ["/many", { method: "PUT", headers: HEADERS }, "The server refuses x-h2, x-h7: without"],
  ["/nobody", { method: "PUT", headers: HEADERS }, "refuses even the plainest preflight"],
];

test("the server is asked what the browser asked: OPTIONS without cookies, twelve at most, recorded by nobody", async ({
  toolbox: live,
}) => {
  await live.page.evaluate((api) => fetch(`${api}/cookie`, { mode: "no-cors", credentials: "include" }).then(() => null), live.api.origin);
  for (const [path, init, words] of ASKED) {
    await live.refused(path, { ...init, credentials: "include" }, "Fix");
    const [rows, from] = [await live.rows(), live.heard.length];
    const asked = live.heard.findLast(({ method, url }) => method === "OPTIONS" && url === path);
    await live.press("Ask the server");
    await live.panel.waitForText(words);
    const questions = live.heard.slice(from);
    expect(questions.length, path).toBeLessThanOrEqual(12);
    expect(new Set(questions.map(({ method }) => method))).toEqual(new Set(["OPTIONS"]));
    // The first is the browser's own question once more.
    for (const name of ["origin", "access-control-request-method", "access-control-request-headers"])
      expect(questions[0]?.headers[name], `${path} ${name}`).toBe(asked?.headers[name]);
    for (const { headers } of questions) {
      expect(headers.cookie).toBeUndefined();
      expect(headers.referer).toBeUndefined();
      expect(headers.origin).not.toContain("moz-extension");
    }
    expect(await live.rows()).toBe(rows);
    expect(await live.rules()).toBe(0);
  }
  await live.panel.screenshot("test-results/firefox-ask.png");
});

test("a deployed fix is confirmed by asking again", async ({ inTab: live }) => {
  await live.refused("/nobody?fix", { method: "PUT" }, "Fix");
  await live.press("Check the deployed fix");
  await live.panel.waitForText("Not yet: the server still refuses");
  live.server.repaired = true;
  await live.press("Check the deployed fix");
  await live.panel.waitForText("The preflight passes now.");
});

test("foreign origins, null among them, are put to a server that is one's own", async ({ inTab: live }) => {
  await live.refused("/reflects", { method: "PUT", headers: { "X-Trace-Id": "1" } }, "Fix");
  live.server.repaired = true;
  const from = live.heard.length;
  await live.press("Try foreign origins");
  await live.press("It is mine: ask");
  await live.panel.waitForText("The server lets in origins that it cannot know");
  const origins = live.heard.slice(from).map(({ headers }) => headers.origin);
  expect(origins).toHaveLength(4);
  expect(origins).toContain("null");
});

test("in the toolbox a hidden reply is the one that DevTools kept, of a POST as well: nothing is sent", async ({ toolbox: live }) => {
  for (const [path, init] of [
    ["/broken?id=8", { credentials: "include" }],
    ["/broken?id=9", { method: "POST", body: "x" }],
    ["/broken?token=s3cret", {}],
  ] as const) {
    expect(await live.call(path, init)).toBe("blocked");
    await live.open(path.replace("s3cret", ""), "Why");
    await live.panel.waitForText("nothing is sent", '[role="tabpanel"]');
    const from = live.heard.length;
    await live.press("Unmask");
    const reply = await live.panel.waitForText("upstream timed out", "figure");
    for (const words of ["502 Bad Gateway", "req-4711", "text/html", "<h1>502 Bad Gateway</h1><script>"]) expect(reply).toContain(words);
    expect(await live.panel.evaluate(() => document.querySelectorAll("figure h1, figure script").length)).toBe(0);
    if (path.includes("8")) await live.panel.screenshot("test-results/firefox-unmask.png");
    await live.press("Forget it");
    expect(live.heard.length).toBe(from);
  }
});

test("outside the toolbox a hidden reply is fetched, after its address was shown; nobody records it", async ({ inTab: live }) => {
  await live.refused("/broken?id=7", {}, "Why");
  const [rows, from] = [await live.rows(), live.heard.length];
  await live.press("Unmask");
  await live.panel.waitForText(`GET ${live.api.origin}/broken?id=7`, "dialog");
  expect(live.heard.length).toBe(from);
  await live.press("Send this GET");
  const reply = await live.panel.waitForText("upstream timed out", "figure");
  expect(reply).toContain("502 Bad Gateway");
  expect(reply).toContain("req-4711");
  expect(reply).toContain("<h1>502 Bad Gateway</h1><script>");
  const [request] = live.heard.slice(from);
  expect(request?.headers).not.toHaveProperty("cookie");
  expect(request?.headers).not.toHaveProperty("referer");
  expect(await live.rows()).toBe(rows);
});
