import proofs from "./proofs.json" with { type: "json" };

/** What `npm run prove` saw of one recipe; the file is written by that run and by nobody else. */
export interface ProofRecord {
  readonly kind: "live" | "emulator" | "model" | "schema" | "syntax" | "docs";
  /** "Express 5.3.0, cors 2.8.6"; of a schema or parser, its own. */
  readonly version: string;
  /** Empty where no browser was needed. */
  readonly browser: string;
  /** ISO 8601 day. */
  readonly date: string;
  readonly seconds: number;
  /** Shapes of requests that went from blocked to allowed. */
  readonly shapes: readonly string[];
  /** Null where no server ran, and of development proxies, which add no header. */
  readonly survives: { readonly e404: boolean; readonly e500: boolean; readonly vary: boolean } | null;
}

const RECORDS: ReadonlyMap<string, ProofRecord> = new Map(Object.entries(proofs as Readonly<Record<string, ProofRecord>>));

/** Null for a recipe that the last full run did not prove: it has no badge. */
export function proofOf(stackId: string): ProofRecord | null {
  return RECORDS.get(stackId) ?? null;
}
