import type { Ending, Hop, Transaction } from "./exchange";
import { KIND_ORDER, type NetworkEvent, type RequestContext } from "./networkEvent";
import { endsOutOfSight, redirectLocation } from "./redirects";
import { tellingIn } from "./telling";

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
  const context = events.find((event) => event.context !== undefined)?.context ?? NOWHERE;
  const hops: Draft[] = [];
  let end: Ending | null = null;
  for (const event of inTurn(events, hops)) {
    switch (event.kind) {
      case "started":
        if (!isTakenUpAgain(hops.at(-1), event)) hops.push(hopOf(event, true));
        break;
      case "sent":
        hopFor(hops, event, (hop) => hop.sent !== null || hop.response !== null).sent = { headers: event.headers, at: event.timeStamp };
        break;
      case "answered":
        hopFor(hops, event, (hop) => hop.response !== null).response = {
          status: event.status,
          statusLine: event.statusLine,
          headers: event.headers,
          at: event.timeStamp,
        };
        break;
      case "accepted":
        if (isWithoutReply(hops.at(-1), event, context)) break;
        hopFor(hops, event, () => false);
        end = acceptedBy(event);
        break;
      case "failed":
        // Firefox tells a refused redirect under the URL that it would have gone to, and never went there.
        if (!isRedirected(hops.at(-1))) hopFor(hops, event, () => false);
        end = { kind: "failed", at: event.timeStamp, error: event.error, afterAccepted: isHandedOn(end, hops.at(-1)) };
        break;
      case "unseen":
        end ??= { kind: "unseen", at: event.timeStamp };
        break;
    }
  }
  const last = hops.at(-1);
  if (end === null && last?.response != null && endsOutOfSight(last.response, last.url)) {
    end = { kind: "failed", at: last.response.at, error: OUT_OF_SIGHT, afterAccepted: false };
  }
  return { requestId, context, hops, end };
}

/**
 * The events as they must have happened. Firefox tells time in whole milliseconds, so that a reply and the redirect it starts, or a
 * request and its headers, can bear the same: among such, the one comes next that the request so far leads to. `hops` grows as the events
 * are taken.
 */
function* inTurn(events: readonly NetworkEvent[], hops: readonly Draft[]): Generator<NetworkEvent> {
  for (let start = 0; start < events.length; ) {
    const first = events[start] as NetworkEvent;
    let over = start + 1;
    while (over < events.length && events[over]?.timeStamp === first.timeStamp) over++;
    if (over === start + 1) yield first;
    else {
      const tied = events.slice(start, over);
      while (tied.length > 0) yield tied.splice(nextAfter(hops.at(-1), tied), 1)[0] as NetworkEvent;
    }
    start = over;
  }
}

/** `tied` is in the order of kinds, starts before all else: right unless the reply of what is under way is among them. */
function nextAfter(last: Draft | undefined, tied: readonly NetworkEvent[]): number {
  if (last === undefined || last.response !== null || tied[0]?.kind !== "started") return 0;
  const reply = tied.findIndex(({ kind, url }) => kind === "answered" && url === last.url);
  const own = last.sent === null && reply >= 0 ? tied.findIndex(({ kind, url }) => kind === "sent" && url === last.url) : -1;
  return Math.max(own >= 0 ? own : reply, 0);
}

function hopOf({ url, method, timeStamp }: NetworkEvent, startSeen: boolean): Draft {
  return { url, method: method ?? "", startedAt: timeStamp, startSeen, sent: null, response: null };
}

/** The hop that an event speaks of, or a new one whose start was not seen. */
function hopFor(hops: Draft[], event: NetworkEvent, isTaken: (hop: Draft) => boolean): Draft {
  const known = hops.at(-1);
  if (known !== undefined && known.url === event.url && !isTaken(known)) return known;
  const hop = hopOf(event, false);
  hops.push(hop);
  return hop;
}

function acceptedBy({ timeStamp: at, status, fromCache, ip }: Extract<NetworkEvent, { kind: "accepted" }>): Ending {
  return ip === undefined ? { kind: "accepted", at, status, fromCache } : { kind: "accepted", at, status, fromCache, ip };
}

/** A service worker that lets a request pass has Firefox start it once more: the same request, of which nothing had happened yet. */
function isTakenUpAgain(last: Draft | undefined, { url, method }: NetworkEvent): boolean {
  return last?.startSeen === true && last.url === url && last.method === method && last.sent === null && last.response === null;
}

/** Firefox says status 0 of a hop that never got a reply, and then how it failed. Of an opaque reply it says the same, but has shown it before. */
function isWithoutReply(last: Draft | undefined, { status, url }: { status: number; url: string }, context: RequestContext): boolean {
  return status === 0 && !tellingIn(context).statusOfOpaque && (last?.response == null || last.url !== url);
}

function isHandedOn(end: Ending | null, last: Draft | undefined): boolean {
  return end?.kind === "accepted" && !(end.status === 0 && isRedirected(last));
}

function isRedirected(last: Draft | undefined): boolean {
  return last?.response != null && redirectLocation(last.response) !== null;
}
