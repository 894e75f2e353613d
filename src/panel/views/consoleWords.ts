import { SPECS } from "../../core/diagnosis/checks";
import type { CorsError } from "../../core/engines/corsError";
import { withoutPreflight } from "../../core/engines/messages";
import type { Speaker } from "../../core/engines/readMessage";
import type { PlainName } from "../../parts/say";

export const SPEAKERS: Readonly<Record<Speaker, string>> = { chromium: "Chrome", firefox: "Firefox", webkit: "Safari" };

/** Who has to act: the server, the page's own code, or whoever runs the browser. */
type Actor = "server" | "page" | "user";

export const ACTORS: Readonly<Record<Actor, PlainName>> = {
  server: "consoleActorServer",
  page: "consoleActorPage",
  user: "consoleActorUser",
};

export interface ReasonGuide {
  readonly means: PlainName;
  readonly actor: Actor;
  readonly header?: string;
  readonly spec: string;
}

const ORIGIN = "Access-Control-Allow-Origin";
const CREDENTIALS = "Access-Control-Allow-Credentials";
const METHODS = "Access-Control-Allow-Methods";
const HEADERS = "Access-Control-Allow-Headers";
const MAIN_FETCH = "https://fetch.spec.whatwg.org/#main-fetch";
const LOCAL_NETWORK = "https://wicg.github.io/local-network-access/";

const reply = (means: PlainName, header: string): ReasonGuide => ({ means, actor: "server", header, spec: SPECS.corsCheck });
const preflight = (means: PlainName, header?: string): ReasonGuide => ({
  means,
  actor: "server",
  ...(header === undefined ? {} : { header }),
  spec: SPECS.preflight,
});

type Twin = Exclude<CorsError, `Preflight${string}`> | "PreflightInvalidStatus" | "PreflightDisallowedRedirect";

/** A preflight's reason is explained as its twin. */
const GUIDES: Readonly<Record<Twin, ReasonGuide>> = {
  DisallowedByMode: { means: "consoleMeansDisallowedByMode", actor: "page", spec: MAIN_FETCH },
  InvalidResponse: { means: "consoleMeansInvalidResponse", actor: "user", spec: MAIN_FETCH },
  WildcardOriginNotAllowed: reply("consoleMeansWildcardOriginNotAllowed", ORIGIN),
  MissingAllowOriginHeader: reply("consoleMeansMissingAllowOriginHeader", ORIGIN),
  MultipleAllowOriginValues: reply("consoleMeansMultipleAllowOriginValues", ORIGIN),
  InvalidAllowOriginValue: reply("consoleMeansInvalidAllowOriginValue", ORIGIN),
  AllowOriginMismatch: reply("consoleMeansAllowOriginMismatch", ORIGIN),
  InvalidAllowCredentials: reply("consoleMeansInvalidAllowCredentials", CREDENTIALS),
  CorsDisabledScheme: { means: "consoleMeansCorsDisabledScheme", actor: "page", spec: MAIN_FETCH },
  PreflightInvalidStatus: preflight("consoleMeansPreflightInvalidStatus"),
  PreflightDisallowedRedirect: preflight("consoleMeansPreflightDisallowedRedirect"),
  InvalidAllowMethodsPreflightResponse: preflight("consoleMeansInvalidAllowMethods", METHODS),
  InvalidAllowHeadersPreflightResponse: preflight("consoleMeansInvalidAllowHeaders", HEADERS),
  MethodDisallowedByPreflightResponse: preflight("consoleMeansMethodDisallowed", METHODS),
  HeaderDisallowedByPreflightResponse: preflight("consoleMeansHeaderDisallowed", HEADERS),
  RedirectContainsCredentials: {
    means: "consoleMeansRedirectContainsCredentials",
    actor: "server",
    header: "Location",
    spec: SPECS.redirect,
  },
  InsecureLocalNetwork: { means: "consoleMeansInsecureLocalNetwork", actor: "page", spec: LOCAL_NETWORK },
  InvalidLocalNetworkAccess: { means: "consoleMeansInvalidLocalNetworkAccess", actor: "page", spec: LOCAL_NETWORK },
  NoCorsRedirectModeNotFollow: { means: "consoleMeansNoCorsRedirectMode", actor: "page", spec: MAIN_FETCH },
  LocalNetworkAccessPermissionDenied: { means: "consoleMeansLocalNetworkDenied", actor: "user", spec: LOCAL_NETWORK },
};

export function guideTo(reason: CorsError): ReasonGuide {
  return GUIDES[withoutPreflight(reason) as Twin];
}

/** The reasons without the twins that say the same of a preflight. */
export function distinctMeanings(reasons: readonly CorsError[]): CorsError[] {
  return reasons.filter((reason, index) => reasons.findIndex((other) => withoutPreflight(other) === withoutPreflight(reason)) === index);
}
