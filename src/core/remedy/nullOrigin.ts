import type { Exchange } from "../exchange/exchange";
import { originOf } from "../fetch/origins";
import type { Plan } from "./policy";
import { quote } from "./quote";
import type { Refused } from "./refused";

/**
 * `Origin: null` is what every sandboxed frame of every site sends. A server that allows it allows all of them, so the advice is always to
 * get the request an origin.
 */
export function nullOriginPlan(exchange: Exchange, part: Refused): Plan {
  const { summary, source } = whereFrom(exchange, part);
  return {
    party: "client",
    headersHelp: false,
    summary,
    advice: [source, "Do not allow `null` on the server: any site can send it from a sandboxed frame."],
  };
}

function whereFrom(exchange: Exchange, part: Refused): { readonly summary: string; readonly source: string } {
  const initiator = exchange.main?.context.initiator;
  const urls = (exchange.main?.hops ?? []).slice(0, part.hop + 1).map((hop) => hop.url);
  if (new Set(urls.map(originOf)).size > 1 && initiator !== "null") {
    return {
      summary: `Call ${quote(part.url)} directly: the redirect to another origin made the browser send \`Origin: null\`.`,
      source: "After a redirect from one foreign origin to another, browsers no longer say where the request began.",
    };
  }
  if (initiator?.startsWith("file:")) {
    return {
      summary: "Open the page from an http(s) server: a page opened from a file has no origin.",
      source: "The page was opened from a file.",
    };
  }
  return {
    summary: "Give the page an origin: it runs in a sandboxed frame, from a file or from a `data:` URL.",
    source:
      "A frame with the attribute `sandbox` but without `allow-same-origin`, a `data:` URL and a page opened from a file all send `Origin: null`.",
  };
}
