import type { Exchange } from "./exchange";
import type { RequestContext } from "./networkEvent";

/** How browsers tell extensions of the same thing in different ways, as far as what they tell must be read differently. */
export interface Telling {
  /**
   * Chromium hands a reply on once its CORS check has passed. Firefox tells of every reply alike: the check is run later and elsewhere, in the
   * process of the page, and whether its refusal is heard of at all is a race.
   */
  readonly acceptanceIsJudged: boolean;
  /** Firefox shows one field for all fields of a name, joined by `, `; an empty one beside another leaves no trace. */
  readonly fieldsAreApart: boolean;
  /**
   * Firefox shows the headers of a request before its preflight has begun: they do not mean that it left, but they tell exactly what its
   * preflight has to ask for.
   */
  readonly headersMeanSent: boolean;
  /** Firefox leaves Sec-Fetch-Storage-Access out in workers and after a redirect from another origin: its absence says less. */
  readonly storageAccessEverywhere: boolean;
  /** Firefox hides the status of an opaque reply, and shows every Origin: together they tell the mode where no Sec-Fetch-Mode is sent. */
  readonly statusOfOpaque: boolean;
  /** Whatever is wrong with a redirect to a scheme outside every filter, Firefox tells nothing any more; Chromium only if the scheme is. */
  readonly refusesInSight: boolean;
}

const CHROMIUM: Telling = {
  acceptanceIsJudged: true,
  fieldsAreApart: true,
  headersMeanSent: true,
  storageAccessEverywhere: true,
  statusOfOpaque: true,
  refusesInSight: true,
};
const FIREFOX: Telling = {
  acceptanceIsJudged: false,
  fieldsAreApart: false,
  headersMeanSent: false,
  storageAccessEverywhere: false,
  statusOfOpaque: false,
  refusesInSight: false,
};

export function tellingOf({ main, preflights }: Exchange): Telling {
  return tellingIn((main ?? preflights[0]?.transaction)?.context);
}

export function tellingIn(context: Pick<RequestContext, "toldBy"> | undefined): Telling {
  return context?.toldBy === "firefox" ? FIREFOX : CHROMIUM;
}
