import type { Exchange } from "../core/exchange/exchange";
import { leadOf } from "../core/exchange/exchange";

/** Who sent a request, as far as an exchange tells. */
export interface Initiator {
  readonly kind: "page" | "frame" | "worker" | "unknown";
  /** Serialised origin; empty where the browser does not say. */
  readonly origin: string;
  /** `URL:line:column`, by the page's own word. */
  readonly callSite: string | null;
}

/** Frame 0 is the page of the tab; requests of shared and service workers belong to no tab and no frame. */
export function initiatorOf(exchange: Exchange): Initiator {
  const { tabId, frameId, initiator } = leadOf(exchange).context;
  const placeless = tabId < 0 || frameId < 0;
  const kind = placeless ? (initiator === undefined ? "unknown" : "worker") : frameId === 0 ? "page" : "frame";
  return { kind, origin: initiator ?? "", callSite: exchange.witness?.callSite ?? null };
}

/** The end of a call site is what tells two apart: `app.js:12`. */
export function shortCallSite(callSite: string): string {
  const [, url = callSite, line = ""] = /^(.*?)(?::(\d+))?(?::\d+)?$/su.exec(callSite) ?? [];
  const path = URL.parse(url)?.pathname ?? url;
  const file = path.slice(path.lastIndexOf("/") + 1) || path;
  return line === "" ? file : `${file}:${line}`;
}

/** Short enough for a column: the place in the code, else the host. */
export function initiatorPlace({ origin, callSite }: Initiator): string {
  if (callSite !== null) return shortCallSite(callSite);
  return URL.parse(origin)?.host ?? origin;
}
