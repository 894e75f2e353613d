import type { FeedHost } from "../devtoolsFeed/feed";
import type { RunInPage } from "../live/liveActions";
import type { WitnessHost } from "../witness/witness";

/**
 * What only some hosts of the panel can do: reload the inspected page, place a witness in it, have it send a request again, say what DevTools
 * saw of it, ask for the permission.
 */
export interface Abilities {
  readonly reload?: () => unknown;
  readonly witness?: WitnessHost;
  readonly runInPage?: RunInPage;
  readonly feed?: FeedHost;
  readonly grant?: () => unknown;
}
