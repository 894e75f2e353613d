import type { ScrubUrls } from "../../core/exchange/secretsInUrls";
import type { HopTimes } from "../../parts/hopTimes";
import type { ReadContent } from "../live/keptReply";
import { type Initiator, readInitiator } from "./initiator";
import { fieldsOf, numberOf, textOf } from "./read";

/**
 * What is kept of one entry of DevTools' HAR. Entries carry live cookies and authorization values; nothing but these fields is read, and the
 * entry itself is let go at once.
 */
export interface SeenRequest {
  /** Method and URL, as `keyOf` spells them. */
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly status: number;
  /** The browser's error name, when it has one. */
  readonly error: string;
  readonly resourceType: string;
  /** Firefox never sent it: it lists what a rule of the page forbids as a reply without a size. */
  readonly forbidden: boolean;
  readonly initiator: Initiator;
  readonly times: HopTimes;
  /** Where DevTools hands out what a page was not given. Asking for it later holds nothing of the entry. */
  readonly content?: ReadContent;
}

const LONGEST = 8192;
const DROPPED = "[redacted]";
/** How the recorder marks what it dropped. */
const MARKS = /\[redacted(?:%23)?\w*\]/g;
const CUT = /\[cut:\d+:\w+\]$/;

/** Two requests with one key may be the same. The recorder's URL and DevTools' give the same key, if both drop the same secrets. */
export function keyOf(method: string, url: string, scrub: ScrubUrls): string {
  const known = url.replace(/#.*$/su, "").replace(CUT, "").replaceAll(MARKS, DROPPED);
  return `${method} ${scrub(known, () => DROPPED).slice(0, LONGEST)}`;
}

/** Null when this is no entry: it was written by the browser, but about strangers. */
export function readEntry(value: unknown, scrub: ScrubUrls): SeenRequest | null {
  const entry = fieldsOf(value);
  const request = fieldsOf(entry.request);
  const response = fieldsOf(entry.response);
  const startedAt = Date.parse(textOf(entry.startedDateTime, 40));
  const method = textOf(request.method, 64);
  const url = textOf(request.url, LONGEST * 4);
  if (Number.isNaN(startedAt) || method === "" || !/^[a-z][a-z0-9+.-]*:/i.test(url)) return null;
  return {
    key: keyOf(method, url, scrub),
    startedAt,
    status: numberOf(response.status) ?? 0,
    // Chromium writes it into the reply, the command line of HAR tools into the entry.
    error: textOf(response._error, 80) || textOf(entry._error, 80),
    resourceType: textOf(entry._resourceType, 40),
    forbidden: isForbidden(entry),
    initiator: readInitiator(entry._initiator, scrub),
    times: readTimes(entry, startedAt),
  };
}

/** What failed on the network has a size of 0 there. Chromium, which lists no such request, marks its entries with an initiator. */
function isForbidden(entry: Readonly<Record<string, unknown>>): boolean {
  const { status, bodySize } = fieldsOf(entry.response);
  return status === 0 && bodySize === -1 && !("_initiator" in entry) && !("_securityState" in entry);
}

function readTimes(entry: Readonly<Record<string, unknown>>, startedAt: number): HopTimes {
  const timings = fieldsOf(entry.timings);
  const of = (name: string) => {
    const value = numberOf(timings[name]);
    return value === null || value < 0 ? 0 : value;
  };
  const queued = of("_blocked_queueing");
  const tls = of("ssl");
  return {
    startedAt,
    totalMs: Math.max(0, numberOf(entry.time) ?? 0),
    // HAR counts the queue into `blocked`, and TLS into `connect`.
    phases: {
      queued,
      stalled: Math.max(0, of("blocked") - queued),
      dns: of("dns"),
      connect: Math.max(0, of("connect") - tls),
      tls,
      send: of("send"),
      wait: of("wait"),
      receive: of("receive"),
    },
    ip: textOf(entry.serverIPAddress, 64),
    priority: textOf(entry._priority, 20),
  };
}
