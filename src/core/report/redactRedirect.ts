import type { Hop } from "../exchange/exchange";
import type { HeaderList } from "../exchange/networkEvent";
import { differBySlash, redirectTarget } from "../exchange/redirects";
import { OTHER_PATH_MARK, PATH_MARK } from "./redactUrl";

/**
 * Two different secrets look like one when both are marked, and a redirect from one to the other like one that only adds a slash. Where
 * the marks would say so and the values did not, the target's mark is another one.
 */
export function keepApart(hop: Hop, url: string, headers: HeaderList): HeaderList {
  const { response } = hop;
  if (response === null || headers === response.headers) return headers;
  if (!isSlashRedirect(response.status, headers, url) || isSlashRedirect(response.status, response.headers, hop.url)) return headers;
  return headers.map((header) => {
    const [name, value, ...rest] = header;
    return name.toLowerCase() === "location" ? [name, value.replaceAll(PATH_MARK, OTHER_PATH_MARK), ...rest] : header;
  });
}

function isSlashRedirect(status: number, headers: HeaderList, url: string): boolean {
  const target = redirectTarget({ status, headers }, url);
  const [from, to] = [URL.parse(url), target === null ? null : URL.parse(target)];
  return from !== null && to !== null && differBySlash(from, to);
}
