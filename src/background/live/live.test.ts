import { describe, expect, it } from "vitest";
import { diagnose } from "../../core/diagnosis/diagnose";
import type { Exchange } from "../../core/exchange/exchange";
import type { HeaderList } from "../../core/exchange/networkEvent";
import { MOST_QUESTIONS } from "../../core/remedy/differential";
import type { LiveAct, LiveNews } from "../../messaging/live";
import type { FromBackground } from "../../messaging/protocol";
import type { Client } from "../clients";
import { HandHost } from "./host.fixture";
import { Live, type LiveSource } from "./live";
import type { Rule } from "./rules";

const PAGE = "http://app.test";
const API = "http://api.test:9000";

interface Drawn {
  readonly method?: string;
  readonly url?: string;
  /** Headers of the refused preflight; none: a refused reply. */
  readonly preflight?: { readonly status: number; readonly headers?: HeaderList } | null;
  readonly asks?: string;
  readonly tabId?: number;
  readonly source?: Exchange["source"];
}

function drawn({
  method = "PUT",
  url = `${API}/x?id=1`,
  preflight = { status: 204 },
  asks = "",
  tabId = 7,
  source = "live",
}: Drawn): Exchange {
  const context = { tabId, frameId: 0, initiator: PAGE, type: "xmlhttprequest" };
  const hop = { url, method, startedAt: 1, startSeen: true, sent: null, response: null };
  const asked: HeaderList = [
    ["Origin", PAGE],
    ["Access-Control-Request-Method", method],
    ...(asks === "" ? [] : ([["Access-Control-Request-Headers", asks]] as HeaderList)),
  ];
  const transaction = preflight && {
    requestId: "2",
    context,
    hops: [
      {
        ...hop,
        method: "OPTIONS",
        sent: { at: 2, headers: asked },
        response: { at: 3, status: preflight.status, statusLine: "", headers: preflight.headers ?? [] },
      },
    ],
    end: { kind: "accepted", at: 4, status: preflight.status, fromCache: false } as const,
  };
  const answered = { ...hop, sent: { at: 2, headers: asked.slice(0, 1) }, response: { at: 3, status: 200, statusLine: "", headers: [] } };
  return {
    id: "x",
    main: {
      requestId: "1",
      context,
      hops: [transaction ? hop : answered],
      end: { kind: "failed", at: 5, error: "net::ERR_FAILED", afterAccepted: false },
    },
    preflights: transaction ? [{ hop: 0, transaction }] : [],
    incomplete: false,
    source,
  };
}

async function acted(act: LiveAct, exchange: Exchange | null, client: Partial<Client> = {}, host = new HandHost()) {
  const news: LiveNews[] = [];
  const owner: Client = {
    subject: 7,
    panel: true,
    send: (message: FromBackground) => message.kind === "live" && news.push(message.news),
    ...client,
  };
  const source: LiveSource = {
    get: (id) => (id === "x" ? exchange : null),
    belongsTo: (subject) => (one) => one.main?.context.tabId === subject,
    kept: () => [],
    diagnose: (one) => diagnose(one),
  };
  const windows: unknown[] = [];
  const live = new Live(host, { began: (window) => windows.push(window), ended: () => undefined });
  await live.answer(owner, { kind: "live", call: 1, act, exchange: "x" }, new Set([owner]), source);
  return { news, host, windows, why: news.at(-1)?.step === "refused" ? (news.at(-1) as { why: string }).why : null };
}

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

describe("unmask", () => {
  const get = drawn({ method: "GET", preflight: null });

  async function revealed(reply: Response) {
    const host = new HandHost();
    host.reply = () => reply;
    const { news } = await acted("unmask", get, {}, host);
    const last = news.at(-1);
    if (last?.step !== "unmasked") throw new Error(`unexpected ${last?.step}`);
    return { reply: last.reply, host };
  }

  it("fetches without cookies, referrer or cache, and tells what came", async () => {
    const headers = { "Content-Type": "text/plain", "X-Request-Id": "r-1", "X-Amzn-RequestId": "a-1", "X-Other": "no" };
    const { reply, host } = await revealed(new Response("<b>upstream timed out</b>", { status: 502, statusText: "Bad Gateway", headers }));
    expect(reply).toMatchObject({ status: 502, contentType: "text/plain", body: "<b>upstream timed out</b>", cutAt: null });
    expect(reply.marks).toEqual([
      ["x-amzn-requestid", "a-1"],
      ["x-request-id", "r-1"],
    ]);
    expect(host.sent[0]?.init).toMatchObject({
      method: "GET",
      credentials: "omit",
      redirect: "manual",
      cache: "no-store",
      referrerPolicy: "no-referrer",
    });
    expect(host.log).toEqual([]);
  });

  it.each([
    ["all of 64 kB", 65_536, null],
    ["no more than 64 kB", 65_537, 65_536],
    ["no more of an endless one", 900_000, 65_536],
  ] as const)("reads %s", async (_, size, cutAt) => {
    const { reply } = await revealed(new Response("a".repeat(size)));
    expect([reply.body.length, reply.cutAt]).toEqual([Math.min(size, 65_536), cutAt]);
  });

  it("reads any charset, and bytes that are none", async () => {
    const latin = new Response(new Uint8Array([0xe9, 0x41]), { headers: { "Content-Type": "text/plain; charset=iso-8859-1" } });
    expect((await revealed(latin)).reply.body).toBe("éA");
    const strange = new Response(new Uint8Array([0xff, 0x41]), { headers: { "Content-Type": "text/plain; charset=klingon" } });
    expect((await revealed(strange)).reply.body).toBe("\ufffdA");
  });

  it("says that it did not get through", async () => {
    const host = new HandHost();
    host.reply = () => Promise.reject(new TypeError("Failed to fetch"));
    expect((await acted("unmask", get, {}, host)).news.at(-1)).toEqual({ step: "unreachable", timeout: false, done: true });
  });
});
