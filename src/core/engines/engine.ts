import type { Fields } from "../fetch/headers";
import type { CorsError } from "./corsError";
import type { MessageParams } from "./messages";

/** The engines whose behaviour is described; `standard` is the Fetch standard itself. */
export type EngineName = "chromium" | "firefox" | "webkit" | "standard";

/** `blocked`: refused with a CorsError. `not-cors`: failed or was limited by something else. See docs/contract.md. */
export type Verdict = "blocked" | "allowed" | "not-cors" | "unknown";

/** The checks of a preflight reply; engines differ in their order, and Firefox looks at where a redirect leads before it refuses it. */
export type PreflightCheck =
  | "no-redirect"
  | "redirect-credentials"
  | "allow-origin"
  | "allow-credentials"
  | "ok-status"
  | "methods-parse"
  | "headers-parse"
  | "method-allowed"
  | "headers-allowed";

/** What can be wrong with Access-Control-Allow-Origin; `Preflight…` is put before it where a preflight was judged. */
export type AllowOriginFault =
  | "WildcardOriginNotAllowed"
  | "MissingAllowOriginHeader"
  | "MultipleAllowOriginValues"
  | "InvalidAllowOriginValue"
  | "AllowOriginMismatch";

/** A reason in an engine's own words. */
export interface OwnWord {
  /** What its console files it under, and MDN as well. */
  readonly key: string;
  readonly text: string;
  /** Where it is explained. */
  readonly page: string;
}

/** A preflight that passed. */
export interface KeptPreflight {
  readonly url: string;
  /** Serialised, as the request states it. */
  readonly origin: string;
  readonly method: string;
  /** Lower-case. */
  readonly unsafeHeaderNames: readonly string[];
  readonly replyHeaders: Fields;
}

/** One engine's departures from the standard, as data and small functions. */
export interface Engine {
  readonly name: EngineName;
  readonly preflightOrder: readonly PreflightCheck[];
  /** Names the fault of an Access-Control-Allow-Origin that does not match; `fields` are the header's fields as received. */
  allowOriginFault(fields: readonly string[], requestOrigin: string, credentialed: boolean): AllowOriginFault | null;
  isSafelistedMethod(method: string): boolean;
  isSafelistedHeader(name: string, value: string): boolean;
  /** True where `Access-Control-Allow-Headers: *` still lets Authorization through. */
  readonly wildcardCoversAuthorization: boolean;
  /** Of several headers that are not allowed the first is named; else any of them. */
  readonly namesHeadersInOrder: boolean;
  /** A redirect status with an empty Location is a redirect to the same URL; else it is none. */
  readonly followsEmptyLocation: boolean;
  /** Whether a redirect there is a failure of the network before any check of CORS is run. `target` is null where Location is no URL. */
  losesRedirect(target: string | null, ofPreflight: boolean): boolean;
  /** After a redirect that taints, a preflight still states the origin of the page; else `null`, as its request does. */
  readonly preflightKeepsOrigin: boolean;
  /** Seconds a successful preflight may be reused for; 0 when it is not kept. */
  maxAge(headers: Fields): number;
  /** What the engine itself calls a reason; null where its names are ours, or it has none. */
  ownWord(reason: CorsError, params: MessageParams): OwnWord | null;
  /** A preflight that was kept is dropped when the reply that it let through is refused. */
  readonly dropsPreflightOfRefused: boolean;
  /** Whether the reply to a preflight that let this through is kept for as long as it says. */
  keepsPreflight(preflight: KeptPreflight): boolean;
}
