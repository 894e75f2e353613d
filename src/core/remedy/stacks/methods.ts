import type { Method } from "../validate";

/**
 * For libraries that compare the request's own method with the list: one that is not in it loses its preflight, or its headers, though
 * browsers ask nobody's leave for GET, HEAD and POST.
 */
export function withSafelisted(methods: readonly Method[]): readonly string[] {
  return ["GET", "HEAD", "POST", ...methods];
}
