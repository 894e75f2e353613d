import { CAUSE_SENTENCES } from "../../core/diagnosis/causeTexts";
import type { Row } from "../judge";

/** The keys of the filter language, in the order in which they are offered. */
export const KEYS = ["is", "reason", "host", "origin", "method", "status", "has", "cause", "type", "tab"] as const;
export type Key = (typeof KEYS)[number];

export const STATES = ["blocked", "allowed", "not-cors", "unknown", "pending", "repeated", "cached"] as const;
export type State = (typeof STATES)[number];

export const TRAITS = ["preflight", "credentials", "redirect", "fix", "risk"] as const;
export type Trait = (typeof TRAITS)[number];

export const CAUSES: readonly string[] = Object.keys(CAUSE_SENTENCES);

/** Where the words of a row are, so that asking again costs no new string; made when first asked for. */
export interface Haystack {
  readonly all: string;
  readonly reason: string;
  /** With and without the port. */
  readonly hosts: readonly string[];
  readonly origins: readonly string[];
}

const haystacks = new WeakMap<Row, Haystack>();

export function haystackOf(row: Row): Haystack {
  const known = haystacks.get(row);
  if (known !== undefined) return known;
  const { diagnosis } = row;
  const reason = `${diagnosis.reason ?? ""} ${diagnosis.notCors ?? ""} ${diagnosis.cause ?? ""} ${row.reason}`.toLowerCase();
  const host = row.host.toLowerCase();
  const colon = host.lastIndexOf(":");
  const made = {
    all: `${row.method} ${row.url} ${row.verdict} `.toLowerCase() + reason,
    reason,
    hosts: colon > host.lastIndexOf("]") ? [host, host.slice(0, colon)] : [host],
    origins: [(originOf(row) ?? "").toLowerCase(), ...(diagnosis.origin === null ? [] : [diagnosis.origin.toLowerCase()])],
  };
  haystacks.set(row, made);
  return made;
}

/** The page that asked; a redirect may have turned the request's own origin into `null`. */
export function originOf({ exchange, diagnosis }: Row): string | null {
  return (exchange.main ?? exchange.preflights[0]?.transaction)?.context.initiator ?? diagnosis.origin;
}
