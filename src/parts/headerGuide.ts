import type { MessageName } from "./say";

/** Headers that decide what a page may read, each with its sentence. Names in lower case. */
const GUIDE: Readonly<Record<string, MessageName>> = {
  origin: "headerOrigin",
  "access-control-request-method": "headerRequestMethod",
  "access-control-request-headers": "headerRequestHeaders",
  "access-control-request-private-network": "headerRequestPrivateNetwork",
  "access-control-request-local-network": "headerRequestPrivateNetwork",
  "access-control-allow-origin": "headerAllowOrigin",
  "access-control-allow-credentials": "headerAllowCredentials",
  "access-control-allow-methods": "headerAllowMethods",
  "access-control-allow-headers": "headerAllowHeaders",
  "access-control-expose-headers": "headerExposeHeaders",
  "access-control-max-age": "headerMaxAge",
  "access-control-allow-private-network": "headerAllowPrivateNetwork",
  "sec-fetch-mode": "headerSecFetchMode",
  "sec-fetch-site": "headerSecFetchSite",
  "sec-fetch-dest": "headerSecFetchDest",
  "sec-fetch-user": "headerSecFetchUser",
  "sec-fetch-storage-access": "headerSecFetchStorageAccess",
  referer: "headerReferer",
  "referrer-policy": "headerReferrerPolicy",
  cookie: "headerCookie",
  "set-cookie": "headerSetCookie",
  authorization: "headerAuthorization",
  "www-authenticate": "headerWwwAuthenticate",
  host: "headerHost",
  "content-type": "headerContentType",
  "x-content-type-options": "headerContentTypeOptions",
  location: "headerLocation",
  vary: "headerVary",
  "cache-control": "headerCacheControl",
  age: "headerAge",
  etag: "headerEtag",
  expires: "headerExpires",
  pragma: "headerPragma",
  "last-modified": "headerLastModified",
  "if-none-match": "headerIfNoneMatch",
  "if-modified-since": "headerIfModifiedSince",
  date: "headerDate",
  "timing-allow-origin": "headerTimingAllowOrigin",
  "cross-origin-resource-policy": "headerResourcePolicy",
  "cross-origin-embedder-policy": "headerEmbedderPolicy",
  "cross-origin-opener-policy": "headerOpenerPolicy",
  "content-security-policy": "headerSecurityPolicy",
  "permissions-policy": "headerPermissionsPolicy",
  "strict-transport-security": "headerTransportSecurity",
  "service-worker": "headerServiceWorker",
  allow: "headerAllow",
};

/** Never on a page of its own: drafts that no browser finished. */
const WITHOUT_PAGE = /private-network$|local-network$/u;

export interface HeaderEntry {
  readonly sentence: MessageName;
  /** Its page on MDN. */
  readonly page: string | null;
}

/** Null for a header that has no part in this. */
export function guideTo(name: string): HeaderEntry | null {
  const known = name.toLowerCase();
  const sentence = Object.hasOwn(GUIDE, known) ? GUIDE[known] : undefined;
  if (sentence === undefined) return null;
  const spelled = known
    .replace(/(?<=^|-)[a-z]/gu, (letter) => letter.toUpperCase())
    .replace("Www", "WWW")
    .replace("Etag", "ETag");
  return { sentence, page: WITHOUT_PAGE.test(known) ? null : `https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/${spelled}` };
}
