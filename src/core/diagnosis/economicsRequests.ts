import { ENGINES } from "../engines/byName";
import type { EngineName } from "../engines/engine";
import { type Exchange, endedAt, type Transaction } from "../exchange/exchange";
import type { HeaderList } from "../exchange/networkEvent";
import { extractHeaderListValues, getHeader } from "../fetch/headers";
import { isOkStatus } from "../fetch/statuses";
import type { Diagnosis, PreflightFacts } from "./diagnosis";
import { isCorsTainted, originAtHop, requestOriginOf } from "./originOfHop";
import { letThrough, preflightFacts, requestedHeaderNames } from "./preflights";

/** What is read of a judgement; the dear parts (`engines`, `ladder`) are left alone. */
export type Judge = (exchange: Exchange) => Pick<Diagnosis, "mode" | "credentials" | "refusedAt" | "preflight" | "judgedBy">;

/** What a preflight's reply lists; `methods` is null where it has no such header. Names in lower case. */
export interface AllowedLists {
  readonly methods: ReadonlySet<string> | null;
  readonly headers: ReadonlySet<string>;
}

/** A preflight on the wire, with all that decides what its reply could have stood for later. */
export interface SentPreflight {
  /** The origin as this hop states it: `null` once a redirect tainted it. */
  readonly origin: string;
  /** The URL as it keys the cache: with its query, without its fragment. */
  readonly url: string;
  readonly method: string;
  /** Lower-case. */
  readonly headerNames: readonly string[];
  readonly credentials: Diagnosis["credentials"];
  readonly startedAt: number;
  readonly answeredAt: number | null;
  readonly reply: HeaderList;
  readonly allowed: AllowedLists;
  /** False unless the request itself is known to have been let through: only such a reply is kept. */
  readonly passed: boolean;
  /** Milliseconds until its end; null while that is not known. */
  readonly costMs: number | null;
}

/** A request that needed a preflight: one hop of an exchange. */
export interface NeedyRequest {
  readonly pageOrigin: string;
  readonly method: string;
  readonly url: string;
  readonly because: readonly string[];
  readonly cached: boolean;
  readonly preflights: readonly SentPreflight[];
  readonly judgedBy: EngineName;
}

/** One for each hop that needed a preflight. `diagnose` is asked once. */
export function needyRequests(exchange: Exchange, diagnose: Judge): NeedyRequest[] {
  const { main } = exchange;
  const diagnosis = diagnose(exchange);
  if (diagnosis.mode === "same-origin" || diagnosis.mode === "no-cors" || diagnosis.mode === "navigate") return [];
  const decisive = diagnosis.refusedAt?.hop ?? Math.max((main?.hops.length ?? 1) - 1, 0);
  const indices = main === null ? [0] : main.hops.keys();
  return [...indices].flatMap((index) => {
    // The judgement speaks of one hop; the others passed.
    const facts = index === decisive ? diagnosis.preflight : preflightFacts(ENGINES[diagnosis.judgedBy], exchange, index);
    return needyRequest(exchange, index, facts, diagnosis);
  });
}

function needyRequest(exchange: Exchange, index: number, facts: PreflightFacts, diagnosis: ReturnType<Judge>): NeedyRequest[] {
  const { main, preflights } = exchange;
  const hop = main?.hops[index];
  const own = main === null ? preflights : preflights.filter((claimed) => claimed.hop === index);
  const lead = hop ?? own[0]?.transaction.hops[0];
  if (!facts.needed || lead === undefined) return [];
  // Never seen leaving and no preflight seen either: it may have died before one was due.
  if (own.length === 0 && facts.found !== "cached") return [];
  // What goes to the page's own origin needs none, whatever it carries. Asked last: it parses URLs.
  if (own.length === 0 && main !== null && !isCorsTainted(main, index, requestOriginOf(exchange))) return [];
  const { refusedAt, judgedBy } = diagnosis;
  // Some engines drop what they kept when the reply that it let through is refused.
  const dropped = refusedAt?.hop === index && (refusedAt.stage === "preflight" || ENGINES[judgedBy].dropsPreflightOfRefused);
  const sent = own.flatMap(({ transaction }) => {
    const method = hop?.method || (getHeader(transaction.hops[0]?.sent?.headers ?? [], "Access-Control-Request-Method") ?? "");
    const origin = originAtHop(exchange, index);
    const passed = !dropped && hop !== undefined && letThrough(hop, transaction);
    return sentPreflight(transaction, { origin, method, credentials: diagnosis.credentials, passed });
  });
  const method = hop?.method || (sent[0]?.method ?? "");
  const url = withoutFragment(lead.url);
  return [
    { pageOrigin: requestOriginOf(exchange), method, url, because: facts.because, cached: own.length === 0, preflights: sent, judgedBy },
  ];
}

type Purpose = Pick<SentPreflight, "origin" | "method" | "credentials" | "passed">;

function sentPreflight(transaction: Transaction, purpose: Purpose): SentPreflight[] {
  const [hop] = transaction.hops;
  if (hop === undefined) return [];
  const { response, startedAt } = hop;
  const over = response?.at ?? endedAt(transaction);
  const costMs = over === null ? null : Math.max(over - startedAt, 0);
  return [
    {
      ...purpose,
      url: withoutFragment(hop.url),
      headerNames: requestedHeaderNames(transaction).map((name) => name.toLowerCase()),
      startedAt,
      answeredAt: response?.at ?? null,
      reply: response?.headers ?? [],
      allowed: response === null ? NOTHING : allowedLists(response.headers),
      passed: purpose.passed && response !== null && isOkStatus(response.status),
      costMs: costMs !== null && Number.isFinite(costMs) ? costMs : null,
    },
  ];
}

const NOTHING: AllowedLists = { methods: null, headers: new Set() };

function allowedLists(headers: HeaderList): AllowedLists {
  const methods = extractHeaderListValues(headers, "Access-Control-Allow-Methods");
  const names = extractHeaderListValues(headers, "Access-Control-Allow-Headers");
  return {
    methods: methods === null ? null : new Set(methods === "failure" ? [] : methods),
    headers: new Set(names === null || names === "failure" ? [] : names.map((name) => name.toLowerCase())),
  };
}

/** Cheaper than parsing, and right for the absolute URLs that browsers report. */
function withoutFragment(url: string): string {
  const hash = url.indexOf("#");
  return hash < 0 ? url : url.slice(0, hash);
}

export function withoutQuery(url: string): string {
  const query = url.indexOf("?");
  return query < 0 ? url : url.slice(0, query);
}
