/** Firefox's names for what failed (xpcom/base/ErrorList.py), as 153 ESR was measured to report them; a trailing `*` stands for a family. */
export const FIREFOX_ERRORS: readonly (readonly [pattern: string, notCors: string])[] = [
  ["NS_ERROR_CONNECTION_REFUSED", "connection-refused"],
  ["NS_ERROR_PROXY_CONNECTION_REFUSED", "connection-refused"],
  ["NS_ERROR_UNKNOWN_HOST", "dns"],
  ["NS_ERROR_UNKNOWN_PROXY_HOST", "dns"],
  ["NS_ERROR_DNS_*", "dns"],
  ["NS_ERROR_TRACKING_URI", "blocked-by-client"],
  ["NS_ERROR_TRACKING_ANNOTATION_URI", "blocked-by-client"],
  ["NS_ERROR_FINGERPRINTING_URI", "blocked-by-client"],
  ["NS_ERROR_CRYPTOMINING_URI", "blocked-by-client"],
  ["NS_ERROR_SOCIALTRACKING_URI", "blocked-by-client"],
  ["NS_ERROR_EMAILTRACKING_URI", "blocked-by-client"],
  ["NS_ERROR_MALWARE_URI", "blocked-by-client"],
  ["NS_ERROR_PHISHING_URI", "blocked-by-client"],
  ["NS_ERROR_UNWANTED_URI", "blocked-by-client"],
  ["NS_ERROR_HARMFUL_URI", "blocked-by-client"],
  // What another extension cancels; what the page cancels is a binding that was aborted.
  ["NS_ERROR_ABORT", "blocked-by-client"],
  ["NS_ERROR_BLOCKED_BY_POLICY", "policy"],
  ["NS_ERROR_CONTENT_BLOCKED*", "csp"],
  ["NS_ERROR_CSP_*", "csp"],
  ["NS_ERROR_DOM_CORP_FAILED", "corp"],
  ["NS_ERROR_DOM_COEP_FAILED", "corp"],
  ["NS_BINDING_*", "aborted"],
  ["NS_ERROR_DOM_ABORT_ERR", "aborted"],
  ["NS_BASE_STREAM_CLOSED", "aborted"], // a worker that ended before it had read its reply
  ["NS_ERROR_PORT_ACCESS_NOT_ALLOWED", "unsafe-port"],
  ["NS_ERROR_REDIRECT_LOOP", "redirect-loop"],
  ["NS_ERROR_UNKNOWN_PROTOCOL", "redirect-scheme"],
  ["NS_ERROR_MALFORMED_URI", "redirect-scheme"],
  ["NS_ERROR_NET_RESET", "connection-reset"],
  ["NS_ERROR_NET_EMPTY_RESPONSE", "connection-reset"],
  ["NS_ERROR_NET_ON_RECEIVING_FROM", "connection-reset"],
  ["NS_ERROR_NET_TIMEOUT*", "timeout"],
  ["NS_ERROR_OFFLINE", "offline"],
  ["NS_ERROR_NET_INTERRUPT", "body-interrupted"],
  ["NS_ERROR_NET_PARTIAL_TRANSFER", "body-interrupted"],
  ["NS_ERROR_NET_ERROR_RESPONSE", "protocol-error"],
  ["NS_ERROR_INVALID_CONTENT_ENCODING", "body-interrupted"],
  ["NS_ERROR_CORRUPTED_CONTENT", "protocol-error"],
  ["NS_ERROR_PARSING_HTTP_*", "protocol-error"],
  ["NS_ERROR_NET_HTTP*", "protocol-error"],
];

/** The one name that every refusal of its CORS code has, and that nothing else has. */
export const FIREFOX_REFUSAL = "NS_ERROR_DOM_BAD_URI";

/** How the end of a refused redirect is told: under the URL that was not gone to, by either name. */
export const FIREFOX_REDIRECT_REFUSALS: ReadonlySet<string> = new Set([
  FIREFOX_REFUSAL,
  "NS_ERROR_UNEXPECTED",
  "NS_ERROR_NET_ON_RECEIVING_FROM",
]);

/** A Location that is no URL, or of a scheme that is not followed, is content that makes no sense. */
export const FIREFOX_LOST_REDIRECT = "NS_ERROR_CORRUPTED_CONTENT";

export const FIREFOX_LOCAL_NETWORK_ERROR = "NS_ERROR_LOCAL_NETWORK_ACCESS_DENIED";

/** A reply that was handed on, and that an image decoder or a parser could do nothing with. */
export const FIREFOX_UNUSABLE = /^NS_(?:IMAGELIB_|ERROR_PARSED_DATA_CACHED|ERROR_DOM_MEDIA_)/;
