import type { Exchange, Hop, Transaction } from "../core/exchange/exchange";

/** So long nothing is heard of a request before it is given up. */
const PATIENCE = 5 * 60_000;

/** When a request whose end may have been lost is given up: its page went, or five minutes passed without a word of it. Null before that. */
export function hopelessAt(lastHeard: number, navigatedAt: number, now: number): number | null {
  if (lastHeard < navigatedAt) return navigatedAt;
  return now - lastHeard < PATIENCE ? null : lastHeard + PATIENCE;
}

/** What a worker after the one that recorded the rest hears of a request: the end that was missing, or how the body of its reply broke off. */
export function joinedWithEarlier(before: Exchange | undefined, found: Exchange): Exchange {
  const [main, heard] = [before?.main, found.main];
  if (before === undefined || main?.end == null || heard?.hops[0]?.startSeen !== false || main.hops[0]?.startSeen !== true) return found;
  const { end } = heard;
  if (main.end.kind !== "unseen")
    return end?.kind === "failed" ? { ...before, main: { ...main, end: { ...end, afterAccepted: true } } } : before;
  if (end === null || end.kind === "unseen") return before;
  return { ...before, main: { ...main, hops: joinedHops(main, heard), end } };
}

/** The first that was heard is the last that was known, unless a redirect lies between. */
function joinedHops({ hops }: Transaction, { hops: [next, ...rest] }: Transaction): readonly Hop[] {
  const last = hops.at(-1);
  if (next === undefined || last?.url !== next.url) return next === undefined ? hops : [...hops, next, ...rest];
  return [...hops.slice(0, -1), { ...last, sent: last.sent ?? next.sent, response: last.response ?? next.response }, ...rest];
}
