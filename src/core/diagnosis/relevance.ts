import { classOfError } from "../engines/errors";
import type { Exchange, Transaction } from "../exchange/exchange";
import { redirectTarget } from "../exchange/redirects";
import { getHeader } from "../fetch/headers";
import { isSameOrigin, originOf } from "../fetch/origins";
import { readWitnesses } from "./hypotheses";
import { requestOriginOf } from "./originOfHop";

/**
 * What becomes of an exchange: cross-origin CORS-mode requests and cross-origin failures are recorded; what succeeded otherwise is only
 * counted; `undecided` is still under way, or was when its end was lost; `ignored` is no request of a page at all.
 */
export type Relevance = "recorded" | "same-origin" | "no-cors" | "navigation" | "undecided" | "ignored";

export function relevanceOf(exchange: Exchange): Relevance {
  const { main, preflights } = exchange;
  if (main === null) return "recorded";
  const { end, hops, context } = main;
  const origin = requestOriginOf(exchange);
  const crossOrigin = [...hops.map(({ url }) => url), ...refusedTarget(main)].some((url) => !isSameOrigin(originOf(url), origin));
  const ended = end !== null && end.kind !== "unseen";
  const error = end?.kind === "failed" ? classOfError(end.error) : null;
  if (error === "cache-probe") return "ignored"; // fonts, and DevTools, ask the cache under a requestId of their own
  if (!crossOrigin) return ended ? "same-origin" : "undecided";
  if (preflights.length > 0) return "recorded";
  const navigation = context.type === "main_frame" || context.type === "sub_frame";
  const { mode } = readWitnesses(exchange);
  if (!ended) return mode === "cors" && !navigation ? "recorded" : "undecided";
  if (end.kind === "failed") {
    const leftAlone = error === "aborted" && mode !== "cors" && context.type !== "xmlhttprequest";
    return leftAlone ? (navigation ? "navigation" : "no-cors") : "recorded";
  }
  if (navigation) return "navigation";
  if (mode === "cors") return "recorded";
  if (mode !== "unknown") return "no-cors";
  // A POST carries Origin in either mode; one that was handed on with the header is taken for CORS, without it for no-cors.
  const last = hops.at(-1);
  const stated = last?.sent == null ? null : getHeader(last.sent.headers, "Origin");
  const allowed = last?.response == null ? null : getHeader(last.response.headers, "Access-Control-Allow-Origin");
  return stated !== null && allowed !== null ? "recorded" : "no-cors";
}

/** Where a failed request was being sent when it ended: a redirect of the page's own origin to another is refused before a hop is seen there. */
function refusedTarget({ end, hops }: Transaction): string[] {
  const last = hops.at(-1);
  const target = end?.kind !== "failed" || last?.response == null ? null : redirectTarget(last.response, last.url);
  return target === null ? [] : [target];
}
