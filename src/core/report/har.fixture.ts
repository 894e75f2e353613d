/** HARs as other programs write them. */
export type Pairs = Record<string, string>;
export const list = (pairs: Pairs) => Object.entries(pairs).map(([name, value]) => ({ name, value }));
export const START = Date.UTC(2026, 5, 1);

export function entryOf(at: number, method: string, url: string, request: Pairs, status: number, reply: Pairs, more: object = {}): object {
  return {
    startedDateTime: new Date(START + at).toISOString(),
    time: 20,
    request: { method, url, httpVersion: "http/2.0", headers: list(request), queryString: [], cookies: [], headersSize: -1, bodySize: -1 },
    response: {
      status,
      statusText: "",
      httpVersion: "http/2.0",
      headers: list(reply),
      cookies: [],
      content: { size: 0, mimeType: "" },
      redirectURL: "",
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 1, wait: 10, receive: 1 },
    ...more,
  };
}

export function harOf(creator: string, entries: object[], more: object = {}): string {
  return JSON.stringify({ log: { version: "1.2", creator: { name: creator, version: "1" }, entries, ...more } });
}
