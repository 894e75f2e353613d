import type { Ending, Exchange, Hop, Transaction } from "../../../src/core/exchange/exchange";
import type { HeaderList } from "../../../src/core/exchange/networkEvent";

export const PAGE = "https://shop.example";

interface Drawn {
  readonly url: string;
  readonly method?: string;
  readonly at: number;
  /** Null: it never left the browser. */
  readonly request?: HeaderList | null;
  /** Milliseconds it waited in the browser (for its preflight). */
  readonly waits?: number;
  readonly reply?: { readonly status: number; readonly headers: HeaderList; readonly after: number } | null;
}

const PHRASES: Readonly<Record<number, string>> = {
  200: "OK",
  204: "No Content",
  302: "Found",
  404: "Not Found",
  503: "Service Unavailable",
};

export function hop({ url, method = "GET", at, request = [], reply = null, waits = 1 }: Drawn): Hop {
  const sentAt = at + waits;
  const origin: HeaderList = request?.some(([name]) => name === "Origin") ? [] : [["Origin", PAGE]];
  return {
    url,
    method,
    startedAt: at,
    startSeen: true,
    sent: request === null ? null : { at: sentAt, headers: [...origin, ...request, ["User-Agent", "Mozilla/5.0"], ["Accept", "*/*"]] },
    response:
      reply === null
        ? null
        : {
            status: reply.status,
            statusLine: `HTTP/1.1 ${reply.status} ${PHRASES[reply.status] ?? ""}`,
            headers: [...reply.headers, ["Server", "nginx"], ["Date", "Sat, 21 Nov 2026 02:00:00 GMT"]],
            at: at + reply.after,
          },
  };
}

let requests = 0;

export function transaction(hops: readonly Hop[], end: Ending | null, type = "xmlhttprequest"): Transaction {
  requests += 1;
  return { requestId: `r${requests}`, context: { tabId: 1, frameId: 0, documentId: "d1", initiator: PAGE, type }, hops, end };
}

export const accepted = (at: number, status = 200): Ending => ({ kind: "accepted", at, status, fromCache: false });
export const failed = (at: number, error = "net::ERR_FAILED"): Ending => ({ kind: "failed", at, error, afterAccepted: false });

let exchanges = 0;

export function exchange(main: Transaction | null, preflights: readonly Transaction[] = [], hopOfPreflight = 0): Exchange {
  exchanges += 1;
  const claimed = preflights.map((one) => ({ hop: hopOfPreflight, transaction: one }));
  return { id: `x${exchanges}`, main, preflights: claimed, incomplete: false, source: "live" };
}

/** An OPTIONS request that asks for what the main request wants to do. */
export function preflight(
  url: string,
  at: number,
  asks: { method: string; headers?: string },
  status: number,
  headers: HeaderList,
  took = 40,
): Transaction {
  const request: HeaderList = [
    ["Access-Control-Request-Method", asks.method],
    ...(asks.headers === undefined ? [] : ([["Access-Control-Request-Headers", asks.headers]] as HeaderList)),
    ["Sec-Fetch-Mode", "cors"],
  ];
  return transaction(
    [hop({ url, method: "OPTIONS", at, request, reply: { status, headers, after: took } })],
    accepted(at + took + 1, status),
  );
}
