import { type Exchange, leadOf } from "./exchange";

/** `api.test` (any port), `api.test:8080` (that port) or `*.ads.test` (the host and all below it), lower case. */
export type HostPattern = string;

const PATTERN = /^(?:\*\.)?[^\s/?#@*]{1,253}$/u;

/** What the user typed or clicked as a pattern; null when it names no host. A whole URL is taken by its host. */
export function readHostPattern(text: string): HostPattern | null {
  const trimmed = text.trim().toLowerCase();
  const host = trimmed.includes("://") ? (URL.parse(trimmed)?.host ?? "") : trimmed;
  return PATTERN.test(host) ? host : null;
}

/** Asked for every exchange that is kept, so the patterns are taken apart once. */
export function hostMatcher(patterns: readonly HostPattern[]): (exchange: Exchange) => boolean {
  if (patterns.length === 0) return () => false;
  const exact = new Set(patterns.filter((pattern) => !pattern.startsWith("*.")));
  const suffixes = patterns.filter((pattern) => pattern.startsWith("*.")).map((pattern) => pattern.slice(1));
  return (exchange) => {
    const url = URL.parse(leadOf(exchange).hops[0]?.url ?? "");
    if (url === null) return false;
    return exact.has(url.host) || exact.has(url.hostname) || suffixes.some((suffix) => `.${url.hostname}`.endsWith(suffix));
  };
}
