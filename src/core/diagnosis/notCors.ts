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
