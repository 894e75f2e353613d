import type { FeedHost } from "./feed";

interface Seen {
  readonly at?: number;
  readonly url?: string;
  readonly method?: string;
  readonly line?: number;
  readonly change?: Readonly<Record<string, unknown>>;
}

/** An entry as Chromium's DevTools hands it over, live secrets included. */
export function harEntry({ at = 1000, url = "https://api.test/x", method = "GET", line = 11, change = {} }: Seen = {}): unknown {
  return {
    _initiator: {
      type: "script",
      stack: {
        callFrames: [
          { functionName: "loadOrders", scriptId: "7", url: "https://app.test/js/app.js?v=3", lineNumber: line, columnNumber: 8 },
        ],
        parent: {
          description: "await",
          callFrames: [{ functionName: "", scriptId: "7", url: "https://app.test/", lineNumber: 3, columnNumber: 0 }],
        },
      },
    },
    _priority: "High",
    _resourceType: "fetch",
    request: {
      method,
      url,
      headers: [
        { name: "Cookie", value: "sid=biscuit" },
        { name: "Authorization", value: "Bearer biscuit" },
      ],
      cookies: [{ name: "sid", value: "biscuit" }],
    },
    response: { status: 200, headers: [{ name: "Set-Cookie", value: "sid=biscuit" }], content: { text: "biscuit" }, _error: null },
    serverIPAddress: "127.0.0.1",
    startedDateTime: new Date(at).toISOString(),
    time: 60,
    timings: { blocked: 9, dns: 1, connect: 6, ssl: 4, send: 0.5, wait: 40, receive: 3.5, _blocked_queueing: 2 },
    ...change,
  };
}

/** DevTools in the test's hand. */
export function handHost(): FeedHost & { say(entry: unknown): void; record(...entries: unknown[]): void; readonly opened: unknown[][] } {
  let listener: (entry: unknown) => void = () => undefined;
  let take: (entries: readonly unknown[]) => void = () => undefined;
  const opened: unknown[][] = [];
  return {
    opened,
    onRequest: (heard) => {
      listener = heard;
    },
    recorded: (taker) => {
      take = taker;
    },
    open: (url, line, column, done) => {
      opened.push([url, line, column]);
      done(true);
    },
    showInNetwork: (filter) => opened.push(["network", filter]),
    say: (entry) => listener(entry),
    record: (...entries) => take(entries),
  };
}
