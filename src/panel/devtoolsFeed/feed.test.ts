import { describe, expect, it } from "vitest";
import type { Exchange } from "../../core/exchange/exchange";
import { urlScrubber } from "../../core/exchange/secretsInUrls";
import { drawn } from "../exchanges.fixture";
import { keyOf, readEntry } from "./entry";
import { Feed, shortCallSite } from "./feed";
import { handHost, harEntry } from "./har.fixture";
import { readInitiator, shortPlace } from "./initiator";
import { networkFilter } from "./networkFilter";
import { originOfRequest } from "./origin";

const SCRUB = urlScrubber([]);

function mounted(now = 900) {
  const host = handHost();
  const feed = new Feed(host, () => now);
  feed.begin([]);
  const hold = (...exchanges: Exchange[]) => {
    for (const exchange of exchanges) feed.put(exchange);
  };
  return { host, feed, hold };
}

describe("readEntry", () => {
  it("keeps nothing of what may be secret", () => {
    const read = readEntry(harEntry({ url: "https://user:biscuit@api.test/x?token=biscuit#biscuit" }), SCRUB);
    expect(read?.key).toBe("GET https://[redacted]@api.test/x?token=[redacted]");
    expect(JSON.stringify(read)).not.toContain("biscuit");
  });

  it("takes HAR's nested phases apart", () => {
    expect(readEntry(harEntry(), SCRUB)?.times.phases).toEqual({
      queued: 2,
      stalled: 7,
      dns: 1,
      connect: 2,
      tls: 4,
      send: 0.5,
      wait: 40,
      receive: 3.5,
    });
  });

  it.each<[string, unknown]>([
    ["nothing", null],
    ["no time", harEntry({ change: { startedDateTime: "yesterday" } })],
    ["no request", harEntry({ change: { request: null } })],
    ["no URL", harEntry({ url: "about nothing" })],
  ])("takes %s for no entry", (_, value) => {
    expect(readEntry(value, SCRUB)).toBeNull();
  });

  it.each([
    ["https://api.test/x?token=[redacted%23ab1]&y=1", "https://api.test/x?token=secret&y=1"],
    ["https://api.test/x", "https://api.test/x#fragment"],
    [`https://api.test/${"y".repeat(8175)}[cut:9000:k3]`, `https://api.test/${"y".repeat(9000)}`],
  ])("finds the recorder's %s in what DevTools says", (recorded, said) => {
    expect(keyOf("GET", recorded, SCRUB)).toBe(keyOf("GET", said, SCRUB));
  });
});

describe("readInitiator", () => {
  it("is bounded, whatever a page calls its functions and however deep it calls", () => {
    const frame = { functionName: "f".repeat(5000), url: "https://app.test/a.js", lineNumber: 0, columnNumber: 0 };
    const deep = (depth: number): unknown => ({
      callFrames: Array.from({ length: 30 }, () => frame),
      ...(depth > 0 ? { parent: deep(depth - 1) } : {}),
    });
    const read = readInitiator({ type: "script", stack: deep(50) }, SCRUB);
    expect(read.kind === "script" && read.stack.flatMap(({ frames }) => frames).length).toBe(40);
    expect(JSON.stringify(read).length).toBeLessThan(10_000);
  });

  it("drops a secret in a script's address, which then leads nowhere", () => {
    const read = readInitiator({ type: "parser", url: "https://app.test/a.js?key=biscuit", lineNumber: 4 }, SCRUB);
    expect(read).toMatchObject({ kind: "parser", place: { url: "https://app.test/a.js?key=[redacted]", opens: false, line: 4 } });
  });

  it.each([
    ["https://app.test/js/app.js?v=3", "app.js:12"],
    ["https://app.test/", "app.test/:12"],
    ["webpack:///./src/api.ts", "api.ts:12"],
  ])("%s is %s", (url, short) => {
    expect(shortPlace({ url, line: 11 })).toBe(short);
  });
});

