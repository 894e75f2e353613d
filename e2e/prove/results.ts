import { readFileSync, writeFileSync } from "node:fs";
import type { ProofRecord } from "../../src/core/remedy/proofs";

const FILE = "src/core/remedy/proofs.json";

/** A full run says all there is: what it did not prove has no badge any more. A run of some recipes speaks of those only. */
export function writeResults(ran: ReadonlyMap<string, ProofRecord | null>, full: boolean): void {
  const before = JSON.parse(readFileSync(FILE, "utf8")) as Record<string, ProofRecord>;
  const records = new Map(full ? [] : Object.entries(before));
  for (const [stack, record] of ran) {
    if (record === null) records.delete(stack);
    else records.set(stack, record);
  }
  const sorted = [...records].sort(([a], [b]) => (a < b ? -1 : 1));
  const lines = sorted.map(([stack, record]) => `  ${JSON.stringify(stack)}: ${JSON.stringify(record)}`);
  writeFileSync(FILE, lines.length === 0 ? "{}\n" : `{\n${lines.join(",\n")}\n}\n`);
}
