import type { RequestContext } from "./networkEvent";

/** Whose cookies and caches are used. What is in one place never belongs to what is in another. */
export type Place = Pick<RequestContext, "incognito" | "container">;

/** Equal for requests of one place; empty outside of private windows and containers. */
export function placeKey({ incognito, container }: Place): string {
  return `${incognito === true ? "private " : ""}${container ?? ""}`;
}

export function isSamePlace(a: Place, b: Place): boolean {
  return placeKey(a) === placeKey(b);
}
