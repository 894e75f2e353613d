/**
 * The root causes in our own vocabulary, one sentence each: what somebody did, where the reason is only what the browser met first.
 */
export const CAUSE_SENTENCES = {
  "local-network-access": "A public page called an address of this machine or network, and the browser keeps them apart.",
  "error-response-without-cors-headers":
    "The server failed first, and its error page carries no CORS headers. Cure the error, then send the headers on errors too.",
  "server-never-opted-in": "The server sends no CORS header at all: it never opted in to being read by other origins.",
  "allow-origin-forgotten": "The server sends some CORS headers, but forgot the one that counts most: Access-Control-Allow-Origin.",
  "preflight-needs-auth":
    "The server wants the preflight to log in. Preflights never carry credentials: answer OPTIONS before authentication.",
  "preflight-not-routed": "Nothing in the server answers OPTIONS for this address: the CORS handling has to come before the routes.",
  "preflight-server-error": "The server failed while it answered the preflight. Its log says why.",
  "preflight-refused": "The server refuses OPTIONS for this address.",
  "preflight-redirected": "The server redirects the preflight. Call the final address directly.",
  "preflight-redirected-by-slash":
    "The address lacks (or has too many of) a trailing slash, so the server redirects. Call it exactly as the server spells it.",
  "preflight-redirected-to-https": "The page calls http: and the server redirects to https:. Call https: directly.",
  "preflight-redirected-to-login": "The session is over and the server redirects to a login page. An API should answer 401 instead.",
  "redirect-without-cors-headers": "The redirect itself carries no CORS headers. Every hop needs them, not only the last.",
  "redirect-with-credentials": "The redirect leads to a URL with a user name and password.",
  "credentials-with-wildcard": "The server says *, which never counts when credentials are sent. Name the origin, or send no credentials.",
  "credentials-not-allowed": "The page sends credentials and the server does not allow them.",
  "two-layers-add-cors": "Two layers (an app and its proxy, as a rule) both add the header. Let only one of them do it.",
  "list-of-origins": "The header lists several origins. It may hold exactly one: the server has to pick the one that asked.",
  "malformed-allow-origin": "The value is no origin. An origin is scheme, host and port, nothing else.",
  "malformed-list": "The list cannot be parsed: names separated by commas are expected.",
  "method-case": "Method names are matched letter by letter: the server lists this one in another spelling.",
  "method-not-allowed": "The server's list of methods lacks this one.",
  "header-not-allowed": "The server's list of request headers lacks one that the page sends.",
  "null-origin": "The page has no origin of its own (a file, a sandboxed frame): its Origin is null, which nobody should allow.",
  "null-origin-after-redirect": "A redirect across origins turned the request's Origin into null. Call the final address directly.",
  "origin-differs": "The allowed origin is not the one that asked.",
  "origin-differs-by-slash": "The allowed origin ends with a slash. An origin never does.",
  "origin-differs-by-case": "The allowed origin differs only in upper and lower case. Origins are matched letter by letter.",
  "origin-differs-by-port": "The allowed origin and the page's differ only in the port.",
  "origin-differs-by-scheme": "The allowed origin and the page's differ in http and https.",
  "origin-differs-by-www": "The allowed origin and the page's differ only in www.",
  "origin-differs-by-host": "The allowed origin names another host.",
  "redirected-to-login":
    "The server redirected the request to a login page: the session is over or was not sent. An API should answer 401 instead.",
  "redirected-by-slash":
    "The address lacks (or has too many of) a trailing slash, so the server redirects, without CORS headers. Call it exactly as the server spells it.",
  "redirected-to-https": "The page calls http: and the server redirects to https:, without CORS headers. Call https: directly.",
  "cached-reply-without-origin":
    "This is a copy from the browser's cache, fetched earlier without an Origin (by an image or a script tag). Send the CORS headers always, with Vary: Origin.",
  "allow-origin-as-request-header":
    "The page sends Access-Control-Allow-Origin as a request header. It belongs to the server's reply; on the request it only causes a preflight.",
  "tool-added-header":
    "The header that is not allowed is of the kind that a tracing library, a client or an extension adds by itself. Allow it, or tell the tool to leave this host alone.",
  "cookies-stayed-away":
    "CORS passed and the server still says no: the request asked for cookies and carried none. Look at SameSite, Secure and third-party cookie blocking, not at CORS.",
  "no-cors-as-a-fix":
    "The call was made in mode no-cors, which never lets the page read the reply. Remove the mode and let the server allow the page.",
  "response-header-not-exposed":
    "The reply passed, but carries headers for the page that its code cannot read: name them in Access-Control-Expose-Headers.",
  "reply-rewritten":
    "The server's own reply does not allow this; something in the browser (an extension, as a rule) changed it before the check.",
} as const satisfies Readonly<Record<string, string>>;

export type Cause = keyof typeof CAUSE_SENTENCES;
