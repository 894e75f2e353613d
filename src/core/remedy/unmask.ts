import type { Diagnosis } from "../diagnosis/diagnosis";
import type { Exchange, ResponseRecord } from "../exchange/exchange";
import type { HeaderList } from "../exchange/networkEvent";
import { hasGap } from "./asked";

/** `not-a-read`: fetching it again would do again what it does. */
export type NoUnmask = "imported" | "not-a-read" | "redacted" | "nothing-hidden";
export type UnmaskPlan =
  | { readonly ok: true; readonly url: string; readonly method: "GET" | "HEAD" }
  | { readonly ok: false; readonly why: NoUnmask };

/** The reply that the browser has and the page was not given. */
export interface HiddenReply {
  /** Of the main request. */
  readonly hop: number;
  readonly url: string;
  readonly response: ResponseRecord;
}

/** As much of a body is shown. */
export const MOST_BYTES = 64 * 1024;
const LONGEST_MARK = 500;
/** What a server's log is searched by, and what tells who answered. */
const MARKS =
  /^(?:server|via|retry-after|www-authenticate|traceparent|cf-ray|x-served-by|x-cache|x-amz-cf-id|x-amzn-(?:requestid|trace-id|errortype)|(?:x-)?(?:[a-z]+-)*(?:request|correlation|trace|error)-?id)$/i;

export function marksOf(headers: HeaderList): (readonly [name: string, value: string])[] {
  return headers.filter(([name]) => MARKS.test(name)).map(([name, value]) => [name, value.slice(0, LONGEST_MARK)]);
}

/** Null when none came, or none is hidden. */
export function hiddenReply(exchange: Exchange, diagnosis: Diagnosis): HiddenReply | null {
  const { main, source } = exchange;
  if (source !== "live" || main === null || diagnosis.verdict === "allowed" || diagnosis.verdict === "unknown") return null;
  const index = hiddenHop(exchange, diagnosis);
  const hop = main.hops[index];
  if (hop?.response == null || diagnosis.notCors === "local-network-access") return null;
  return { hop: index, url: hop.url, response: hop.response };
}

function hiddenHop({ main }: Exchange, { refusedAt }: Diagnosis): number {
  return refusedAt?.hop ?? Math.max((main?.hops.length ?? 0) - 1, 0);
}

/** What to fetch to see the reply that the page was not given. */
export function planUnmask(exchange: Exchange, diagnosis: Diagnosis): UnmaskPlan {
  if (exchange.source !== "live") return { ok: false, why: "imported" };
  const hop = exchange.main?.hops[hiddenHop(exchange, diagnosis)];
  if (hop === undefined || diagnosis.verdict === "allowed" || diagnosis.verdict === "unknown") return { ok: false, why: "nothing-hidden" };
  // What the network refused has no reply; what an extension could fetch from a local network the page was kept from.
  if (diagnosis.notCors !== null && (hop.response === null || diagnosis.notCors === "local-network-access")) {
    return { ok: false, why: "nothing-hidden" };
  }
  const { method, url } = hop;
  if (method !== "GET" && method !== "HEAD") return { ok: false, why: "not-a-read" };
  if (!/^https?:\/\//.test(url)) return { ok: false, why: "nothing-hidden" };
  if (hasGap(url)) return { ok: false, why: "redacted" };
  return { ok: true, url: url.replace(/#.*$/, ""), method };
}
