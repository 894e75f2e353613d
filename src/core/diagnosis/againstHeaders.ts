import type { Diagnosis } from "./diagnosis";

/** Handed on although a check fails: asked for in no-cors mode, or changed after the server. No other outcome can be computed from such headers. */
export function isAgainstHeaders({ verdict, ladder }: Diagnosis): boolean {
  return verdict === "allowed" && ladder.some(({ reason }) => reason !== undefined);
}
