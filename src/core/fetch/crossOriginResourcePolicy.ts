import { type Fields, getHeader } from "./headers";
import { isSameOrigin, originOf } from "./origins";
import { failure, type Outcome, SUCCESS } from "./outcome";

export type EmbedderPolicy = "unsafe-none" | "credentialless" | "require-corp";

export interface EmbeddedResponse {
  readonly url: string;
  readonly headers: Fields;
  readonly requestIncludesCredentials: boolean;
}

/** Whether two hosts belong to one site: needs the public suffix list, so it is the caller's. */
export type SameSite = (host: string, otherHost: string) => boolean;

/** What can be told without that list: a host is on the site of itself. */
export const sameHost: SameSite = (host, otherHost) => host !== "" && host === otherHost;

/**
 * https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check, run for responses whose tainting is "opaque" and for navigations.
 * 4. and 6. observed, not run: they only report.
 */
export function crossOriginResourcePolicyCheck(
  origin: string,
  embedderPolicy: EmbedderPolicy,
  response: EmbeddedResponse,
  isSameSite: SameSite = sameHost,
  forNavigation = false,
): Outcome<"corp-check"> {
  const alone = internalCheck(origin, "unsafe-none", response, isSameSite, forNavigation); // 3.
  if (!alone.ok) return alone;
  return internalCheck(origin, embedderPolicy, response, isSameSite, forNavigation); // 5. and 7.
}

/** https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check */
function internalCheck(
  origin: string,
  embedderPolicy: EmbedderPolicy,
  response: EmbeddedResponse,
  isSameSite: SameSite,
  forNavigation: boolean,
): Outcome<"corp-check"> {
  if (forNavigation && embedderPolicy === "unsafe-none") return SUCCESS; // 1.
  const value = getHeader(response.headers, "Cross-Origin-Resource-Policy"); // 2.
  let policy = value === "same-origin" || value === "same-site" || value === "cross-origin" ? value : null; // 3. Case-sensitive.
  if (policy === null) {
    // 4. An embedder policy makes a silent response mean same-origin.
    const credentialless = embedderPolicy === "credentialless" && (response.requestIncludesCredentials || forNavigation);
    if (credentialless || embedderPolicy === "require-corp") policy = "same-origin";
  }
  if (policy === null || policy === "cross-origin") return SUCCESS; // 5.
  if (policy === "same-origin")
    return isSameOrigin(origin, originOf(response.url)) ? SUCCESS : failure("corp-check", 5, { policy, value, origin });
  return allowsSameSite(origin, response.url, isSameSite) ? SUCCESS : failure("corp-check", 5, { policy, value, origin });
}

function allowsSameSite(origin: string, url: string, isSameSite: SameSite): boolean {
  const page = URL.parse(origin);
  const target = URL.parse(url);
  if (page === null || target === null) return false;
  return isSameSite(page.hostname, target.hostname) && (page.protocol === "https:" || target.protocol !== "https:");
}
