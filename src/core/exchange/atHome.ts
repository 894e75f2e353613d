/**
 * Whether a URL is of this origin: it begins as all of them do. Both are as the browser spells them, so that nothing is parsed; this is asked at
 * every event.
 */
export function isAtHome(url: string, origin: string | undefined): boolean {
  return origin !== undefined && url.startsWith(origin) && url.charAt(origin.length) === "/";
}
