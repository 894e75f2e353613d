import { describe, expect, it } from "vitest";
import type { Exchange } from "../../core/exchange/exchange";
import { MOST_QUESTIONS } from "../../core/remedy/differential";
import type { LiveAct } from "../../messaging/live";
import type { Client } from "../clients";
import { HandHost } from "./host.fixture";
import { API, acted, drawn, PAGE } from "./live.fixture";
import type { Rule } from "./rules";

/** Answers as a browser's preflight would be answered by a server that minds this header. */
function minding(name: string) {
  return (_: string, __: RequestInit, [rule]: readonly Rule[]): Response => {
    const said = new Map(rule?.action.requestHeaders?.map((one) => [one.header, one.operation === "set" ? one.value : ""]));
    const asked = said.get("Access-Control-Request-Headers") ?? "";
    if (asked.split(",").includes(name)) return new Response(null, { status: 204 });
    return new Response(null, {
      status: 204,
      headers: {
        "Access-Control-Allow-Origin": said.get("Origin") ?? "",
        "Access-Control-Allow-Methods": said.get("Access-Control-Request-Method") ?? "",
        "Access-Control-Allow-Headers": asked,
      },
    });
  };
}

describe("who may ask for what", () => {
  const get = drawn({ method: "GET", preflight: null });
  it.each<[string, LiveAct, Exchange | null, Partial<Client>, string]>([
    ["a popup", "ask", drawn({}), { panel: false }, "no-tab"],
    ["a panel of all tabs", "ask", drawn({}), { subject: "all" }, "no-tab"],
    ["a page that never subscribed", "unmask", get, { subject: null }, "no-tab"],
    ["a panel of another tab", "unmask", get, { subject: 8 }, "foreign"],
    ["an exchange that is gone", "unmask", null, {}, "gone"],
    ["an imported one, unmasked", "unmask", { ...get, source: "imported" }, {}, "imported"],
    ["an imported one, asked", "ask", drawn({ source: "imported" }), {}, "imported"],
    ["an imported one, tried", "try", drawn({ source: "imported" }), {}, "imported"],
    ["a POST", "unmask", drawn({ method: "POST", preflight: null }), {}, "not-a-read"],
    ["a DELETE", "unmask", drawn({ method: "DELETE" }), {}, "not-a-read"],
    ["an address without its secret", "unmask", drawn({ method: "GET", preflight: null, url: `${API}/?t=[redacted%23a]` }), {}, "redacted"],
    ["a question without its secret", "ask", drawn({ url: `${API}/?t=[redacted%23a]` }), {}, "redacted"],
    ["a reply without a preflight", "check", get, {}, "no-preflight"],
    ["a preflight with an error status", "try", drawn({ preflight: { status: 405 } }), {}, "preflight-status"],
    ["a worker's request", "try", drawn({ tabId: -1 }), { subject: -1 }, "no-tab"],
  ])("%s: nothing is sent, no rule is made", async (_, act, exchange, client, why) => {
    const { host, ...rest } = await acted(act, exchange, client);
    expect(rest.why).toBe(why);
    expect(host.sent).toEqual([]);
    expect(host.log).toEqual([]);
  });
});

describe("try", () => {
  it("makes one rule: this tab, this page, this server, these headers, and no preflight is kept", async () => {
    const { host, news } = await acted("try", drawn({ asks: "x-a,x-b" }));
    expect(news).toEqual([{ step: "trying", done: true }]);
    expect(host.rules).toEqual([
      {
        id: 2,
        condition: {
          urlFilter: `|${API}/`,
          initiatorDomains: ["app.test"],
          tabIds: [7],
          resourceTypes: ["xmlhttprequest", "script", "stylesheet", "image", "font", "media", "ping", "other"],
        },
        action: {
          type: "modifyHeaders",
          responseHeaders: [
            { header: "Access-Control-Allow-Origin", operation: "set", value: PAGE },
            { header: "Access-Control-Allow-Credentials", operation: "remove" },
            { header: "Access-Control-Allow-Methods", operation: "set", value: "PUT" },
            { header: "Access-Control-Allow-Headers", operation: "set", value: "x-a, x-b" },
            { header: "Access-Control-Max-Age", operation: "set", value: "0" },
          ],
        },
      },
    ]);
  });

  it("allows credentials only when asked to", async () => {
    const { host } = await acted("try-with-credentials", drawn({}));
    expect(host.rules[0]?.action.responseHeaders).toContainEqual({
      header: "Access-Control-Allow-Credentials",
      operation: "set",
      value: "true",
    });
  });

  it("says when the browser refuses", async () => {
    const host = new HandHost();
    host.refusing = true;
    expect((await acted("try", drawn({}), {}, host)).why).toBe("browser");
  });
});

describe("ask", () => {
  it("names the header, with OPTIONS and no cookies, each under a rule of its own that goes again", async () => {
    const host = new HandHost();
    host.reply = minding("x-b");
    const { news } = await acted("ask", drawn({ asks: "x-a,x-b,x-c" }), {}, host);
    expect(news.at(-1)).toEqual({
      step: "concluded",
      conclusion: { kind: "refuses", ingredients: [{ kind: "header", value: "x-b" }] },
      done: true,
    });
    expect(host.sent.length).toBeLessThanOrEqual(MOST_QUESTIONS);
    expect(news.filter(({ step }) => step === "asking")).toHaveLength(host.sent.length);
    for (const { url, init, rules } of host.sent) {
      expect(url).toBe(`${API}/x?id=1`);
      expect(init).toMatchObject({ method: "OPTIONS", credentials: "omit", redirect: "manual", cache: "no-store" });
      expect(init.body).toBeUndefined();
      expect(rules).toHaveLength(1);
      expect(rules[0]?.condition).toMatchObject({ tabIds: [-1], initiatorDomains: ["corscope-extension"] });
    }
    expect(host.rules).toEqual([]);
  });

  it("leaves no rule behind when the server cannot be reached", async () => {
    const host = new HandHost();
    host.reply = () => Promise.reject(new TypeError("Failed to fetch"));
    const { news } = await acted("ask", drawn({}), {}, host);
    expect(news.at(-1)).toMatchObject({ step: "concluded", conclusion: { kind: "no-answer" } });
    expect(host.rules).toEqual([]);
  });

  it("checks with the one question that was refused", async () => {
    const host = new HandHost();
    host.reply = minding("nothing");
    const { news } = await acted("check", drawn({ asks: "x-a" }), {}, host);
    expect(host.sent).toHaveLength(1);
    expect(news.at(-1)).toEqual({ step: "checked", asked: { answer: "passes", status: 204, reason: null }, done: true });
  });

  it("finds out who is let in", async () => {
    const host = new HandHost();
    host.reply = minding("nothing");
    const { news } = await acted("probe-origins", drawn({}), {}, host);
    const last = news.at(-1);
    expect(last?.step === "probed" && last.strangers.map(({ stranger, let: verdict }) => [stranger.origin, verdict])).toEqual([
      ["https://corscope-probe.example", "without-credentials"],
      ["null", "without-credentials"],
      ["http://app.test.corscope-probe.example", "without-credentials"],
      ["http://corscope-probeapp.test", "without-credentials"],
    ]);
  });
});
