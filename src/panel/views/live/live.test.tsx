// @vitest-environment happy-dom
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type { Exchange } from "../../../core/exchange/exchange";
import type { HeaderList } from "../../../core/exchange/networkEvent";
import type { LiveNews, TrialWindow } from "../../../messaging/live";
import type { Status, Subject, ToBackground } from "../../../messaging/protocol";
import type { FeedHost } from "../../devtoolsFeed/feed";
import { handHost, harEntry } from "../../devtoolsFeed/har.fixture";
import { blocked, drawn } from "../../exchanges.fixture";
import { mountPanel } from "../../mountPanel";
import { HandTransport, STATUS } from "../../transport.fixture";

async function settled(): Promise<void> {
  for (let n = 0; n < 3; n += 1) await new Promise((done) => requestAnimationFrame(() => done(null)));
}

let unmount: () => void = () => undefined;
afterEach(() => unmount());

interface Options {
  readonly subject?: Subject;
  readonly status?: Partial<Status>;
  readonly inDevTools?: boolean;
  readonly feed?: FeedHost;
}

/** The panel with one exchange open in a tab of the details. */
async function opened(exchange: Exchange, tab: string, { subject = 1, status = {}, inDevTools = true, feed }: Options = {}) {
  const root = document.createElement("div");
  document.body.append(root);
  const transport = new HandTransport();
  const run: string[] = [];
  const abilities = {
    reload: () => undefined,
    ...(feed === undefined ? {} : { feed }),
    ...(inDevTools ? { runInPage: (text: string) => run.push(text) } : {}),
  };
  const panel = mountPanel(root, { transport, subject, theme: "light", abilities });
  unmount = () => {
    panel.unmount();
    root.remove();
  };
  transport.connect();
  transport.say({ kind: "status", status: { ...STATUS, ...status } });
  transport.say({ kind: "snapshot", position: { epoch: "e", sequence: 1 }, exchanges: [exchange], alive: [exchange.id], last: true });
  await settled();
  const press = async (name: string, within: ParentNode = root) => {
    [...within.querySelectorAll<HTMLElement>("button, [role=tab]")].find((one) => one.textContent?.trim() === name)?.click();
    await settled();
  };
  root.querySelector<HTMLElement>("[role=row]")?.click();
  await settled();
  await press(tab);
  const tell = async (news: LiveNews) => {
    transport.say({ kind: "live", call: asked(transport).at(-1)?.call ?? 0, news });
    await settled();
  };
  const text = () => root.querySelector("[role=tabpanel]")?.textContent ?? "";
  const buttons = () => [...root.querySelectorAll("button")].map((button) => button.textContent?.trim());
  return { root, transport, press, tell, text, buttons, run };
}

function asked(transport: HandTransport) {
  return transport.sent.filter((message): message is Extract<ToBackground, { kind: "live" }> => message.kind === "live");
}

const acts = (transport: HandTransport) => asked(transport).map(({ act, exchange }) => `${act} ${exchange}`);

/** Refused at its preflight, which asked for `names`. */
function refusedPreflight(names = "x-a,x-b"): Exchange {
  const main = drawn({ id: "p", method: "PUT", reply: null, end: "net::ERR_FAILED" }).main as NonNullable<Exchange["main"]>;
  const headers: HeaderList = [
    ["Origin", "https://app.test"],
    ["Access-Control-Request-Method", "PUT"],
    ["Access-Control-Request-Headers", names],
  ];
  const [hop] = main.hops;
  if (hop === undefined) throw new RangeError("an exchange has a hop");
  const reply = { status: 204, statusLine: "HTTP/1.1 204", headers: [], at: 1005 };
  return {
    id: "p",
    main: { ...main, hops: [{ ...hop, sent: null }] },
    preflights: [
      {
        hop: 0,
        transaction: {
          ...main,
          requestId: "pp",
          hops: [{ ...hop, method: "OPTIONS", sent: { at: 1002, headers }, response: reply }],
          end: { kind: "accepted", at: 1006, status: 204, fromCache: false },
        },
      },
    ],
    incomplete: false,
    source: "live",
  };
}

function trial(change: Partial<TrialWindow> = {}): TrialWindow {
  const fix = { kind: "live-fix", server: "https://api.test", headers: [["Access-Control-Allow-Origin", "https://app.test"]] } as const;
  return { tabId: 1, page: "https://app.test", fix, credentials: false, from: 500, expires: Date.now() + 90_500, ended: null, ...change };
}

/** Refused though it was sent with a cookie. */
function credentialed(): Exchange {
  const exchange = blocked("c");
  const [hop] = exchange.main?.hops ?? [];
  if (exchange.main === null || hop?.sent == null) throw new RangeError("an exchange has a request");
  const sent = { ...hop.sent, headers: [...hop.sent.headers, ["Cookie", "[redacted#1]"] as const] };
  return { ...exchange, main: { ...exchange.main, hops: [{ ...hop, sent }] } };
}

