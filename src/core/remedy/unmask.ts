import type { Diagnosis } from "../diagnosis/diagnosis";
import type { Exchange } from "../exchange/exchange";
import { hasGap } from "./asked";

/** `not-a-read`: fetching it again would do again what it does. */
export type NoUnmask = "imported" | "not-a-read" | "redacted" | "nothing-hidden";
export type UnmaskPlan =
  | { readonly ok: true; readonly url: string; readonly method: "GET" | "HEAD" }
  | { readonly ok: false; readonly why: NoUnmask };

/** What to fetch to see the reply that the page was not given. */
export function planUnmask(exchange: Exchange, diagnosis: Diagnosis): UnmaskPlan {
  if (exchange.source !== "live") return { ok: false, why: "imported" };
  const hop = exchange.main?.hops[diagnosis.refusedAt?.hop ?? Math.max(exchange.main.hops.length - 1, 0)];
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