describe("Feed", () => {
  it("finds the call site in whatever order the two sides come", () => {
    const { host, feed, hold } = mounted();
    host.record();
    hold(drawn({ id: "a", at: 1005 }));
    expect(shortCallSite(feed, drawn({ id: "a", at: 1005 }))).toBeNull();
    host.say(harEntry());
    expect(shortCallSite(feed, drawn({ id: "a", at: 1005 }))).toBe("app.js:12");
    host.say(harEntry({ at: 5000, line: 20 }));
    hold(drawn({ id: "b", at: 5001 }));
    expect(shortCallSite(feed, drawn({ id: "b", at: 5001 }))).toBe("app.js:21");
  });

  it("counts what comes twice once", () => {
    const { host, feed, hold } = mounted();
    host.say(harEntry());
    host.record(harEntry(), harEntry({ at: 1001, change: { time: 61 } }));
    const [a, b] = [drawn({ id: "a", at: 1000 }), drawn({ id: "b", at: 1002 })];
    hold(a, b);
    expect(feed.find(a.main as never, 0)?.by).toBe("order");
    expect(feed.times(b.main as never, 0)?.totalMs).toBe(61);
  });

  it("says nothing of what nobody can tell, but what all agree on", () => {
    const { host, feed, hold } = mounted();
    host.record(harEntry(), harEntry({ at: 1001 }));
    const one = drawn({ id: "a", at: 1002 });
    hold(one);
    expect(feed.times(one.main as never, 0)).toBeNull();
    expect(originOfRequest(one, feed)).toMatchObject({ kind: "script", by: "agreed" });
    host.say(harEntry({ at: 1003, line: 99 }));
    expect(originOfRequest(one, feed)).toEqual({ kind: "ambiguous" });
    expect(shortCallSite(feed, one)).toBeNull();
  });

  it("does not compare with what is still under way", () => {
    const { host, feed, hold } = mounted();
    host.record(harEntry());
    const [over, open] = [drawn({ id: "a", at: 1001 }), drawn({ id: "b", at: 1001, end: "open" })];
    hold(over, open);
    expect(feed.find(over.main as never, 0)?.by).toBe("alone");
    expect(originOfRequest(drawn({ id: "c", at: 9000, end: "open", url: "https://api.test/y" }), feed)).toEqual({ kind: "under-way" });
  });

  it("forgets what the recorder lets go", () => {
    const { host, feed, hold } = mounted();
    host.record(harEntry(), harEntry({ at: 1001 }));
    const [a, b, c] = [drawn({ id: "a", at: 1000 }), drawn({ id: "b", at: 1001 }), drawn({ id: "c", at: 1002 })];
    hold(a, b, c);
    expect(feed.find(a.main as never, 0)?.by).toBe("nobody");
    feed.drop(["c"]);
    expect(feed.find(a.main as never, 0)?.by).toBe("order");
    feed.clear();
    expect(feed.find(a.main as never, 0)).toBeNull();
  });

  it("drops what the user added, on both sides, and asks anew when that changes", () => {
    const { host, feed, hold } = mounted();
    const said = harEntry({ url: "https://api.test/x?pin=biscuit" });
    host.record(said);
    const one = drawn({ id: "a", url: "https://api.test/x?pin=[redacted%23k1]" });
    hold(one);
    expect(feed.callSite(one)).toBeNull();
    feed.begin(["pin"]);
    host.record(said);
    expect(shortCallSite(feed, one)).toBe("app.js:12");
    expect(JSON.stringify(feed.find(one.main as never, 0))).not.toContain("biscuit");
  });

  it("stays within its bounds and keeps the newest", () => {
    const { host, feed, hold } = mounted();
    host.record();
    const last = 10_500;
    for (let n = 0; n <= last; n += 1) host.say(harEntry({ at: 1000 + n, url: `https://api.test/${n}` }));
    const [first, newest] = [
      drawn({ id: "a", at: 1000, url: "https://api.test/0" }),
      drawn({ id: "b", at: 1000 + last, url: `https://api.test/${last}` }),
    ];
    hold(first, newest);
    expect([feed.find(first.main as never, 0), feed.find(newest.main as never, 0)?.by]).toEqual([null, "alone"]);
  });
});

