import type { Ending, Exchange, Hop, ResponseRecord, Transaction } from "../exchange/exchange";
import type { Header, HeaderList } from "../exchange/networkEvent";
import { diagnose } from "./diagnose";
import { type EndpointEconomics, economicsOf } from "./economics";

export const PAGE = "https://app.test";
export const API = "https://api.test/items";

/** A request that needs a preflight, as it went. */
export interface Play {
  /** Seconds. */
  readonly at: number;
  readonly url?: string;
  readonly origin?: string;
  readonly method?: string;
  /** Request headers of the page. */
  readonly headers?: HeaderList;
  /** What the preflight's reply says besides the origin; null for a request whose preflight was cached. */
  readonly preflight?: HeaderList | null;
  readonly costMs?: number;
  readonly refused?: boolean;
}

export const LISTS: HeaderList = [
  ["Access-Control-Allow-Methods", "PUT, DELETE"],
  ["Access-Control-Allow-Headers", "content-type, x-a"],
];

let id = 0;

/** The exchange that Chromium shows of such a request. */
export function play(one: Play): Exchange {
  const { url = API, origin = PAGE, method = "PUT", headers = [], preflight = LISTS, costMs = 20, refused = false } = one;
  const at = one.at * 1000;
  const context = { tabId: 1, frameId: 0, initiator: origin, type: "xmlhttprequest" };
  const end: Ending = refused
    ? { kind: "failed", at: at + costMs + 30, error: "net::ERR_FAILED", afterAccepted: false }
    : { kind: "accepted", at: at + costMs + 30, status: 200, fromCache: false };
  const sent = refused
    ? null
    : { headers: [["Origin", origin], ["Sec-Fetch-Mode", "cors"], ...headers] as HeaderList, at: at + costMs + 1 };
  const response = refused ? null : reply(origin, [], at + costMs + 20);
  const hop: Hop = { url, method, startedAt: at, startSeen: true, sent, response };
  const main: Transaction = { requestId: `${++id}`, context, hops: [hop], end };
  const answer = reply(origin, refused ? [] : (preflight ?? []), at + costMs);
  const own: Hop = { ...hop, method: "OPTIONS", sent: { headers: asking(origin, method, headers), at }, response: answer };
  const ended: Ending = { kind: "accepted", at: at + costMs, status: 200, fromCache: false };
  const asked: Transaction = { requestId: `${id}p`, context, hops: [own], end: ended };
  return { id: `${id}`, main, preflights: preflight === null ? [] : [{ hop: 0, transaction: asked }], incomplete: false, source: "live" };
}

function reply(origin: string, list: HeaderList, at: number): ResponseRecord {
  return { status: 200, statusLine: "HTTP/1.1 200 OK", headers: [["Access-Control-Allow-Origin", origin], ...list], at };
}

function asking(origin: string, method: string, headers: HeaderList): HeaderList {
  const names = headers.map(([name]) => name.toLowerCase()).sort();
  const asked: HeaderList = [
    ["Origin", origin],
    ["Access-Control-Request-Method", method],
  ];
  return names.length === 0 ? asked : [...asked, ["Access-Control-Request-Headers", names.join(",")]];
}

export const JSON_BODY: Header = ["Content-Type", "application/json"];

export const economics = (plays: readonly Play[]): EndpointEconomics[] => economicsOf(plays.map(play), diagnose);
export const only = (plays: readonly Play[]): EndpointEconomics => {
  const [one, ...more] = economics(plays);
  if (one === undefined || more.length > 0) throw new RangeError(`${more.length + (one ? 1 : 0)} endpoints`);
  return one;
};
