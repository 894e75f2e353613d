import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Heard, type Listening, listen } from "./listen";
import { createRedactor } from "./redact";

type Callback = (details: object) => void;

const callbacks: Callback[] = [];
const event = () => ({ addListener: (callback: Callback) => callbacks.push(callback), removeListener: () => {} });
const page = (requestId: string) => ({
  requestId,
  url: `http://app.test/${requestId}`,
  type: "main_frame",
  tabId: 1,
  frameId: 0,
  method: "GET",
});

beforeEach(() => {
  callbacks.length = 0;
  const names = ["onBeforeRequest", "onSendHeaders", "onHeadersReceived", "onResponseStarted", "onErrorOccurred"];
  vi.stubGlobal("chrome", { webRequest: Object.fromEntries(names.map((name) => [name, event()])) });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const hears = (): Heard => ({ came: vi.fn(), event: vi.fn(), navigated: vi.fn(), loadsAhead: vi.fn(), malformed: vi.fn() });
const request = (requestId: string, more: object = {}) => ({
  requestId,
  url: "http://api.test/orders",
  type: "xmlhttprequest",
  tabId: 1,
  frameId: 0,
  method: "GET",
  initiator: "http://app.test",
  timeStamp: 1,
  ...more,
});
const told = ({ event }: Heard) =>
  vi
    .mocked(event)
    .mock.calls.map(([{ requestId }]) => requestId)
    .join(" ");

describe("events wait to be read together", () => {
  let heard: Heard;
  let listening: Listening;
  let send: Callback;

  beforeEach(() => {
    heard = hears();
    listening = listen(heard);
    listening.open(createRedactor([1, 2], []));
    send = callbacks[0] as Callback;
  });

  it("until they are asked for, each once and in their order", () => {
    for (const id of ["1", "2", "3"]) send(request(id));
    expect(told(heard)).toBe("");
    listening.catchUp();
    send(request("4"));
    listening.catchUp();
    listening.catchUp();
    expect(told(heard)).toBe("1 2 3 4");
  });

  it("or until they are many", () => {
    for (let id = 0; id < 63; id++) send(request(String(id)));
    expect(heard.event).not.toHaveBeenCalled();
    send(request("63"));
    expect(heard.event).toHaveBeenCalledTimes(64);
  });

  it("or until a page begins, which is told behind what came before it", () => {
    const order: string[] = [];
    vi.mocked(heard.event).mockImplementation(({ requestId }) => void order.push(requestId));
    vi.mocked(heard.navigated).mockImplementation((_, url) => void order.push(url));
    send(request("1"));
    send(page("2"));
    expect(order).toEqual(["1", "http://app.test/2"]);
  });

  it("and who is told of one and asks for those before it gets none of those behind it", () => {
    const order: string[] = [];
    vi.mocked(heard.event).mockImplementation(({ requestId }) => {
      order.push(`${requestId} begins`);
      listening.catchUp();
      order.push(`${requestId} ends`);
    });
    for (const id of ["1", "2"]) send(request(id));
    listening.catchUp();
    expect(order).toEqual(["1 begins", "1 ends", "2 begins", "2 ends"]);
  });

  it("and belong to the tabs that were looked at when they came", () => {
    send(request("1"));
    listening.reach({ tabIds: [2] });
    expect(told(heard)).toBe("1");
  });

  it("and one that cannot be read costs no other", () => {
    for (const one of [request("1"), request("2", { url: undefined }), request("3")]) send(one);
    listening.catchUp();
    expect(told(heard)).toBe("1 3");
    expect(heard.malformed).toHaveBeenCalledOnce();
  });

  it.each([
    ["another origin", {}, true],
    ["its own origin", { url: "http://app.test/orders" }, false],
    ["an origin that begins alike", { url: "http://app.test.evil/orders" }, true],
    ["its own origin, asked for leave", { url: "http://app.test/orders", method: "OPTIONS" }, true],
    ["another origin, by an extension", { initiator: "chrome-extension://other" }, false],
    ["nobody knows whose", { initiator: undefined }, true],
  ])("%s: whether it leaves is told at once", (_, more, leaves) => {
    send(request("1", more));
    expect(heard.came).toHaveBeenCalledExactlyOnceWith(leaves);
  });
});

it("what comes before it is known how secrets are dropped is told then", () => {
  const heard = hears();
  const listening = listen(heard);
  (callbacks[0] as Callback)(request("1"));
  expect(heard.came).not.toHaveBeenCalled();
  listening.open(createRedactor([1, 2], []));
  expect(told(heard)).toBe("1");
});

it("every page that begins is told of once, however many there were, and its redirects are not", () => {
  const heard = hears();
  listen(heard).open(createRedactor([1, 2], []));
  const begin = callbacks[0] as Callback;
  for (let count = 0; count < 1_000; count++) for (let hop = 0; hop < 2; hop++) begin(page(String(count)));
  expect(heard.navigated).toHaveBeenCalledTimes(1_000);
  expect(heard.malformed).not.toHaveBeenCalled();
});

it("a page that is loaded ahead is no navigation", () => {
  const heard = hears();
  listen(heard).open(createRedactor([1, 2], []));
  (callbacks[0] as Callback)({ ...page("1"), frameId: 4, documentLifecycle: "prerender", timeStamp: 5 });
  expect(heard.loadsAhead).toHaveBeenCalledExactlyOnceWith(1, 4, "http://app.test/1", 5, {});
  expect(heard.navigated).not.toHaveBeenCalled();
});
