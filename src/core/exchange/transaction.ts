import type { Ending, Hop, Transaction } from "./exchange";
import { KIND_ORDER, type NetworkEvent, type RequestContext } from "./networkEvent";
import { endsOutOfSight } from "./redirects";

/** Our own word for an end that the browser does not tell: after a redirect to a scheme outside every filter. */
export const OUT_OF_SIGHT = "out-of-sight";

/** Stands in where even the context was lost with the worker. */
const NOWHERE: RequestContext = { tabId: -1, frameId: -1, type: "other" };

/** Puts an event where its time says; the same event twice is kept once. Mutates `events`, which is nearly always already in order. */
export function insertEvent(events: NetworkEvent[], event: NetworkEvent): void {
  let index = events.length;
  while (index > 0 && isBefore(event, events[index - 1] as NetworkEvent)) index--;
  const previous = events[index - 1];
  if (previous !== undefined && previous.kind === event.kind && previous.timeStamp === event.timeStamp && previous.url === event.url)
    return;
  events.splice(index, 0, event);
}

function isBefore(a: NetworkEvent, b: NetworkEvent): boolean {
  return a.timeStamp === b.timeStamp ? KIND_ORDER[a.kind] < KIND_ORDER[b.kind] : a.timeStamp < b.timeStamp;
}

type Draft = { -readonly [K in keyof Hop]: Hop[K] };

/**
 * Reads the events of one requestId, in time order, into hops and an end. A function of the set of events: in whatever order they
 * arrived, the transaction is the same.
 */
export function foldTransaction(requestId: string, events: readonly NetworkEvent[]): Transaction {
  const hops: Draft[] = [];
  let end: Ending | null = null;
  const hopFor = (event: NetworkEvent, isTaken: (hop: Draft) => boolean): Draft => {
    const last = hops.at(-1);
    if (last !== undefined && last.url === event.url && !isTaken(last)) return last;
    const hop = { url: event.url, method: event.method ?? "", startedAt: event.timeStamp, startSeen: false, sent: null, response: null };
    hops.push(hop);
    return hop;
  };
  for (const event of events) {
    switch (event.kind) {
      case "started":
        hops.push({ url: event.url, method: event.method, startedAt: event.timeStamp, startSeen: true, sent: null, response: null });
        break;
      case "sent":
        hopFor(event, (hop) => hop.sent !== null || hop.response !== null).sent = { headers: event.headers, at: event.timeStamp };
        break;
      case "answered":
        hopFor(event, (hop) => hop.response !== null).response = {
          status: event.status,
          statusLine: event.statusLine,
          headers: event.headers,
          at: event.timeStamp,
        };
        break;
      case "accepted":
        hopFor(event, () => false);
        end = {
          kind: "accepted",
          at: event.timeStamp,
          status: event.status,
          fromCache: event.fromCache,
          ...(event.ip === undefined ? {} : { ip: event.ip }),
        };
        break;
      case "failed":
        hopFor(event, () => false);
        end = { kind: "failed", at: event.timeStamp, error: event.error, afterAccepted: (end as Ending | null)?.kind === "accepted" };
        break;
    }
  }
  const last = hops.at(-1);
  if (end === null && last?.response != null && endsOutOfSight(last.response, last.url)) {
    end = { kind: "failed", at: last.response.at, error: OUT_OF_SIGHT, afterAccepted: false };
  }
  return { requestId, context: events.find((event) => event.context !== undefined)?.context ?? NOWHERE, hops, end };
}
