/**
 * What else it was. Keys are Chromium's net error names without `net::`; a trailing `*` stands for a family.
 * Source: net/base/net_error_list.h, and what 156 was measured to report.
 */
const CLASSES: readonly (readonly [pattern: string, notCors: string])[] = [
  ["ERR_CONNECTION_REFUSED", "connection-refused"],
  ["ERR_NAME_NOT_RESOLVED", "dns"],
  ["ERR_NAME_RESOLUTION_FAILED", "dns"],
  ["ERR_DNS_*", "dns"],
  ["ERR_BLOCKED_BY_CLIENT*", "blocked-by-client"],
  ["ERR_BLOCKED_BY_FINGERPRINTING_PROTECTION", "blocked-by-client"],
  ["ERR_BLOCKED_BY_ADMINISTRATOR", "policy"],
  ["ERR_BLOCKED_IN_INCOGNITO_BY_ADMINISTRATOR", "policy"],
  ["ERR_NETWORK_ACCESS_REVOKED", "policy"],
  ["ERR_LOCAL_NETWORK_PERMISSION_MISSING", "policy"],
  ["ERR_BLOCKED_BY_RESPONSE*", "corp"],
  ["ERR_BLOCKED_BY_ORB", "orb"],
  ["ERR_BLOCKED_BY_CSP", "csp"],
  ["ERR_ABORTED", "aborted"],
  ["ERR_CERT_*", "tls"],
  ["ERR_SSL_*", "tls"],
  ["ERR_BAD_SSL_*", "tls"],
  ["ERR_UNSAFE_PORT", "unsafe-port"],
  ["ERR_TOO_MANY_REDIRECTS", "redirect-loop"],
  ["ERR_UNSAFE_REDIRECT", "redirect-scheme"],
  ["ERR_INVALID_REDIRECT", "redirect-scheme"],
  ["ERR_DISALLOWED_URL_SCHEME", "redirect-scheme"],
  ["ERR_EMPTY_RESPONSE", "connection-reset"],
  ["ERR_CONNECTION_RESET", "connection-reset"],
  ["ERR_CONNECTION_CLOSED", "connection-reset"],
  ["ERR_SOCKET_NOT_CONNECTED", "connection-reset"],
  ["ERR_CONNECTION_TIMED_OUT", "timeout"],
  ["ERR_TIMED_OUT", "timeout"],
  ["ERR_INTERNET_DISCONNECTED", "offline"],
  ["ERR_NETWORK_CHANGED", "offline"],
  ["ERR_ADDRESS_UNREACHABLE", "unreachable"],
  ["ERR_CONTENT_LENGTH_MISMATCH", "body-interrupted"],
  ["ERR_INCOMPLETE_CHUNKED_ENCODING", "body-interrupted"],
  ["ERR_CONTENT_DECODING_*", "body-interrupted"],
  ["ERR_HTTP2_*", "protocol-error"],
  ["ERR_QUIC_*", "protocol-error"],
  ["ERR_INVALID_HTTP_RESPONSE", "protocol-error"],
  ["ERR_RESPONSE_HEADERS_*", "protocol-error"],
  ["ERR_ALPN_NEGOTIATION_FAILED", "protocol-error"],
  ["ERR_INVALID_ARGUMENT", "request-invalid"],
  ["ERR_CACHE_MISS", "cache-probe"],
];

/** The class of a net error that is certainly not the CORS check's; null for `ERR_FAILED`, which may be. */
export function classOfError(error: string): string | null {
  const name = error.replace(/^net::/, "");
  if (name === "ERR_FAILED") return null;
  const found = CLASSES.find(([pattern]) => (pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern));
  return found?.[1] ?? "network";
}

export const LOCAL_NETWORK_ERROR = "ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS";

/** What each class is, said to a person after the words "Not CORS"; `{host}` and `{page}` are whom it was between. */
export const NOT_CORS_SENTENCES: Readonly<Record<string, string>> = {
  "connection-refused": "Nothing listens at {host}: the server is down, or host or port in the URL are wrong.",
  dns: "The host name {host} could not be resolved: it is misspelt, or this network does not know it.",
  "blocked-by-client":
    "An extension or the browser's own protection (an ad blocker, as a rule) stopped the request to {host} before it left.",
  policy: "A policy of this browser or this system forbids the request to {host}.",
  corp: "The reply's Cross-Origin-Resource-Policy (or this page's Cross-Origin-Embedder-Policy) forbids embedding it here.",
  orb: "The browser withheld the reply of {host}, because its content does not fit where it was asked for (Opaque Response Blocking).",
  csp: "This page's own Content-Security-Policy forbids {host}.",
  aborted: "The page cancelled the request: its own code did, somebody left the page, or a timeout ran out.",
  tls: "No secure connection to {host} could be made: the certificate is not trusted, has expired, or does not fit the name.",
  "unsafe-port": "Browsers refuse the port of {host} altogether.",
  "redirect-loop": "{host} redirected more than twenty times.",
  "redirect-scheme": "{host} redirected to an address that cannot be fetched.",
  "connection-reset": "{host} closed the connection without a reply.",
  timeout: "{host} did not answer in time.",
  offline: "The network was gone, or changed under the request.",
  unreachable: "No route leads to {host}.",
  "body-interrupted": "{host} answered, every CORS check passed, and then the reply broke off.",
  "protocol-error": "What {host} sent is no valid HTTP.",
  "request-invalid": "The browser could not build this request.",
  "cache-probe": "The browser only looked into its cache.",
  network: "The network failed before {host} gave a reply to judge.",
  "no-cors-mode": "The page asked in no-cors mode: CORS is never checked, and the page cannot read the reply.",
  "request-mode":
    'The redirect of {host} was not followed: the page asked for that (redirect: "error" or "manual"), or its Content-Security-Policy forbids the target.',
  "local-network-access": "The browser keeps {page} from reaching {host}, which is on this machine or network.",
};
