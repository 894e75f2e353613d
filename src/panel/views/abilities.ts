/** What only some hosts of the panel can do: reload the inspected page, ask for the permission. */
export interface Abilities {
  readonly reload?: () => unknown;
  readonly grant?: () => unknown;
}
