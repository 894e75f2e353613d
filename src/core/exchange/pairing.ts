import { corsUnsafeRequestHeaderNames, getHeader, isForbiddenRequestHeader } from "../fetch/headers";
import type { Hop, Transaction } from "./exchange";
import type { HeaderList } from "./networkEvent";
import { placeKey } from "./place";
import { tellingIn } from "./telling";

/**
 * Who sent this preflight? Browsers do not say: a preflight has its own requestId. What was measured: it starts after its main request and
 * before that is answered, under the same URL and in the same place; among equals, first come is first served (Chromium 263 of 263 in bursts
 * of 50, Firefox 96 of 96 in bursts of 8).
 */

/** What a browser adds by itself, so that no preflight asks for it, though a page may set it as well. */
const BY_BROWSER = new Set(
  "user-agent priority cache-control pragma if-none-match if-modified-since alt-used upgrade-insecure-requests".split(" "),
);

/** A main request's hop that may have sent a preflight. */
interface Claimant {
  readonly transaction: Transaction;
  readonly index: number;
  readonly hop: Hop;
  /** When this hop was over: its reply, the next hop, or the transaction's end. */
  readonly over: number;
}

export interface Claim {
  readonly preflight: string;
  readonly main: string;
  readonly hop: number;
}

/** Everything that can be told apart without headers; requests with different keys never belong together. */
export function pairingKey(transaction: Transaction, hop: Hop): string {
  const { tabId, frameId, documentId, initiator } = transaction.context;
  // A page that was loaded ahead changes its frame when it is shown, and a document is in one frame only.
  return `${withoutFragment(hop.url)} ${tabId} ${documentId ?? frameId} ${initiator ?? ""} ${placeKey(transaction.context)}`;
}

/** A preflight belongs to the request for the URL that it was sent to first, wherever it was sent on to. */
export function beginsUnder(key: string, transaction: Transaction): boolean {
  const first = transaction.hops[0];
  return first !== undefined && pairingKey(transaction, first) === key;
}

function withoutFragment(url: string): string {
  const hash = url.indexOf("#");
  return hash < 0 ? url : url.slice(0, hash);
}

/** It was stopped before it left, or its leaving is not told yet. */
export function isUnsentOptions({ hops }: Transaction): boolean {
  return hops[0]?.method === "OPTIONS" && hops[0].sent === null;
}

/** The method a preflight asks for; null for an OPTIONS that is no preflight or was never seen leaving. */
export function requestedMethod(transaction: Transaction): string | null {
  const hop = transaction.hops[0];
  if (hop === undefined || hop.method !== "OPTIONS" || hop.sent === null) return null;
  return getHeader(hop.sent.headers, "Access-Control-Request-Method");
}

/**
 * Pairs the preflights among the transactions of one key that began at `since` or later; what those before them have is in `standing`. A
 * function of the set: the order of arrival does not matter.
 */
export function pairPreflights(key: string, transactions: readonly Transaction[], since: number, standing: readonly Claim[]): Claim[] {
  const byStart = (a: Transaction, b: Transaction) => firstStart(a) - firstStart(b) || byId(a, b);
  const preflights = transactions.filter((transaction) => requestedMethod(transaction) !== null);
  const isPreflight = new Set(preflights);
  const others = transactions.filter((transaction) => !isPreflight.has(transaction));
  const claimants = claimantsOf(key, others, new Set(standing.map(claimName)));
  const claims: Claim[] = [];
  const claim = (preflight: Transaction, claimant: Claimant | undefined): void => {
    if (claimant === undefined) return;
    claimants.delete(claimant);
    claims.push({ preflight: preflight.requestId, main: claimant.transaction.requestId, hop: claimant.index });
  };
  const due = preflights.filter((preflight) => firstStart(preflight) >= since && beginsUnder(key, preflight));
  for (const preflight of due.sort(byStart)) claim(preflight, oldestClaimant(claimants, preflight, requestedMethod(preflight)));
  // An OPTIONS that something stopped before it left carries no Access-Control-Request-Method: a preflight only if somebody misses one.
  const taken = new Set([...standing, ...claims].map(({ main }) => main));
  const unsent = transactions.filter((one) => isUnsentOptions(one) && beginsUnder(key, one) && !taken.has(one.requestId));
  for (const preflight of unsent.sort(byStart)) claim(preflight, oldestClaimant(claimants, preflight, null));
  return claims;
}

const claimName = ({ main, hop }: Pick<Claim, "main" | "hop">): string => `${hop} ${main}`;

function claimantsOf(key: string, transactions: readonly Transaction[], taken: ReadonlySet<string>): Set<Claimant> {
  const claimants: Claimant[] = [];
  for (const transaction of transactions) {
    transaction.hops.forEach((hop, index) => {
      if (taken.has(claimName({ main: transaction.requestId, hop: index })) || pairingKey(transaction, hop) !== key) return;
      const over = hop.response?.at ?? transaction.hops[index + 1]?.startedAt ?? transaction.end?.at ?? Number.POSITIVE_INFINITY;
      claimants.push({ transaction, index, hop, over });
    });
  }
  return new Set(claimants.sort((a, b) => a.hop.startedAt - b.hop.startedAt || byId(a.transaction, b.transaction)));
}

function oldestClaimant(claimants: ReadonlySet<Claimant>, preflight: Transaction, method: string | null): Claimant | undefined {
  const start = firstStart(preflight);
  const asked = requestedHeaders(preflight);
  const { headersMeanSent } = tellingIn(preflight.context);
  const fits = headersMeanSent ? carries : asksFor;
  let fallback: Claimant | undefined;
  for (const claimant of claimants) {
    const { hop, transaction, over } = claimant;
    if (hop.startedAt > start) break; // they are in order of start: nobody later can have sent it
    if (transaction === preflight || over < start) continue;
    if (headersMeanSent && hop.sent !== null && hop.sent.at < start) continue;
    if (method === null ? hop.method === "OPTIONS" : hop.method !== method) continue;
    if (hop.sent === null || fits(hop.sent.headers, asked)) return claimant;
    fallback ??= claimant; // another extension may have removed a header after the preflight asked for it
  }
  return fallback;
}

function requestedHeaders(preflight: Transaction): string[] {
  const value = getHeader(preflight.hops[0]?.sent?.headers ?? [], "Access-Control-Request-Headers");
  return value === null || value === "" ? [] : value.split(",").map((name) => name.trim().toLowerCase());
}

function carries(headers: HeaderList, names: readonly string[]): boolean {
  const present = new Set(headers.map(([name]) => name.toLowerCase()));
  return names.every((name) => present.has(name));
}

/** Whether a preflight of a request with these headers asks for just these names. */
function asksFor(headers: HeaderList, names: readonly string[]): boolean {
  const unsafe = corsUnsafeRequestHeaderNames(headers.filter(([name, value]) => !isForbiddenRequestHeader(name, value)));
  return names.every((name) => unsafe.includes(name)) && unsafe.every((name) => BY_BROWSER.has(name) || names.includes(name));
}

/** Ids rise in the order of beginning; they settle which of two was first within one tick of the browser's clock. */
function byId(a: Transaction, b: Transaction): number {
  return Number(a.requestId) - Number(b.requestId) || 0;
}

export function firstStart(transaction: Transaction): number {
  return transaction.hops[0]?.startedAt ?? 0;
}
