import type { Diagnosis } from "../../core/diagnosis/diagnosis";
import { pageHeaders, requestedHeaderNames } from "../../core/diagnosis/preflights";
import { type Exchange, type Hop, leadOf, type ResponseRecord } from "../../core/exchange/exchange";
import type { Header, HeaderList } from "../../core/exchange/networkEvent";
import { getHeader } from "../../core/fetch/headers";

/** A header as a row of the form. `id` stays while name and value are edited: by it a row knows what it was in the capture. */
export interface Field {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly fullLength?: number;
}

export interface ReplyDraft {
  readonly status: number;
  readonly fields: readonly Field[];
}

export const CREDENTIALS = ["omit", "include", "unknown"] as const;
export const MODES = ["cors", "no-cors", "same-origin", "unknown"] as const;

/** What the form holds. Of a chain of redirects it is about the last hop, the one that was judged. */
export interface Draft {
  readonly method: string;
  readonly origin: string;
  readonly credentials: (typeof CREDENTIALS)[number];
  readonly mode: (typeof MODES)[number];
  /** The headers that the page itself set. */
  readonly fields: readonly Field[];
  /** Null where none was recorded; then the other reply's CORS headers stand in for it. */
  readonly preflight: ReplyDraft | null;
  readonly reply: ReplyDraft | null;
  /** "Suppose that what stopped it (a refused connection, say) had not." */
  readonly supposed: boolean;
}

/** A capture and what of it the form starts from. */
export interface Base {
  readonly exchange: Exchange;
  readonly diagnosis: Diagnosis;
  readonly draft: Draft;
  /** What other than CORS stopped it, which no header changes; null where nothing did. */
  readonly gate: string | null;
  /** A cached reply stood for the preflight. */
  readonly cached: boolean;
}

export function baseOf(exchange: Exchange, diagnosis: Diagnosis): Base {
  const hop = lastHop(exchange);
  const preflight = preflightOf(exchange);
  const mode = diagnosis.mode === "no-cors" || diagnosis.mode === "unknown" ? diagnosis.mode : "cors";
  return {
    exchange,
    diagnosis,
    gate: diagnosis.notCors === null || diagnosis.notCors === "no-cors-mode" ? null : diagnosis.notCors,
    cached: diagnosis.preflight.found === "cached",
    draft: {
      method: hop?.method || requested(preflight, "Access-Control-Request-Method") || "GET",
      origin: leadOf(exchange).context.initiator ?? diagnosis.origin ?? "null",
      credentials: diagnosis.credentials,
      mode,
      fields: fieldsOf(hop?.sent == null ? announcedHeaders(exchange) : pageHeaders(hop.sent.headers), () => 0),
      preflight: replyOf(preflight?.response ?? null),
      reply: replyOf(hop?.response ?? null),
      supposed: false,
    },
  };
}

export function lastHop({ main }: Exchange): Hop | null {
  return main?.hops.at(-1) ?? null;
}

export function lastIndex({ main }: Exchange): number {
  return Math.max((main?.hops.length ?? 1) - 1, 0);
}

/** The preflight of the last hop. */
export function preflightOf(exchange: Exchange): Hop | null {
  const index = lastIndex(exchange);
  return exchange.preflights.find((one) => one.hop === index || exchange.main === null)?.transaction.hops[0] ?? null;
}

function requested(preflight: Hop | null, name: string): string | null {
  return preflight?.sent == null ? null : getHeader(preflight.sent.headers, name);
}

/** A request that was never sent is known by what its preflight asked for; values are not among that, and any unsafe one does. */
function announcedHeaders(exchange: Exchange): HeaderList {
  const preflight = exchange.preflights.find((one) => one.hop === lastIndex(exchange) || exchange.main === null);
  if (preflight === undefined) return [];
  return requestedHeaderNames(preflight.transaction).map((name): Header => [name, name === "content-type" ? "application/json" : "1"]);
}

function replyOf(response: ResponseRecord | null): ReplyDraft | null {
  return response === null ? null : { status: response.status, fields: fieldsOf(response.headers, rank) };
}

/** What decides stands first; fields of one name keep their order. */
function rank([name]: Header): number {
  const at = FIRST.indexOf(name.toLowerCase());
  return at < 0 ? FIRST.length : at;
}

export const FIRST: readonly string[] = [
  "access-control-allow-origin",
  "access-control-allow-credentials",
  "access-control-allow-methods",
  "access-control-allow-headers",
  "access-control-max-age",
  "access-control-expose-headers",
  "vary",
  "location",
];

function fieldsOf(headers: HeaderList, order: (header: Header) => number): Field[] {
  return headers
    .map((header, index) => ({ header, index }))
    .sort((a, b) => order(a.header) - order(b.header) || a.index - b.index)
    .map(({ header: [name, value, fullLength], index }) => ({
      id: String(index),
      name,
      value,
      ...(fullLength === undefined ? {} : { fullLength }),
    }));
}

export function headersOf(fields: readonly Field[]): HeaderList {
  return fields
    .filter(({ name }) => name.trim() !== "")
    .map(({ name, value, fullLength }): Header => (fullLength === undefined ? [name.trim(), value] : [name.trim(), value, fullLength]));
}

/** Where one reply was not recorded, the server is supposed to speak the same CORS headers in both. */
export function preflightReply({ preflight, reply }: Draft): ReplyDraft {
  return preflight ?? standIn(reply, 204, /^(?:access-control-allow-(?:origin|credentials|methods|headers)|vary)$/i);
}

export function mainReply({ preflight, reply }: Draft): ReplyDraft {
  return reply ?? standIn(preflight, 200, /^(?:access-control-allow-(?:origin|credentials)|vary)$/i);
}

function standIn(other: ReplyDraft | null, status: number, names: RegExp): ReplyDraft {
  const ok = other !== null && other.status >= 200 && other.status < 300;
  const fields = (other?.fields ?? []).filter(({ name }) => names.test(name));
  return { status: ok || other === null ? status : other.status, fields: fields.map((field) => ({ ...field, id: `copied-${field.id}` })) };
}
