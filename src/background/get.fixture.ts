import type { NetworkEvent, RequestContext } from "../core/exchange/networkEvent";

function context(change: Partial<RequestContext> = {}): RequestContext {
  return { tabId: 1, frameId: 0, documentId: "d", initiator: "http://app.test", type: "xmlhttprequest", ...change };
}

/** A cross-origin GET that is refused for want of Access-Control-Allow-Origin, or handed on. */
export function get(
  requestId: string,
  url: string,
  {
    timeStamp = 100,
    end = "failed",
    headers = [] as [string, string][],
    ...change
  }: Record<string, unknown> & { headers?: [string, string][] } = {},
): NetworkEvent[] {
  const at = (offset: number) => ({ requestId, url, timeStamp: (timeStamp as number) + offset });
  return [
    { ...at(0), kind: "started", method: "GET", context: context(change) },
    { ...at(1), kind: "sent", headers: [["Origin", "http://app.test"]] },
    { ...at(2), kind: "answered", status: 200, statusLine: "HTTP/1.1 200 OK", headers },
    end === "failed"
      ? { ...at(3), kind: "failed", error: "net::ERR_FAILED" }
      : { ...at(3), kind: "accepted", status: 200, fromCache: false },
  ];
}
