/**
 * Sends a GET from the page itself. The address was the page's own; as JSON it is a string whatever stands in it, and U+2028 may stand in
 * strings. What comes of it shows in the recording.
 */
export function replayExpression(url: string, withCredentials: boolean): string {
  const options = { credentials: withCredentials ? "include" : "same-origin", cache: "no-store" };
  return `void fetch(${JSON.stringify(url)}, ${JSON.stringify(options)}).catch(() => undefined)`;
}