describe("Try on this tab", () => {
  it("sends the id of the exchange and nothing else", async () => {
    const { transport, press } = await opened(blocked("b"), "Fix");
    await press("Try on this tab");
    expect(asked(transport)).toEqual([{ kind: "live", call: 1, act: "try", exchange: "b" }]);
  });

  it("names both sites before it allows credentials, and Cancel sends nothing", async () => {
    const { root, transport, press } = await opened(credentialed(), "Fix");
    await press("Try on this tab");
    const dialog = root.querySelector("dialog");
    expect(dialog?.textContent).toContain("https://app.test");
    expect(dialog?.textContent).toContain("https://api.test");
    await press("Cancel");
    expect([root.querySelector("dialog"), acts(transport)]).toEqual([null, []]);
    await press("Try on this tab");
    await press("Try with credentials", root.querySelector("dialog") ?? root);
    expect(acts(transport)).toEqual(["try-with-credentials c"]);
  });

  it("is loud while it stands, counts down, and Stop ends it", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    const { root, transport, press } = await opened(blocked("b"), "Fix", { status: { trials: [trial()] } });
    const banner = root.querySelector(".trial-banner");
    expect(banner?.textContent).toContain("https://api.test");
    expect(banner?.querySelector("[role=timer]")?.textContent).toBe("1:31");
    await press("Stop");
    expect(transport.sent.at(-1)).toEqual({ kind: "stop-trial", tabId: 1 });
  });

  it("asks the page to send its GET again, in DevTools only", async () => {
    const status = { trials: [trial()] };
    const inside = await opened(blocked("b"), "Fix", { status });
    await inside.press("Send this GET again");
    expect(inside.run).toEqual([
      `void fetch("https://api.test/x", {"credentials":"same-origin","cache":"no-store"}).catch(() => undefined)`,
    ]);
    unmount();
    const outside = await opened(blocked("b"), "Fix", { status, inDevTools: false });
    expect(outside.buttons()).not.toContain("Send this GET again");
    expect(outside.buttons()).toContain("Reload page");
  });

  it("says what came of it", async () => {
    const { fix } = trial();
    const { transport, text } = await opened(blocked("b"), "Fix", { status: { trials: [trial()] } });
    expect(text()).toContain("Waiting for the page");
    const say = async (exchange: Exchange) => {
      transport.say({ kind: "changes", position: { epoch: "e", sequence: 2 }, changed: [{ ...exchange, changedBy: fix }], removed: [] });
      await settled();
    };
    await say(drawn({ id: "n1", at: 2000, reply: { status: 200, headers: [] } }));
    expect(text()).toContain("Passes with these headers");
  });

  it.each<[string, TrialWindow["ended"], RegExp | null]>([
    ["expired", { at: 9, why: "expired" }, /after ten minutes/u],
    ["navigated", { at: 9, why: "navigated" }, /left the page/u],
    ["restarted", { at: 9, why: "restarted" }, /restarted/u],
    ["stopped by the user", { at: 9, why: "stopped" }, null],
  ])("says why it ended: %s", async (_, ended, words) => {
    const { root, press } = await opened(blocked("b"), "Fix", { status: { trials: [trial({ ended })] } });
    expect(root.querySelector(".trial-banner")).toBeNull();
    const text = root.textContent ?? "";
    if (words === null) return expect(text).not.toContain("The trial ended");
    expect(text).toMatch(words);
    await press("Dismiss");
    expect(root.textContent).not.toMatch(words);
  });
});

describe("Ask the server", () => {
  it("shows each question as it is asked, then what follows", async () => {
    const { root, transport, press, tell, text } = await opened(refusedPreflight(), "Fix");
    await press("Ask the server");
    expect(acts(transport)).toEqual(["ask p"]);
    expect(text()).toContain("Asking…");
    const start = { origin: "https://app.test", method: "PUT", headers: ["x-a", "x-b"] };
    await tell({ step: "asking", question: start, start, done: false });
    await tell({ step: "answered", asked: { answer: "refuses", status: 204, reason: "PreflightMissingAllowOriginHeader" }, done: false });
    await tell({ step: "asking", question: { ...start, headers: ["x-a"] }, start, done: false });
    const lines = () => [...root.querySelectorAll(".asked li")].map((line) => line.textContent);
    expect(lines()).toEqual(["as the browser sent it: PUTPreflight: no Access-Control-Allow-Origin", "without x-b…"]);
    await tell({ step: "answered", asked: { answer: "passes", status: 204, reason: null }, done: false });
    await tell({ step: "concluded", conclusion: { kind: "refuses", ingredients: [{ kind: "header", value: "x-b" }] }, done: true });
    expect(text()).toContain("The server refuses x-b: without that the preflight passes.");
    expect(text()).not.toContain("Asking…");
  });

  it("ticks what passes by now", async () => {
    const { press, tell, text } = await opened(refusedPreflight(), "Fix");
    await press("Check the deployed fix");
    const start = { origin: "https://app.test", method: "PUT", headers: [] };
    await tell({ step: "asking", question: start, start, done: false });
    await tell({ step: "checked", asked: { answer: "passes", status: 204, reason: null }, done: true });
    expect(text()).toContain("The preflight passes now.");
  });

  it("tries foreign origins only once the server was called one's own", async () => {
    const { root, transport, press, tell, text } = await opened(refusedPreflight(), "Fix");
    await press("Try foreign origins");
    expect(acts(transport)).toEqual([]);
    await press("It is mine: ask", root.querySelector("dialog") ?? root);
    expect(acts(transport)).toEqual(["probe-origins p"]);
    await tell({ step: "probed", strangers: [{ stranger: { kind: "null", origin: "null" }, let: "with-credentials" }], done: true });
    expect(text()).toContain("let in with credentials");
  });

  it("says that it was broken off when the recorder goes away", async () => {
    const { transport, press, text } = await opened(refusedPreflight(), "Fix");
    await press("Ask the server");
    transport.disconnect();
    await settled();
    expect(text()).toContain("restarted in the middle");
  });

  it("has nothing to ask where no preflight was refused", async () => {
    const { text, buttons } = await opened(blocked("b"), "Fix");
    expect(text()).toContain("reload the page and let it call again");
    expect(buttons()).not.toContain("Ask the server");
  });
});

