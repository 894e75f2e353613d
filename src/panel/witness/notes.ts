import type { PageWitness } from "../../core/exchange/exchange";
import { isToken } from "../../core/fetch/methods";
import { NOTES } from "./script";

/** One call of the page. Kept in memory only, for as long as the panel is open: its URL is not redacted. */
export interface Note {
  readonly method: string;
  readonly url: string;
  /** Null where asking would have run code of the page. */
  readonly mode: string | null;
  readonly credentials: PageWitness["credentials"] | null;
  readonly callSite?: string;
}

export interface Reading {
  /** When the witness was placed, in milliseconds since the epoch. */
  readonly born: number;
  readonly notes: readonly Note[];
  /** How many were read, those included that are none. */
  readonly count: number;
}

const MODES = new Set(["cors", "no-cors", "same-origin"]);
const CREDENTIALS = new Set(["omit", "same-origin", "include"]);
const LONGEST_URL = 8192;
const LONGEST_SITE = 500;

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

/** What came out of the page: anybody may have written it. Null when no witness stands there. */
export function readNotes(value: unknown): Reading | null {
  const { born, notes } = fieldsOf(value);
  if (typeof born !== "number" || !Number.isFinite(born) || !Array.isArray(notes)) return null;
  const read = notes.slice(0, NOTES);
  return { born, notes: read.flatMap((one) => readNote(fieldsOf(one)) ?? []), count: read.length };
}

function readNote({ method, url, mode, credentials, callSite }: Readonly<Record<string, unknown>>): Note | null {
  if (typeof method !== "string" || method.length > 64 || !isToken(method)) return null;
  if (typeof url !== "string" || url.length > LONGEST_URL || !/^https?:\/\/[^\s#]+$/.test(url)) return null;
  // A call with a mode that does not exist was refused before it was sent.
  if (mode !== null && !(typeof mode === "string" && MODES.has(mode))) return null;
  if (credentials !== null && !(typeof credentials === "string" && CREDENTIALS.has(credentials))) return null;
  const site = typeof callSite === "string" && callSite.length <= LONGEST_SITE && /^[\x21-\x7e]+:\d+:\d+$/.test(callSite) ? callSite : null;
  return { method, url, mode, credentials: credentials as Note["credentials"], ...(site === null ? {} : { callSite: site }) };
}
