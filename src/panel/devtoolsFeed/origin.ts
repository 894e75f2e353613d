import { type Exchange, isOver } from "../../core/exchange/exchange";
import type { Feed } from "./feed";
import type { Frame, Segment } from "./initiator";

/** Who asked for an exchange, or why that is not known. */
export type Origin =
  /** `agreed`: which of several entries it was is open, but all were sent from the same place. */
  | { readonly kind: "script"; readonly stack: readonly Segment[]; readonly by: "alone" | "order" | "agreed" }
  | { readonly kind: "markup"; readonly place: Frame | null }
  | { readonly kind: "imported" | "outside" | "under-way" | "late" | "ambiguous" | "worker" | "browser" | "unseen" };

/** How much before its first entry DevTools may have been opened: clocks and queues. */
const SLACK_MS = 50;

export function originOfRequest(exchange: Exchange, feed: Feed | null): Origin {
  if (exchange.source === "imported") return { kind: "imported" };
  if (feed === null) return { kind: "outside" };
  const initiator = feed.initiator(exchange);
  const { main } = exchange;
  const found = main === null ? null : feed.find(main, 0);
  if (initiator?.kind === "script") {
    const by = found === null || found.by === "nobody" ? "agreed" : found.by;
    return { kind: "script", stack: initiator.stack, by };
  }
  if (initiator?.kind === "parser") return { kind: "markup", place: initiator.place };
  if (initiator !== null) return { kind: "browser" };
  if (found !== null) return { kind: "ambiguous" };
  if (!isOver(exchange)) return { kind: "under-way" };
  if (main !== null && main.context.tabId < 0) return { kind: "worker" };
  const startedAt = (main ?? exchange.preflights[0]?.transaction)?.hops[0]?.startedAt ?? 0;
  return { kind: startedAt < feed.since - SLACK_MS ? "late" : "unseen" };
}
