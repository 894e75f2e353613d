import { isPotentiallyTrustworthy } from "../../core/fetch/origins";
import { hasPhases } from "../../parts/hopTimes";
import type { SeenRequest } from "./entry";
import { callSiteOf, type Frame } from "./initiator";

/** A request that the browser stopped before the network, so that no extension's webRequest ever heard of it. */
export interface Stopped {
  readonly url: string;
  /** `rule`: of the page, a Content-Security-Policy or mode `same-origin`; which, Firefox does not tell. */
  readonly as: "mixed-content" | "rule";
  /** Null in Firefox, which does not tell extensions who asked. */
  readonly place: Frame | null;
}

/** Null for anything that was sent, or may have been. */
export function stoppedEarly(seen: SeenRequest): Stopped | null {
  return mixedContent(seen) ?? forbidden(seen);
}

/**
 * Mixed content, as Chromium's DevTools lists it: nothing happened, with no error's name, to an http: address that code of an https: page asked
 * for.
 */
function mixedContent({ key, status, error, initiator, times }: SeenRequest): Stopped | null {
  const url = urlIn(key);
  const place = callSiteOf(initiator);
  if (status !== 0 || error !== "" || hasPhases(times) || place === null) return null;
  if (!url.startsWith("http:") || isPotentiallyTrustworthy(url) || !place.url.startsWith("https:")) return null;
  return { url, as: "mixed-content", place };
}

function forbidden({ key, forbidden }: SeenRequest): Stopped | null {
  const url = urlIn(key);
  return forbidden && /^https?:/.test(url) ? { url, as: "rule", place: null } : null;
}

function urlIn(key: string): string {
  return key.slice(key.indexOf(" ") + 1);
}
