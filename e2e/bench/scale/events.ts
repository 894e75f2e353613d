import type { HeaderList, NetworkEvent, RequestContext } from "../../../src/core/exchange/networkEvent";

/** Tabs that send, one after the other; more than fit with a full share each. */
export const TABS = 8;
/** Exchanges a second of the browser's clock. */
const RATE = 100;

const PAGE = "http://app.test";
const API = "http://api.test";
const REQUEST: HeaderList = [
  ["Origin", PAGE],
  ["User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36"],
  ["Accept", "application/json, text/plain, */*"],
  ["Accept-Encoding", "gzip, deflate, br, zstd"],
  ["Accept-Language", "en-US,en;q=0.9"],
  ["Referer", `${PAGE}/`],
  ["Sec-Fetch-Mode", "cors"],
];
const REPLY: HeaderList = [
  ["Content-Type", "application/json; charset=utf-8"],
  ["Cache-Control", "no-store"],
  ["Date", "Sat, 21 Nov 2026 09:00:00 GMT"],
  ["Server", "nginx/1.28.0"],
  ["X-Request-Id", "6f2d9d8a-2b7c-4c39-9a51-0a55d4d8e0b1"],
];
const allow = (origin: string): HeaderList => [["Access-Control-Allow-Origin", origin], ...REPLY];

export const timeOf = (n: number): number => 1_800_000_000_000 + (n * 1000) / RATE;

interface Seen {
  readonly requestId: string;
  readonly url: string;
  readonly at: number;
  readonly context: RequestContext;
}

function exchangeOf({ requestId, url, at, context }: Seen, method: string, headers: HeaderList, error: string | null): NetworkEvent[] {
  const seen = { requestId, url, method, context };
  return [
    { ...seen, timeStamp: at, kind: "started" },
    { ...seen, timeStamp: at + 2, kind: "sent", headers: context.initiator === undefined ? [] : REQUEST },
    { ...seen, timeStamp: at + 20, kind: "answered", status: 200, statusLine: "HTTP/1.1 200 OK", headers },
    error === null
      ? { ...seen, timeStamp: at + 21, kind: "accepted", status: 200, fromCache: false, ip: "203.0.113.7" }
      : { ...seen, timeStamp: at + 21, kind: "failed", error },
  ];
}

function preflightOf({ requestId, url, at, context }: Seen): NetworkEvent[] {
  const seen = { requestId, url, method: "OPTIONS", context };
  const asks: HeaderList = [["Access-Control-Request-Method", "PUT"], ["Access-Control-Request-Headers", "x-tenant"], ...REQUEST];
  const allows: HeaderList = [["Access-Control-Allow-Methods", "PUT"], ["Access-Control-Allow-Headers", "x-tenant"], ...allow(PAGE)];
  return [
    { ...seen, timeStamp: at + 0.2, kind: "started" },
    { ...seen, timeStamp: at + 0.4, kind: "sent", headers: asks },
    { ...seen, timeStamp: at + 1.2, kind: "answered", status: 204, statusLine: "HTTP/1.1 204 No Content", headers: allows },
    { ...seen, timeStamp: at + 1.4, kind: "accepted", status: 204, fromCache: false },
  ];
}

/**
 * The n-th exchange of a mixed session, as capture hands it over: of ten three refused, four passed, one with its preflight, one of the page's own
 * origin, one without CORS. `polled`: always the same URL, each time with its preflight.
 */
export function eventsOf(n: number, polled: boolean): NetworkEvent[] {
  const context = { tabId: 1 + (n % TABS), frameId: 0, documentId: `d${n % TABS}`, initiator: PAGE, type: "xmlhttprequest" };
  const seen = { requestId: `${n}`, url: `${API}/v1/items${polled ? "" : `/${n}?page=${n % 7}`}`, at: timeOf(n), context };
  const kind = polled ? 9 : n % 10;
  if (kind < 3) return exchangeOf(seen, "GET", REPLY, "net::ERR_FAILED");
  if (kind < 7) return exchangeOf(seen, "GET", allow(PAGE), null);
  if (kind === 7) return exchangeOf({ ...seen, url: `${PAGE}/own/${n}` }, "GET", REPLY, null);
  if (kind === 8) {
    const image = { ...seen, context: { ...context, type: "image" } };
    return exchangeOf(image, "GET", REPLY, null).map((event) =>
      event.kind === "sent" ? { ...event, headers: [["Sec-Fetch-Mode", "no-cors"]] } : event,
    );
  }
  return [...preflightOf({ ...seen, requestId: `${n}p` }), ...exchangeOf(seen, "PUT", allow(PAGE), null)];
}
