import { isPotentiallyTrustworthy } from "../../core/fetch/origins";
import { hasPhases } from "../../parts/hopTimes";
import type { SeenRequest } from "./entry";
import { callSiteOf, type Frame } from "./initiator";

/** A request that the browser stopped before the network, so that no extension's webRequest ever heard of it. */
export interface Stopped {
  readonly url: string;
  readonly place: Frame;
}

/**
 * Mixed content, as Chromium's DevTools lists it: nothing happened, with no error's name, to an http: address that code of an https: page asked
 * for. Null for anything else.
 */
export function mixedContent({ key, status, error, initiator, times }: SeenRequest): Stopped | null {
  const url = key.slice(key.indexOf(" ") + 1);
  const place = callSiteOf(initiator);
  if (status !== 0 || error !== "" || hasPhases(times) || place === null) return null;
  if (!url.startsWith("http:") || isPotentiallyTrustworthy(url) || !place.url.startsWith("https:")) return null;
  return { url, place };
}
