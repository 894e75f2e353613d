import type { FeedHost } from "../devtoolsFeed/feed";
import type { PageReach } from "../live/liveActions";
import type { WitnessHost } from "../witness/witness";

/**
 * What only some hosts of the panel can do: reload the inspected page, place a witness in it, have it send a request again, say what DevTools
 * saw of it, ask for the permission.
 */
export interface Abilities extends PageReach {
  readonly witness?: WitnessHost;
  readonly feed?: FeedHost;
  readonly grant?: () => unknown;
}
