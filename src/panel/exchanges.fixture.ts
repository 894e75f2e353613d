import type { Ending, Exchange, Transaction } from "../core/exchange/exchange";
import type { HeaderList } from "../core/exchange/networkEvent";

interface Drawn {
  readonly id: string;
  readonly at?: number;
  readonly url?: string;
  readonly method?: string;
  readonly reply?: { readonly status: number; readonly headers: HeaderList } | null;
  readonly end?: "accepted" | "open" | string;
}

const PAGE = "https://app.test";

/** One GET of app.test: accepted with fitting headers unless told otherwise. */
export function drawn({ id, at = 1000, url = "https://api.test/x", method = "GET", reply, end = "accepted" }: Drawn): Exchange {
  const answer = reply === undefined ? { status: 200, headers: [["Access-Control-Allow-Origin", PAGE]] as HeaderList } : reply;
  const ending: Ending | null =
    end === "open"
      ? null
      : end === "accepted"
        ? { kind: "accepted", at: at + 30, status: answer?.status ?? 200, fromCache: false }
        : { kind: "failed", at: at + 30, error: end, afterAccepted: false };
  const main: Transaction = {
    requestId: id,
    context: { tabId: 1, frameId: 0, initiator: PAGE, type: "xmlhttprequest" },
    hops: [
      {
        url,
        method,
        startedAt: at,
        startSeen: true,
        sent: {
          at: at + 1,
          headers: [
            ["Origin", PAGE],
            ["Sec-Fetch-Mode", "cors"],
          ],
        },
        response: answer === null ? null : { ...answer, statusLine: `HTTP/1.1 ${answer.status}`, at: at + 20 },
      },
    ],
    end: ending,
  };
  return { id, main, preflights: [], incomplete: false, source: "live" };
}

/** Refused for want of Access-Control-Allow-Origin. */
export function blocked(id: string, at = 1000, headers: HeaderList = []): Exchange {
  return drawn({ id, at, reply: { status: 200, headers }, end: "net::ERR_FAILED" });
}
