/**
 * Controls, format characters and line separators. The latter two are no controls to a parser, but directional marks and invisible
 * characters make a reader see other text than the machine.
 */
export const UNPRINTABLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

export function hasUnprintable(value: string): boolean {
  return value.search(UNPRINTABLE) >= 0;
}
