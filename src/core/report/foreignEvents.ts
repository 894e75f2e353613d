import { readWitnesses } from "../diagnosis/hypotheses";
import { walk } from "../diagnosis/walk";
import type { Engine } from "../engines/engine";
import { UNSTATED_ERROR } from "../engines/errors";
import type { Ending, Exchange, Transaction } from "../exchange/exchange";
import type { NetworkEvent, RequestContext } from "../exchange/networkEvent";
import { chainEntries, isPreflight, type Timed, withPreflights } from "./foreignChains";
import type { ForeignEntry } from "./foreignEntry";

/** The events that a browser would have fired for these entries; a main request whose outcome the file does not tell stays without an end. */
export function foreignEvents(entries: readonly ForeignEntry[], tellsOutcome: boolean): NetworkEvent[] {
  const chains = withPreflights(chainEntries(entries));
  const initiators = new Map<ForeignEntry, string>();
  for (const chain of chains) {
    const initiator = initiatorOf(chain);
    for (const { preflight } of chain) if (preflight !== null && initiator !== null) initiators.set(preflight, initiator);
  }
  return chains.flatMap((chain, index) => {
    const first = chain[0]?.entry;
    if (first === undefined) return [];
    const initiator = initiators.get(first) ?? initiatorOf(chain);
    const context: RequestContext = { tabId: -1, frameId: 0, type: first.type, ...(initiator === null ? {} : { initiator }) };
    return chainEvents(chain, `har-${index}`, context, tellsOutcome);
  });
}

/** A request whose preflight failed is often written without the headers that say where it came from; its preflight knows. */
function initiatorOf(chain: readonly Timed[]): string | null {
  return chain[0]?.entry.initiator ?? chain[0]?.preflight?.initiator ?? null;
}

function chainEvents(chain: readonly Timed[], requestId: string, context: RequestContext, tellsOutcome: boolean): NetworkEvent[] {
  const events: NetworkEvent[] = [];
  for (const { entry, startedAt, sentAt, preflight } of chain) {
    const base = { requestId, url: entry.url };
    events.push({ ...base, kind: "started", timeStamp: startedAt, method: entry.method, context });
    // Without a reply and held back by a preflight: the headers in the file are those that would have been sent.
    const heldBack = !hasReply(entry) && preflight !== null;
    if (!heldBack && entry.requestHeaders.length > 0)
      events.push({ ...base, kind: "sent", timeStamp: sentAt, headers: entry.requestHeaders });
    if (hasReply(entry)) events.push({ ...base, kind: "answered", timeStamp: Math.max(sentAt, entry.answeredAt), ...entry.reply });
  }
  const last = chain.at(-1);
  if (last !== undefined) events.push(...endEvents(last, requestId, tellsOutcome));
  return events;
}

/** Writers put 0 or -1 where no reply came. */
function hasReply({ reply }: ForeignEntry): boolean {
  return reply.status > 0;
}

/** The word of Chromium that gives no reason: it lets the headers speak. */
const UNSTATED = "net::ERR_FAILED";

function endEvents({ entry, sentAt }: Timed, requestId: string, tellsOutcome: boolean): NetworkEvent[] {
  const base = { requestId, url: entry.url, timeStamp: Math.max(sentAt, entry.endedAt) };
  const { status } = entry.reply;
  if (entry.error !== null) return [{ ...base, kind: "failed", error: entry.error }];
  if (!hasReply(entry)) return [{ ...base, kind: "failed", error: isPreflight(entry) ? UNSTATED_ERROR : UNSTATED }];
  // Browsers finish a preflight in good order even when they refuse what it says.
  if (!tellsOutcome && !isPreflight(entry)) return [];
  return [{ ...base, kind: "accepted", status, fromCache: entry.fromCache, ...(entry.ip === null ? {} : { ip: entry.ip }) }];
}

/**
 * A file that knows only the wire does not tell what the browser made of a reply. The headers do, where they come to the same under every
 * credentials mode that is left open; `incomplete` then keeps the judgement from calling itself certain.
 */
export function withOutcome(exchange: Exchange, engine: Engine): Exchange {
  const { main } = exchange;
  if (main === null || main.end !== null) return exchange;
  const { mode, credentials } = readWitnesses(exchange);
  const worlds = credentials === "unknown" ? [false, true] : [credentials === "include"];
  const passes = worlds.map((credentialed) =>
    walk(engine, exchange, credentialed).every(({ results }) => results.every(({ reason }) => reason === null)),
  );
  const refused = mode === "cors" && passes.includes(false);
  return { ...exchange, main: { ...main, end: refused ? failedEnd(main) : acceptedEnd(main) }, incomplete: true };
}

function acceptedEnd(main: Transaction): Ending {
  const reply = main.hops.at(-1)?.response;
  return { kind: "accepted", at: reply?.at ?? 0, status: reply?.status ?? 0, fromCache: false };
}

function failedEnd(main: Transaction): Ending {
  return { kind: "failed", at: main.hops.at(-1)?.response?.at ?? 0, error: UNSTATED, afterAccepted: false };
}
