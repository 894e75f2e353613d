import type { Header, NetworkEvent, RequestContext, ToldKind } from "../core/exchange/networkEvent";
import type { CommonDetails } from "./dialect";
import type { Redactor } from "./redact";

/**
 * What details tell, as an event; `headers` reads the list that this kind of event has. Written out field by field: this is done at every event
 * of every page, and a spread takes V8 ten times as long.
 */
export function eventFrom(
  kind: ToldKind,
  details: CommonDetails,
  context: RequestContext,
  redactor: Redactor,
  headers: (of: "request" | "response") => Header[],
): NetworkEvent {
  const { requestId, timeStamp } = details;
  const url = redactor.url(details.url);
  const method = redactor.line(details.method);
  const status = details.statusCode ?? 0;
  switch (kind) {
    case "started":
      return { kind, requestId, timeStamp, url, method, context };
    case "sent":
      return { kind, requestId, timeStamp, url, method, context, headers: headers("request") };
    case "answered": {
      const statusLine = redactor.line(details.statusLine ?? "");
      return { kind, requestId, timeStamp, url, method, context, status, statusLine, headers: headers("response") };
    }
    case "accepted": {
      const fromCache = details.fromCache === true;
      return details.ip == null
        ? { kind, requestId, timeStamp, url, method, context, status, fromCache }
        : { kind, requestId, timeStamp, url, method, context, status, fromCache, ip: details.ip };
    }
    case "failed":
      return { kind, requestId, timeStamp, url, method, context, error: details.error ?? "" };
  }
}
