import type { LiveFix } from "../../core/exchange/exchange";
import type { Question } from "../../core/remedy/differential";

/** A session rule, as far as ours go; both browsers read it so. */
export interface Rule {
  readonly id: number;
  readonly action: {
    readonly type: "modifyHeaders";
    readonly requestHeaders?: readonly HeaderChange[];
    readonly responseHeaders?: readonly HeaderChange[];
  };
  readonly condition: {
    readonly urlFilter: string;
    readonly initiatorDomains: readonly string[];
    readonly tabIds: readonly number[];
    readonly resourceTypes: readonly string[];
  };
}

export type HeaderChange =
  | { readonly header: string; readonly operation: "set"; readonly value: string }
  | { readonly header: string; readonly operation: "remove" };

/** What a page can ask for in CORS mode; a preflight has the type of its request. A beacon is a `ping` whose preflight is `other`, or `beacon` in Firefox. */
const TYPES = ["xmlhttprequest", "script", "stylesheet", "image", "font", "media", "ping", "beacon", "other"];

/** Both browsers number requests of no tab so; ours, from the background, are such. */
const NO_TAB = -1;

/**
 * `urlFilter` holds the port: `requestDomains` matches names only, and one with a port matches nothing, silently. The page's port is in
 * Access-Control-Allow-Origin. `known`: a rule with a type that the browser does not know is refused as a whole.
 */
export function trialRule(id: number, tabId: number, page: string, { server, headers }: LiveFix, known: ReadonlySet<string>): Rule {
  return {
    id,
    action: { type: "modifyHeaders", responseHeaders: headers.map(([name, value]) => change(name, value)) },
    condition: {
      urlFilter: `|${server}/`,
      initiatorDomains: [hostOf(page)],
      tabIds: [tabId],
      resourceTypes: TYPES.filter((type) => known.has(type)),
    },
  };
}

/** fetch() strips what only a browser's own preflight may say; a rule on our own requests puts it back. */
export function questionRule(id: number, ownHost: string, server: string, { origin, method, headers }: Question): Rule {
  return {
    id,
    action: {
      type: "modifyHeaders",
      requestHeaders: [
        change("Origin", origin),
        change("Access-Control-Request-Method", method),
        change("Access-Control-Request-Headers", headers.length === 0 ? null : headers.join(",")),
      ],
    },
    condition: { urlFilter: `|${server}/`, initiatorDomains: [ownHost], tabIds: [NO_TAB], resourceTypes: ["xmlhttprequest"] },
  };
}

function change(header: string, value: string | null): HeaderChange {
  return value === null ? { header, operation: "remove" } : { header, operation: "set", value };
}

function hostOf(origin: string): string {
  return URL.parse(origin)?.hostname ?? "";
}
