import type { Header, NetworkEvent, RequestContext, ToldKind } from "../core/exchange/networkEvent";
import type { CommonDetails } from "./dialect";
import type { Redactor } from "./redact";

/** What is written field by field, until it is handed on. */
export type Draft<T> = { -readonly [Field in keyof T]: T[Field] };

let latest: RequestContext | null = null;

/** The context of the event before, where it says the same, as it does for most of a page: events and what is made of them are kept for a while. */
function shared(context: RequestContext): RequestContext {
  const isSame =
    latest !== null &&
    latest.tabId === context.tabId &&
    latest.frameId === context.frameId &&
    latest.type === context.type &&
    latest.documentId === context.documentId &&
    latest.initiator === context.initiator &&
    latest.incognito === context.incognito &&
    latest.container === context.container &&
    latest.toldBy === context.toldBy;
  if (!isSame) latest = context;
  return latest ?? context;
}

/**
 * What details tell, as an event; `headers` reads the list that this kind of event has. Written out field by field: this is done at every event
 * of every page, and a spread takes V8 ten times as long.
 */
export function eventFrom(
  kind: ToldKind,
  details: CommonDetails,
  told: RequestContext,
  redactor: Redactor,
  headers: (of: "request" | "response") => Header[],
): NetworkEvent {
  const { requestId, timeStamp } = details;
  const context = shared(told);
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
