import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Heard, listen } from "./listen";
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

it("every page that begins is told of once, however many there were, and its redirects are not", () => {
  const heard: Heard = { event: vi.fn(), navigated: vi.fn(), loadsAhead: vi.fn(), malformed: vi.fn() };
  listen(heard).open(createRedactor([1, 2], []));
  const begin = callbacks[0] as Callback;
  for (let count = 0; count < 1_000; count++) for (let hop = 0; hop < 2; hop++) begin(page(String(count)));
  expect(heard.navigated).toHaveBeenCalledTimes(1_000);
  expect(heard.malformed).not.toHaveBeenCalled();
});

it("a page that is loaded ahead is no navigation", () => {
  const heard: Heard = { event: vi.fn(), navigated: vi.fn(), loadsAhead: vi.fn(), malformed: vi.fn() };
  listen(heard).open(createRedactor([1, 2], []));
  (callbacks[0] as Callback)({ ...page("1"), frameId: 4, documentLifecycle: "prerender", timeStamp: 5 });
  expect(heard.loadsAhead).toHaveBeenCalledExactlyOnceWith(1, 4, "http://app.test/1", 5, {});
  expect(heard.navigated).not.toHaveBeenCalled();
});
