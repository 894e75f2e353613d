import type { Origins, Scenario } from "./scenario";

/**
 * Placeholders in header values: `{origin}` the origin of the page that asks, `{originHost}` the same without its scheme, `{api}`
 * `{other}` origins, `{otherHost}` without the scheme, `{next}` path and query of the next hop.
 */
export const PLACEHOLDERS = ["origin", "originHost", "api", "other", "otherHost", "next"] as const;
type Placeholder = (typeof PLACEHOLDERS)[number];

const withoutScheme = (origin: string): string => origin.replace(/^https?:\/\//, "");

export function pathOf(scenario: Scenario, hop: number, n: string): string {
  return `/s/${scenario.id}/${hop}?n=${encodeURIComponent(n)}`;
}

/** Behind a scenario's URL: every reply of the chain gets a body of a megabyte. */
export const LARGE = "&large";

/** The URL that the page asks for. */
export function urlOf(scenario: Scenario, origins: Origins, n: string): string {
  return `${origins[scenario.request.to]}${pathOf(scenario, 0, n)}`;
}

export function expand(value: string, scenario: Scenario, origins: Origins, n: string, hop = 0): string {
  const page = origins[scenario.request.from ?? "page"];
  const values: Record<Placeholder, string> = {
    origin: page,
    originHost: withoutScheme(page),
    api: origins.api,
    other: origins.other,
    otherHost: withoutScheme(origins.other),
    next: pathOf(scenario, hop + 1, n),
  };
  return value.replace(/\{(\w+)\}/g, (whole, name: string) => values[name as Placeholder] ?? whole);
}

export function placeholdersIn(value: string): readonly string[] {
  return [...value.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
}