describe("Unmask", () => {
  it("shows the address first, then the reply as text, and forgets it", async () => {
    const { root, transport, press, tell, text } = await opened(blocked("b"), "Why");
    await press("Unmask");
    expect(root.querySelector("dialog")?.textContent).toContain("GET https://api.test/x");
    expect(acts(transport)).toEqual([]);
    await press("Send this GET", root.querySelector("dialog") ?? root);
    expect(acts(transport)).toEqual(["unmask b"]);
    const reply = { url: "", status: 401, statusText: "", contentType: "text/html", cutAt: 65_536, redirected: false };
    await tell({ step: "unmasked", reply: { ...reply, marks: [["x-request-id", "r1"]], body: "<b>a\u202eb</b>\n\tc" }, done: true });
    expect(root.querySelector(".unmasked pre")?.textContent).toBe("<b>aU+202Eb</b>\n\tc");
    expect(root.querySelector(".unmasked b")).toBeNull();
    expect(text()).toMatch(/r1.*The first 64 kB.*needs a login is answered 401/su);
    await press("Forget it");
    expect(root.querySelector(".unmasked")).toBeNull();
  });

  it("shows what DevTools kept without asking for anything, of a POST as well; what was let go is fetched", async () => {
    for (const [method, content] of [
      ["GET", { text: "upstream", base64: false }],
      ["POST", { text: "w6k=", base64: true }],
      ["GET", null],
    ] as const) {
      const exchange = drawn({ id: "k", method, reply: { status: 403, headers: [] }, end: "net::ERR_FAILED" });
      const hop = exchange.main?.hops[0];
      const host = { ...handHost(), contentOf: () => (take: (given: typeof content) => void) => take(content) };
      const { root, transport, press, text, buttons } = await opened(exchange, "Why", { feed: host });
      host.record(harEntry({ at: hop?.startedAt ?? 0, url: hop?.url ?? "", method }));
      await settled();
      expect(text()).toContain("nothing is sent");
      await press("Unmask");
      expect(root.querySelector("dialog")).toBeNull();
      if (content === null) {
        expect(text()).not.toContain("nothing is sent");
        expect(buttons()).toContain("Unmask");
      } else {
        expect(root.querySelector(".unmasked pre")?.textContent).toBe(content.base64 ? "é" : "upstream");
        expect(text()).not.toContain("Fetched without cookies");
        await press("Forget it");
        expect(root.querySelector(".unmasked")).toBeNull();
      }
      expect(acts(transport)).toEqual([]);
      unmount();
    }
    unmount = () => undefined;
  });

  it.each<[string, Exchange, boolean]>([
    ["a refused GET", blocked("b"), true],
    ["one that passed", drawn({ id: "a" }), false],
    ["a POST", drawn({ id: "w", method: "POST", reply: { status: 200, headers: [] }, end: "net::ERR_FAILED" }), false],
    ["a refused connection", drawn({ id: "r", reply: null, end: "net::ERR_CONNECTION_REFUSED" }), false],
    ["an imported one", { ...blocked("i"), source: "imported" }, false],
  ])("is offered for what hides a reply that may be fetched again: %s", async (_, exchange, offered) => {
    const { buttons } = await opened(exchange, "Why");
    expect(buttons().includes("Unmask")).toBe(offered);
  });
});

describe("where nothing can be done", () => {
  it("one line says so in the panel of all tabs", async () => {
    const { text, buttons } = await opened(refusedPreflight(), "Fix", { subject: "all" });
    expect(text()).toContain("This works in the panel of one tab");
    for (const name of ["Try on this tab", "Ask the server", "Unmask"]) expect(buttons()).not.toContain(name);
  });

  it("imported exchanges offer nothing", async () => {
    const { buttons } = await opened({ ...refusedPreflight(), source: "imported" }, "Fix");
    for (const name of ["Try on this tab", "Ask the server", "Check the deployed fix"]) expect(buttons()).not.toContain(name);
  });
});
