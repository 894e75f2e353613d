import { type Exchange, leadOf } from "../core/exchange/exchange";
import { isSamePlace } from "../core/exchange/place";
import { isSameOrigin, originOf } from "../core/fetch/origins";
import type { Navigation, Subject } from "../messaging/protocol";

export function isPrivate(exchange: Exchange): boolean {
  return leadOf(exchange).context.incognito === true;
}

/**
 * Whether an exchange is shown where this subject is: a worker's requests belong to no tab and are shown with the page of their origin, if
 * that is in the same container; what is private is shown with its own tab only.
 */
export function belongsTo(subject: Subject, navigations: readonly Navigation[]): (exchange: Exchange) => boolean {
  if (subject === "all") return (exchange) => !isPrivate(exchange);
  const page = navigations.findLast((navigation) => navigation.tabId === subject);
  const origin = page === undefined ? "null" : originOf(page.url);
  return (exchange) => {
    const { context } = leadOf(exchange);
    if (context.tabId !== -1 || context.initiator === undefined) return context.tabId === subject;
    return isSameOrigin(context.initiator, origin) && isSamePlace(context, page ?? {});
  };
}
