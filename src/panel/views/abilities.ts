import type { WitnessHost } from "../witness/witness";

/** What only some hosts of the panel can do: reload the inspected page, place a witness in it, ask for the permission. */
export interface Abilities {
  readonly reload?: () => unknown;
  readonly witness?: WitnessHost;
  readonly grant?: () => unknown;
}
