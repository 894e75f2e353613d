import { assemble } from "../exchange/assemble";
import type { Header, NetworkEvent } from "../exchange/networkEvent";

export const APP = "http://app.test";
export const API = "http://api.test/x";

export interface Shown {
  readonly method?: string;
  readonly asks?: string;
  readonly sent?: readonly Header[];
  readonly preflight?: { readonly status?: number; readonly headers: readonly Header[] };
  readonly reply?: { readonly status?: number; readonly headers: readonly Header[] };
  readonly error?: string;
  readonly accepted?: boolean;
  readonly type?: string;
  readonly url?: string;
}

/** What Chromium shows of one request; whatever is absent was not seen. */
export function seen({
  method = "GET",
  asks,
  sent = [],
  preflight,
  reply,
  error = "net::ERR_FAILED",
  accepted = false,
  type = "xmlhttprequest",
  url = API,
}: Shown) {
  const context = { tabId: 1, frameId: 0, documentId: "d", initiator: APP, type };
  const at = (requestId: string, timeStamp: number) => ({ requestId, timeStamp, url });
  const events: NetworkEvent[] = [{ ...at("1", 1), kind: "started", method, context }];
  if (preflight !== undefined) {
    const ask: Header[] = [
      ["Origin", APP],
      ["Access-Control-Request-Method", method],
    ];
    if (asks !== undefined) ask.push(["Access-Control-Request-Headers", asks]);
    events.push({ ...at("2", 2), kind: "started", method: "OPTIONS", context });
    events.push({ ...at("2", 3), kind: "sent", headers: ask });
    events.push({ ...at("2", 4), kind: "answered", status: preflight.status ?? 204, statusLine: "", headers: preflight.headers });
    events.push({ ...at("2", 5), kind: "accepted", status: 204, fromCache: false });
  }
  if (reply !== undefined) {
    events.push({ ...at("1", 6), kind: "sent", headers: [["Origin", APP], ...sent] });
    events.push({ ...at("1", 7), kind: "answered", status: reply.status ?? 200, statusLine: "", headers: reply.headers });
  }
  events.push(accepted ? { ...at("1", 8), kind: "accepted", status: 200, fromCache: false } : { ...at("1", 8), kind: "failed", error });
  const [exchange] = assemble(events);
  if (exchange === undefined) throw new Error("no exchange");
  return exchange;
}

export const allow = (origin: string, ...more: Header[]): Header[] => [["Access-Control-Allow-Origin", origin], ...more];
export const CREDENTIALS: Header = ["Access-Control-Allow-Credentials", "true"];