describe("originOfRequest", () => {
  it.each([
    ["before DevTools", drawn({ id: "a", at: 100 }), "late"],
    ["not listed", drawn({ id: "a", at: 5000, url: "https://api.test/y" }), "unseen"],
    ["imported", { ...drawn({ id: "a" }), source: "imported" as const }, "imported"],
  ])("%s", (_, exchange, kind) => {
    const { host, feed, hold } = mounted();
    host.record(harEntry());
    hold(exchange);
    expect(originOfRequest(exchange, feed).kind).toBe(kind);
  });

  it("knows markup, workers and a panel outside DevTools", () => {
    const { host, feed, hold } = mounted();
    host.record(harEntry({ change: { _initiator: { type: "parser", url: "https://app.test/", lineNumber: 6 } } }));
    const one = drawn({ id: "a" });
    hold(one);
    expect(originOfRequest(one, feed)).toMatchObject({ kind: "markup", place: { line: 6 } });
    expect(originOfRequest(one, null)).toEqual({ kind: "outside" });
    const worker = drawn({ id: "w", at: 2000, url: "https://api.test/w" });
    const inWorker = { ...worker, main: worker.main && { ...worker.main, context: { ...worker.main.context, tabId: -1 } } };
    expect(originOfRequest(inWorker, feed)).toEqual({ kind: "worker" });
  });
});

describe("mixed content", () => {
  const nothing = {
    response: { status: 0, _error: "" },
    time: 0.02,
    timings: { blocked: 0.02, dns: -1, connect: -1, ssl: -1, send: 0, wait: 0, receive: 0 },
  };
  it.each<[string, unknown, number]>([
    ["an http address from an https page", harEntry({ url: "http://api.test/x", change: nothing }), 1],
    ["an https address", harEntry({ change: nothing }), 0],
    ["this machine, which may be asked", harEntry({ url: "http://localhost:8080/x", change: nothing }), 0],
    [
      "what has an error of its own",
      harEntry({ url: "http://api.test/x", change: { ...nothing, response: { status: 0, _error: "net::ERR_FAILED" } } }),
      0,
    ],
    ["what was answered", harEntry({ url: "http://api.test/x" }), 0],
  ])("%s", (_, entry, count) => {
    const { host, feed } = mounted();
    host.record(entry);
    expect(feed.stopped.value).toHaveLength(count);
    feed.clear();
    expect(feed.stopped.value).toEqual([]);
  });
});

describe("what Firefox lists and never sent", () => {
  /** Its entries tell neither initiator nor type. */
  const listed = (response: object, change: object = {}) => harEntry({ change: { response, ...change } });
  const asFirefox = (entry: unknown): unknown => {
    const { _initiator, _resourceType, ...rest } = entry as Record<string, unknown>;
    return rest;
  };
  it.each<[string, object, object, number]>([
    ["what a rule of the page forbids", { status: 0, bodySize: -1 }, {}, 1],
    ["what failed on the network", { status: 0, bodySize: 0 }, {}, 0],
    ["what was sent, of unknown size", { status: 0, bodySize: -1 }, { _securityState: "insecure" }, 0],
    ["what was answered", { status: 200, bodySize: -1 }, {}, 0],
  ])("%s", (_, response, change, count) => {
    const { host, feed } = mounted();
    host.record(asFirefox(listed(response, change)));
    expect(feed.stopped.value).toHaveLength(count);
  });
});

describe("networkFilter", () => {
  it.each([
    ["https://api.test/x?a=1#part", "url:https://api.test/x?a=1"],
    ["https://api.test/x?a=1&token=[redacted%23k]&b=2", "url:https://api.test/x?a=1"],
    ["https://api.test/x?token=[redacted%23k]", "url:https://api.test/x"],
    ['https://api.test/x" -url:y', "url:https://api.test/x"],
  ])("%s", (url, filter) => {
    expect(networkFilter(url)).toBe(filter);
  });
});
